import { remarksOn, showAnswer } from "#content/form";
import { beginnerWord } from "#content/kind";
import { aroundMatter } from "#matter/around";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, forbidden } from "#values/errors";
import { admitUnmasking, realReason, recordLook } from "#kernel/trace";
import {
  type Act,
  maskAnswers,
  openAnswers,
  blueprintOf,
  type Blueprint,
  changeOf,
  record,
  listActs,
  getMatter,
  listTasks,
  lockMatter,
  type Loaded,
  type OwnerDetails,
  type Matter,
  type Task,
  writeChange,
} from "#matter/matter";
import { recordMatterLook, ownerDetails, followsSince, onlyOwner, mustSee, onlyReader, ownRole, rolesFollowed } from "#matter/party";
import { materialStates, type MaterialState } from "#matter/intake";
import { mayComplete } from "#matter/work";
import { keptFrom, partyPart } from "./parties.ts";

/** A matter as a page shows it. */
export interface MatterView extends Loaded {
  blueprint: Blueprint;
  tasks: Task[];
  acts: Act[];
  materials: MaterialState[];
  /** Answers: in full for the owner, masked for staff. */
  answers: Record<string, unknown>;
  /** Fields that say who somebody is who is kept from the actor: they have no answer here, whatever was written. */
  kept: readonly string[];
  /** What should be looked at once more among the answers, by field: never a reason to refuse. */
  remarks: Record<string, string>;
  owner: OwnerDetails;
  /** Tasks the actor may complete now. */
  mine: Task[];
  /** Whether personal values are masked in this view. */
  masked: boolean;
}

function maskedDetails(matter: Matter, details: OwnerDetails): OwnerDetails {
  const person = matter.owner.kind === "person";
  return {
    name: person ? mask("name", details.name) : details.name,
    number: person ? mask("id-number", details.number) : details.number,
    phone: mask("phone", details.phone),
    ...(details.agent && { agent: { name: mask("name", details.agent.name), phone: mask("phone", details.agent.phone) } }),
  };
}

async function viewOf(ctx: Ctx, loaded: Loaded, tasks: Task[], masked: boolean): Promise<MatterView> {
  const { matter } = loaded;
  const [blueprint, acts, materials] = await Promise.all([blueprintOf(ctx, matter), listActs(ctx, matter.matterId), materialStates(ctx, matter)]);
  const details = ownerDetails(ctx, matter);
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  return {
    ...loaded,
    blueprint,
    tasks,
    acts,
    materials,
    masked,
    answers: masked ? maskAnswers(ctx, blueprint.form, matter.form) : answers,
    kept: [],
    remarks: remarksOn(blueprint.form, answers),
    owner: masked ? maskedDetails(matter, details) : details,
    mine: [],
  };
}

/** Whether a field says who a party is that is kept from the actor. */
function isKept(ctx: Ctx, seen: Parameters<typeof keptFrom>[1], field: string): boolean {
  const kept = keptFrom(ctx, seen);
  return Object.entries(seen.blueprint.kind.parties).some(([role, { from }]) => from === field && kept.has(role));
}

/** A matter as a party follows it. */
export interface FollowedView extends MatterView {
  /** The roles in which they have a part in it. */
  roles: readonly string[];
  /** Whether its answers are theirs. Who is only named in it sees what was told since they follow it, and neither answers nor materials. */
  own: boolean;
}

/** The view of a party: their own matter nothing masked; by number and code everything masked; of a matter that only names them what is told. */
export async function viewFollowed(ctx: Ctx, matterId: string): Promise<FollowedView> {
  const [loaded, tasks, roles] = await Promise.all([getMatter(ctx, matterId), listTasks(ctx, matterId), rolesFollowed(ctx, matterId)]);
  if (roles.length === 0) onlyOwner(ctx, loaded.matter);
  const view = await viewOf(ctx, loaded, tasks, ctx.actor.kind !== "person");
  const own = roles.length === 0 || roles.some((role) => ownRole(role, view.blueprint.kind.parties));
  const mine = loaded.open.filter(({ party }) => party !== null && roles.includes(party));
  if (own) return { ...view, mine, roles, own };
  const since = (await followsSince(ctx, matterId))!;
  const nobody = { name: "", number: "", phone: "" };
  const acts = view.acts.filter(({ at }) => at >= since);
  return { ...view, acts, mine, roles, own, answers: {}, remarks: {}, materials: [], owner: nobody, masked: true };
}

