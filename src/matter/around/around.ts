import { fileShelf, type Answers, type Around, type Called, type FieldDefinition, type Form, type Option, type TypeName } from "#content/form";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { type Blueprint, findByNumber, getMatter, listTasks, type Matter } from "#matter/matter";
import { ownerDetails, isOwner, mayRead } from "#matter/party";
import { findLicence, listWallet } from "#outcome/licence";
import { listPeers } from "#people/peer";
import { organisationNow, type Organisation } from "#people/duty";
import { getOrganisation, getPerson, listStaff } from "#people/identity";
import { areasOf } from "#register/field";
import { listCalled, recordCalled, registersNow } from "#register/register";
import { mapOfPlaces } from "./place-map.tsx";

type Row = Record<string, unknown>;

/** Every field of a form with what was answered to it, those within rows too. */
function* asked(fields: Iterable<FieldDefinition>, answers: Row): Generator<{ field: FieldDefinition; value: unknown }> {
  for (const field of fields) {
    const value = answers[field.name];
    yield { field, value };
    const rows = Array.isArray(value) && value.length > 0 ? value.filter((row): row is Row => typeof row === "object" && row !== null) : [{}];
    if (field.fields) for (const row of rows) yield* asked(field.fields, row);
  }
}

/** An area by the names from its district down: 青溪区青瓷街道. */
function areaOptions({ areas }: Organisation): Option[] {
  const path = (code: string): string => {
    const area = areas.get(code);
    if (!area) return "";
    const above = area.parent === null ? undefined : areas.get(area.parent);
    return (above && above.parent !== null ? path(above.area) : "") + area.name;
  };
  return [...areas.keys()].sort().map((code) => ({ value: code, label: path(code) }));
}

type Lists = Pick<Around, "areas" | "readArea" | "units" | "gone">;

const lists = new WeakMap<Organisation, Lists>();

/** The lists of a city, made once for as long as it stays as it is. */
export function listsOf(organisation: Organisation): Lists {
  let found = lists.get(organisation);
  if (!found) {
    const option = (unit: string): Option => ({ value: unit, label: organisation.unitName(unit) });
    const units = organisation.standing.map(({ unit }) => option(unit));
    const past = [...organisation.units.values()].filter(({ heir }) => heir);
    const gone = new Map(past.map(({ unit, name }) => [unit, { label: name, heir: option(organisation.heirOf(unit)) }]));
    lists.set(organisation, (found = { areas: areaOptions(organisation), readArea: areasOf(organisation), units, gone }));
  }
  return found;
}

/** What keys are called, each looked up once; of an empty one nothing is known. */
async function called(keys: Iterable<string>, find: (key: string) => Promise<Called>): Promise<(key: string) => Called> {
  const found = new Map<string, Called>();
  for (const key of new Set(keys)) found.set(key, await find(key));
  return (key) => found.get(key);
}

async function brought(ctx: Ctx, { matterId }: Pick<Matter, "matterId">, form: Form): Promise<Around["files"]> {
  const rows = await ctx.db.query<{ id: string; shelf: string; name: string; type: string; size: number }>(
    `select entry_id as id, material_id as shelf, file_name as name, file_type as type, size from matter.materials
     where matter_id = $1 and removed_at is null and file_id is not null and material_id like 'field.%' order by entry_id`,
    [matterId],
  );
  const opened = rows.map((row) => ({ ...row, name: ctx.personal.decrypt(row.name) }));
  return Object.fromEntries([...form.fields.keys()].map((name) => [name, opened.filter(({ shelf }) => shelf === fileShelf(name))]));
}

async function matterCalled(ctx: Ctx, number: string): Promise<Called> {
  const found = await findByNumber(ctx, number);
  if (!found) return null;
  const { matter } = await getMatter(ctx, found.matterId);
  // One matter begins another: nobody learns anything by it.
  if (ctx.actor.kind === "system") return matter.itemName;
  const reads = ctx.actor.kind === "staff" ? await mayRead(ctx, matter, await listTasks(ctx, matter.matterId)) : isOwner(ctx.actor, matter);
  return reads ? matter.itemName : null;
}

