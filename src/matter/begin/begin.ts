import type { Answers } from "#content/form";
import { firstState, type Kind } from "#content/kind";
import { getOrganisation, getPerson } from "#people/identity";
import { organisationNow, type Organisation } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { newId } from "#values/ids";
import { bring, numberFor, valueOf, wordsScope, worded, type Told } from "#matter/act";
import { judgedFor, keepFor, type BroughtFor } from "#matter/intake";
import { addParty, namedIn, type Party, type PartyGiven } from "#matter/party";
import {
  advance,
  changeOf,
  encryptAnswers,
  enter,
  factsOf,
  lockMatter,
  LINKS,
  NOBODY,
  PARTIES,
  READS,
  stepNames,
  writeChange,
  type Blueprint,
  type Matter,
} from "#matter/matter";
import { answersFor, beginningOf, factsBefore, rowsRead } from "./answers.ts";
import { channelOf } from "./channel.ts";
import { followCode } from "./code.ts";
import { alikeOf } from "./suggestion.ts";
import { linkOfAlike, withCell } from "#matter/location";
import { tie, type Tie } from "#matter/link";

/** With what a matter begins. */
export interface Beginning {
  item: string;
  channel: string;
  form?: Answers;
  situation?: Record<string, unknown>;
  /** For whom staff or a program begin it; of who begins it themselves only what is not known of them. */
  party?: PartyGiven;
  /** Place among the priorities of the kind. */
  priority?: number;
  /** A system outside and its number there: the same twice is one matter. */
  source?: { system: string; number: string };
  /** Matters that it is tied to from the beginning. */
  ties?: readonly Tie[];
  /** Files that came with it, for fields that ask for them; left out where none can come. */
  files?: readonly BroughtFor[];
}

/** A matter that began. `code`: by which whoever gave no name may follow it; told once. */
export interface Begun {
  matterId: string;
  number: string;
  code?: string;
  /** It was there already, from the same source. */
  again?: true;
}

const CITY_LEVEL = "00000000"; // the last eight digits of a city's area code

const INSERT = `
  insert into matter.matters (matter_id, item_id, item_version, item_name, title, kind, kind_version, phase, pace, unit, area, channel, owner_kind,
    owner_id, owner_label, owner, agent_id, state, situation, created_at, priority, source, source_number, begun_by, confidentiality)
  values ($1, $2, $3, $4, $5, $6, $7, 'draft', null, $8, $9, $10, $11, $12, $13, $14, $15, 'draft', $16, $17, $18, $19, $20, $21, $22)`;

/** Who a matter is for: whoever begins it, with what is known of them here, or whom they begin it for. */
async function partyFor(ctx: Ctx, kind: Kind, role: string | undefined, given: PartyGiven | undefined): Promise<PartyGiven | undefined> {
  // Whom the form names is nobody's but the form's to say.
  if (role === undefined || (given === undefined && kind.parties[role]?.from !== "actor")) return undefined;
  const { actor } = ctx;
  if (actor.kind === "person" && actor.onBehalf) {
    const { organisationId, name, uscc } = await getOrganisation(ctx, actor.onBehalf.organisationId);
    return { kind: "organisation", ref: organisationId, name, number: uscc, ...(given?.phone !== undefined && { phone: given.phone }) };
  }
  if (actor.kind === "person" && kind.parties[role]?.from === "actor" && given?.kind !== "anonymous") {
    const { personId, name, idNumber, phone } = await getPerson(ctx, actor.id);
    return { kind: "person", ref: personId, name, number: idNumber, phone: given?.phone ?? phone };
  }
  if (actor.kind !== "anonymous" || !given) return given ?? { kind: "anonymous" };
  // Whoever is not signed in says a name and a phone, and nothing by which the matter would become somebody's with an account here.
  const { kind: who, name, phone } = given;
  return { kind: who, ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) };
}

function onlySuch(kind: Kind, role: string, { kind: who }: PartyGiven): void {
  const party = kind.parties[role];
  if (party && !party.who.includes(who)) throw badInput("PARTY", `${party.word}要写明是谁。`, { party: `请写明${party.word}的姓名或者名称。` });
}

function areaOf({ kind }: Blueprint, answers: Answers, fallback: string): string {
  const place = kind.place === undefined ? undefined : (answers[kind.place] as { area?: string } | undefined);
  return /^\d{12}$/.test(place?.area ?? "") ? place!.area! : fallback;
}

const TWICE = 'select matter_id as "matterId", number from matter.matters where source = $1 and source_number = $2';

/** The name of the answer by which a matter may be more confidential than its kind; 秘密 and above have no place here. */
const LEVEL = "level";

function confidentialityOf({ confidentiality }: Kind, answers: Answers): Kind["confidentiality"] {
  return answers[LEVEL] === "work-secret" ? "work-secret" : confidentiality;
}

async function addParties(
  ctx: Ctx,
  matterId: string,
  kind: Kind,
  { answers, organisation }: { answers: Answers; organisation: Organisation },
  beginner: { role: string; given: PartyGiven; code?: string } | undefined,
): Promise<Party[]> {
  const parties: Party[] = [];
  if (beginner) {
    const { role, given, code } = beginner;
    onlySuch(kind, role, given);
    parties.push(await addParty(ctx, matterId, role, given, { follows: kind.parties[role]?.follows === true, ...(code !== undefined && { code }) }));
  }
  for (const [role, { from, follows }] of Object.entries(kind.parties)) {
    if (from === "actor" || role === beginner?.role) continue;
    for (const given of namedIn(answers[from], organisation)) parties.push(await addParty(ctx, matterId, role, given, { follows: follows === true }));
  }
  return parties;
}