/** The view of whose matter it is, nothing masked. */
export async function viewOwn(ctx: Ctx, matterId: string): Promise<FollowedView> {
  const view = await viewFollowed(ctx, matterId);
  if (!view.own) throw forbidden("这件事不是您的。");
  return view;
}

/**
 * The view of staff: personal values masked, and the look itself on record; looking again within half a minute is the same look. Refuses who has no
 * part in the matter.
 */
export async function viewAsStaff(ctx: Ctx, matterId: string): Promise<MatterView> {
  const [loaded, tasks] = await Promise.all([getMatter(ctx, matterId), listTasks(ctx, matterId)]);
  await onlyReader(ctx, loaded.matter, tasks);
  const able = await Promise.all(loaded.open.map((task) => mayComplete(ctx, task)));
  const mine = loaded.open.filter((_task, i) => able[i]);
  await ctx.memory.recall(`matter.look.${ctx.actor.id}.${matterId}`, async () => {
    const purpose = mine[0] ? `办理「${mine[0].name}」` : "查阅";
    await recordMatterLook(ctx, loaded.matter, { fields: ["内容（个人信息已遮盖）"], purpose });
  });
  const view = { ...(await viewOf(ctx, loaded, tasks, true)), mine };
  // Who a guarded party is stands in the answer that names it, too.
  const kept = Object.keys(view.answers).filter((name) => isKept(ctx, view, name));
  return { ...view, kept, answers: Object.fromEntries(Object.entries(view.answers).filter(([name]) => !kept.includes(name))) };
}

/**
 * Shows one personal field in full, with a reason. The look goes into the owner's trace and the matter's history in the
 * same transaction that gives the value. `field` is a field of the form, party.N.name / .number / .phone, or the same of the owner.
 */
export async function unmask(ctx: Ctx, matterId: string, field: string, reason: string): Promise<{ label: string; value: string }> {
  const purpose = realReason(reason);
  await mustSee(ctx, matterId);
  await admitUnmasking(ctx, { what: field, reason: purpose, thingId: matterId, matterId });
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    const tasks = await listTasks(inner, matterId);
    await onlyReader(inner, matter, tasks);
    const blueprint = await blueprintOf(inner, matter);
    const able = await Promise.all(open.map((task) => mayComplete(inner, task)));
    const seen = { matter, blueprint, tasks, mine: open.filter((_task, i) => able[i]) };
    const party = await partyPart(inner, seen, field);
    if (isKept(inner, seen, field)) throw forbidden("只有承办这件事的人员可以看。");
    const details = ownerDetails(inner, matter);
    const who = beginnerWord(blueprint.kind, matter.channel);
    const own: Record<string, [string, string]> = {
      "owner.name": [`${who}姓名`, details.name],
      "owner.number": [`${who}证件号码`, details.number],
      "owner.phone": [`${who}电话`, details.phone],
    };
    const known = blueprint.form.fields.get(field);
    const answers = openAnswers(inner, blueprint.form, matter.form);
    const [label, value] =
      own[field] ??
      (party && [party.label, party.value]) ??
      (known && blueprint.form.personal.has(field)
        ? [known.label, showAnswer(known, answers[field], await aroundMatter(inner, matter, blueprint, answers))]
        : []);
    if (label === undefined || value === undefined) throw badInput("UNKNOWN_FIELD", "没有这一项个人信息。");
    const look = { fields: [label], purpose };
    // Who applied sees that somebody looked at who applied; whom it is for sees the rest as well.
    if (own[field]) await recordLook(inner, { ...look, subjectId: matter.owner.id, matterId });
    else if (party) await recordLook(inner, { ...look, subjectId: party.subject ?? matterId, matterId });
    else await recordMatterLook(inner, matter, look);
    const change = changeOf(matter);
    record(inner, change, "unmasked", { field: label, reason: purpose });
    await writeChange(inner, change);
    return { label, value };
  });
}

/** The view for whoever asks: the owner's own, or that of staff. */
export function viewMatter(ctx: Ctx, matterId: string): Promise<MatterView> {
  return ctx.actor.kind === "staff" ? viewAsStaff(ctx, matterId) : viewOwn(ctx, matterId);
}