/** Number of whose licences may be named: the owner's, where it is they who answer; of a matter that is not there yet, the actor's own or their firm's. */
async function holderOf(ctx: Ctx, matter: Matter | undefined): Promise<string | undefined> {
  const { kind, id, onBehalf } = ctx.actor;
  if (matter) return isOwner(ctx.actor, matter) ? ownerDetails(ctx, matter).number : undefined;
  if (kind !== "person") return undefined;
  return onBehalf ? (await getOrganisation(ctx, onBehalf.organisationId)).uscc : (await getPerson(ctx, id)).idNumber;
}

/**
 * What the city knows that the form of a matter asks for, or that of a work on it, as its types read, judge, say and draw answers by it. Only what some type
 * of the form needs is looked up: a form of plain questions asks for nothing.
 * @param matter none where it has not begun
 */
export async function aroundMatter(
  ctx: Ctx,
  matter: Matter | undefined,
  { form, version }: Pick<Blueprint, "form" | "version">,
  answers: Answers,
): Promise<Around> {
  const all = [...asked(form.fields.values(), answers)];
  const uses = (...types: TypeName[]): boolean => all.some(({ field }) => types.includes(field.type));
  const keys = (type: TypeName): string[] => all.flatMap(({ field, value }) => (field.type === type && typeof value === "string" ? [value] : []));
  const around: Around = { today: dayOf(ctx.now), answers };
  const { item, checklists } = version.definition;
  // An area that is one of a few given needs no list of all.
  if (uses("place", "unit", "units") || all.some(({ field }) => field.type === "area" && !field.options))
    Object.assign(around, listsOf(await organisationNow(ctx)));
  if (uses("place")) Object.assign(around, await mapOfPlaces(ctx));
  if (uses("staff")) {
    const staff = (await listStaff(ctx)).filter(({ disabledAt }) => disabledAt === null);
    around.staff = staff.map(({ staffId, name }) => ({ value: staffId, label: name }));
  }
  if (uses("peer")) {
    const open = (await listPeers(ctx)).filter(({ endedAt }) => endedAt === null);
    around.peers = open.map(({ peerId, name }) => ({ value: peerId, label: name }));
  }
  if (uses("register", "columns")) {
    const registers = [...(await registersNow(ctx)).values()];
    around.registers = registers.map(({ id, name, fields }) => ({
      value: id,
      label: name,
      columns: fields.map((field) => ({ value: field.name, label: field.label })),
    }));
  }
  if (uses("record")) {
    const rows = new Map<string, (key: string) => Called>();
    for (const register of new Set(all.flatMap(({ field }) => (field.type === "record" && field.register ? [field.register] : [])))) {
      const of = all.flatMap(({ field, value }) => (field.type === "record" && field.register === register && typeof value === "string" ? [value] : []));
      rows.set(register, await called(of, (key) => recordCalled(ctx, register, key)));
    }
    // Whoever works for the city chooses; others name what they know by its key.
    if (ctx.actor.kind === "staff" && !ctx.actor.program) {
      const lists = new Map<string, Option[]>();
      for (const register of rows.keys()) {
        const listed = await listCalled(ctx, register);
        if (listed)
          lists.set(
            register,
            listed.map(({ key, called: label }) => ({ value: key, label })),
          );
      }
      around.records = (register) => lists.get(register);
    }
    around.record = (register, key) => rows.get(register)?.(key);
  }
  if (uses("licence")) {
    const holder = await holderOf(ctx, matter);
    if (holder !== undefined) {
      const held = await listWallet(ctx, holder);
      around.licences = held.map(({ number, name }) => ({ value: number, label: `${name} ${number}` }));
    }
    around.licence = await called(keys("licence"), async (number) => (await findLicence(ctx, number))?.name ?? null);
  }
  if (matter && uses("files", "photos")) around.files = await brought(ctx, matter, form);
  if (uses("matter")) around.matter = await called(keys("matter"), (number) => matterCalled(ctx, number));
  if (uses("marks"))
    around.markable = [...form.fields.values()]
      .filter(({ type }) => type !== "marks")
      .map(({ name, label }) => ({ value: name, label }))
      .concat(item.materials.map(({ id, name }) => ({ value: id, label: name })));
  if (uses("checklist")) around.checklists = Object.fromEntries(checklists.map(({ id, points }) => [id, points]));
  return around;
}