/** What formulas see of parties: by role the first, without anything personal. */
function partiesInFacts(parties: readonly Party[]): Record<string, { kind: string; label: string }> {
  return Object.fromEntries(parties.toReversed().map(({ role, kind, label }) => [role, { kind, label }]));
}

/**
 * Begins a matter of any kind and hands it in, in one transaction: whoever begins it by a channel of its kind, answers checked, numbered, its flow begun.
 * The same source and number a second time gives the matter that is there.
 */
export async function begin(ctx: Ctx, given: Beginning): Promise<Begun> {
  const brought = given.files && (await judgedFor(ctx, given.files));
  return transaction(ctx, async (inner) => {
    const { source } = given;
    if (source) {
      await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 18))", [`${source.system} ${source.number}`]);
      const there = await first<{ matterId: string; number: string }>(inner.db, TWICE, [source.system, source.number]);
      if (there) return { ...there, again: true };
    }
    const { frozen, blueprint } = await beginningOf(inner, given.item);
    const { kind } = blueprint;
    const { item } = blueprint.version.definition;
    const channel = channelOf(inner, kind, given.channel);
    if (given.priority !== undefined && !kind.priorities[given.priority]) throw badInput("PRIORITY", "没有这个紧急程度。", { priority: "请重新选择。" });
    const role = channel.as ?? channel.for;
    const party = await partyFor(inner, kind, role, given.party);
    const nameless = party !== undefined && party.ref === undefined && party.kind === "anonymous";
    const code = nameless || (party && inner.actor.kind === "anonymous") ? followCode() : undefined;
    const organisation = await organisationNow(inner);
    const matterId = newId();
    const known = party?.ref !== undefined && (party.kind === "person" || party.kind === "organisation");
    const files = brought && (await keepFor(inner, matterId, brought));
    const facts = factsBefore(inner, blueprint, given.channel, given.situation);
    const city = `${item.unit.slice(2, 6)}${CITY_LEVEL}`;
    const answers = await withCell(inner, kind, await answersFor(inner, blueprint, given.form ?? {}, facts, files), city);
    const details = { name: party?.name ?? "", number: party?.number ?? "", phone: party?.phone ?? "" };
    await inner.db.query(INSERT, [
      matterId,
      frozen.itemId,
      frozen.itemVersion,
      item.name,
      item.name,
      kind.id,
      frozen.kindVersion,
      item.unit,
      areaOf(blueprint, answers, city),
      given.channel,
      known ? party.kind : "anonymous",
      known && kind.parties[role!]?.follows === true ? party.ref : NOBODY,
      "",
      inner.personal.encrypt(JSON.stringify(details)),
      known && inner.actor.onBehalf ? inner.actor.id : null,
      given.situation ?? {},
      inner.now,
      given.priority ?? 0,
      source?.system ?? null,
      source?.number ?? null,
      inner.actor.id,
      confidentialityOf(kind, answers),
    ]);
    const parties = await addParties(
      inner,
      matterId,
      kind,
      { answers, organisation },
      role !== undefined && party ? { role, given: party, ...(code !== undefined && { code }) } : undefined,
    );
    const matter = await handedIn(inner, matterId, blueprint, { answers, parties, ties: given.ties ?? [] });
    return { matterId, number: matter.number!, ...(code !== undefined && { code }) };
  });
}

/** What a program reports that is there already: exactly one open matter that says the same. People decide that for themselves. */
async function knownAlready(ctx: Ctx, kind: Kind, matter: Matter): Promise<Tie[]> {
  const link = linkOfAlike(kind);
  if (link === undefined || !kind.channels[matter.channel]?.by.includes("program")) return [];
  const [alike, another] = await alikeOf(ctx, kind, link, matter);
  if (!alike || another) return [];
  matter.facts = { ...matter.facts, [LINKS]: { [link]: alike.number } };
  return [{ link, matterId: alike.matterId }];
}

async function handedIn(
  ctx: Ctx,
  matterId: string,
  blueprint: Blueprint,
  { answers, parties, ties }: { answers: Answers; parties: Party[]; ties: readonly Tie[] },
): Promise<Matter> {
  const { kind } = blueprint;
  const { matter: row } = await lockMatter(ctx, matterId);
  const change = changeOf(row);
  const told: Told = { change, blueprint };
  const { matter } = change;
  matter.form = encryptAnswers(ctx, blueprint.form, answers);
  matter.facts = { [PARTIES]: partiesInFacts(parties) };
  matter.facts = { ...matter.facts, [READS]: await rowsRead(ctx, kind, factsOf(ctx, matter, blueprint)) };
  if (kind.unit !== undefined) {
    const unit = valueOf(`=${kind.unit.replace(/^=/, "")}`, factsOf(ctx, matter, blueprint));
    if (typeof unit !== "string" || unit === "") throw conflict("FLOW_UNIT", "没有算出由哪个单位承办，请联系事项管理员改正件类的定义。");
    matter.unit = unit;
  }
  matter.number = await numberFor(ctx, blueprint, matter.unit);
  matter.submittedAt = ctx.now;
  matter.title = worded(kind.title, await wordsScope(ctx, told, { masked: true }));
  enter(change, kind, firstState(kind), ctx.now);
  const known = await knownAlready(ctx, kind, matter);
  for (const each of [...ties, ...known]) await tie(ctx, change, each);
  await bring(ctx, told, "submitted", { channel: matter.channel });
  await advance(ctx, change, blueprint);
  matter.step = stepNames([], change);
  return writeChange(ctx, change);
}
