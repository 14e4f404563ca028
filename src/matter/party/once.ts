import { beneficiaryOf, folded, holdClaim, inTheWay, onceKey, takeClaim, type Beneficiary, type Claim, type Wanted } from "#content/claim";
import { organisationNow } from "#people/duty";
import type { Answers } from "#content/form";
import { byOwnParty, ownParty } from "#content/kind";
import { checkSituation, type Item, type Once } from "#content/pack";
import { findStanding } from "#register/register";
import { readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { conflict, type Refusal } from "#values/errors";
import { type Blueprint, openAnswers, factsOf, findMatter, type Matter } from "#matter/matter";
import { ownerDetails, isOwner } from "./party.ts";

function renewableIn({ again }: Once): { renewable?: number } {
  const days = again === undefined ? undefined : readLimit(again)?.days;
  return days === undefined ? {} : { renewable: days };
}

/** What an application would have once; undefined where its item does not say so, or it is not known yet for whom it is. */
export async function wantedBy(
  ctx: Ctx,
  matter: Matter,
  { version, form, kind }: Blueprint,
  answers: Answers,
  beneficiary: Beneficiary | undefined,
): Promise<Wanted | undefined> {
  const { once } = version.definition.item;
  if (!once) return undefined;
  const owner = ownerDetails(ctx, matter).number;
  const areas = [...(await organisationNow(ctx)).areas.values()].map(({ name }) => name);
  const key = onceKey(once, { form, answers, situation: matter.situation, parties: { ...byOwnParty(kind, owner), beneficiary: beneficiary?.number }, areas });
  if (key === undefined) return undefined;
  const party = once.by.includes("beneficiary") && beneficiary ? beneficiary.number : owner;
  const noted = Object.fromEntries(
    (once.note ?? []).flatMap((name) => (answers[name] === undefined || form.personal.has(name) ? [] : [[name, answers[name]]])),
  );
  return {
    itemId: matter.itemId,
    key: ctx.personal.index(`${matter.itemId} ${key}`),
    party: ctx.personal.index(folded(party)),
    noted,
    ...renewableIn(once),
  };
}

function dayInWords(day: string): string {
  const [year, month, date] = day.split("-");
  return `${year}年${Number(month)}月${date ? `${Number(date)}日` : ""}`;
}

/** Whom a matter is for, as it stands; the owner where the form does not say. */
export function beneficiaryNow(ctx: Ctx, matter: Matter, blueprint: Blueprint): Beneficiary {
  const owner = ownerDetails(ctx, matter);
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  const { item } = blueprint.version.definition;
  return beneficiaryOf(item, owner, answers, factsOf(ctx, matter, blueprint)) ?? { name: owner.name, number: owner.number, own: true };
}

/** What is said of a claim that stands in the way. Whoever it is not is told that it is so, and nothing more. */
async function refusalOf(ctx: Ctx, item: Item, claim: Pick<Claim, "matterId" | "state" | "since">, beneficiary: Beneficiary | undefined): Promise<Refusal> {
  const theirs = claim.matterId === "" ? undefined : await findMatter(ctx, claim.matterId);
  const mine = theirs !== undefined && isOwner(ctx.actor, theirs);
  const own = mine || beneficiary?.own !== false;
  const hint = item.once?.hint ?? "";
  if (claim.state === "asked") {
    const which = mine && theirs.number ? `（编号 ${theirs.number}）` : "";
    const said = mine ? `您已经申请过同样的「${item.name}」，正在办${which}，不用再申请。` : `同样的「${item.name}」已经有人申请，正在办，不用再申请。`;
    return conflict("ALREADY_ASKED", `${said}${hint}`, mine ? `/my/matters/${theirs.matterId}` : undefined);
  }
  const since = own && claim.since !== "" ? `，自 ${dayInWords(claim.since)}起` : "";
  const has = item.outcome?.payment ? "已经在领" : "已经办过";
  const who = own ? "您" : "您填写的这个人";
  return conflict("ALREADY_HELD", `${who}${has}「${item.name}」${since}，不能重复申请。${hint}`, mine ? `/my/matters/${theirs.matterId}` : undefined);
}

/** What a register says that somebody has: a row of it that still counts. */
async function registered(ctx: Ctx, { once }: Item, beneficiary: Beneficiary | undefined): Promise<Claim | undefined> {
  if (!once?.register || !beneficiary) return undefined;
  const row = await findStanding(ctx, once.register.id, beneficiary.number);
  const since = once.register.since ? row?.[once.register.since] : undefined;
  return row && { matterId: "", state: "held", since: String(since ?? ""), until: null, turn: 0, noted: {} };
}

/** Why an application could not be granted beside what there is, as things stand: undefined when nothing stands in the way. */
export async function onceGap(
  ctx: Ctx,
  matter: Matter,
  blueprint: Blueprint,
  answers = openAnswers(ctx, blueprint.form, matter.form),
): Promise<Refusal | undefined> {
  const { item } = blueprint.version.definition;
  if (!item.once || Object.keys(checkSituation(item, matter.situation)).length > 0) return undefined;
  const beneficiary = beneficiaryOf(item, ownerDetails(ctx, matter), answers, factsOf(ctx, matter, blueprint));
  const wanted = await wantedBy(ctx, matter, blueprint, answers, beneficiary);
  const claim = (wanted && (await inTheWay(ctx, wanted, matter.matterId))) ?? (await registered(ctx, item, beneficiary));
  return claim && refusalOf(ctx, item, claim, beneficiary);
}

/**
 * Why it need not be begun: what it would give depends on nothing that is still to be written, and is asked for or held already. Undefined
 * where that is not known yet; it is asked again when the answers are there.
 */
export async function heldAtStart(
  ctx: Ctx,
  { version, form, kind }: Blueprint,
  { itemId, situation, owner }: { itemId: string; situation: Record<string, unknown>; owner: { name: string; number: string } },
): Promise<Refusal | undefined> {
  const { item } = version.definition;
  const { once } = item;
  if (!once?.by.every((name) => name === ownParty(kind) || name === "beneficiary" || name.startsWith("situation."))) return undefined;
  if (Object.keys(checkSituation(item, situation)).length > 0) return undefined;
  const beneficiary = beneficiaryOf(item, owner, {}, { situation });
  const key = onceKey(once, { form, answers: {}, situation, parties: { ...byOwnParty(kind, owner.number), beneficiary: beneficiary?.number }, areas: [] });
  if (key === undefined) return undefined;
  const wanted = { itemId, key: ctx.personal.index(`${itemId} ${key}`), party: "", noted: {}, ...renewableIn(once) };
  const claim = (await inTheWay(ctx, wanted)) ?? (await registered(ctx, item, beneficiary));
  return claim && refusalOf(ctx, item, claim, beneficiary);
}

/** Takes for a matter what it asks for, at submission or when a supplement has changed it; refuses what is asked for or held already. */
export async function takeOnce(ctx: Ctx, matter: Matter, blueprint: Blueprint, beneficiary: Beneficiary | undefined): Promise<void> {
  const { item } = blueprint.version.definition;
  const wanted = await wantedBy(ctx, matter, blueprint, openAnswers(ctx, blueprint.form, matter.form), beneficiary);
  if (!wanted) return;
  const claim = (await takeClaim(ctx, matter.matterId, wanted)) ?? (await registered(ctx, item, beneficiary));
  if (claim) throw await refusalOf(ctx, item, claim, beneficiary);
}

/** At the grant: what was asked for is held now. A matter that was submitted before its item said so takes it here, or is refused. */
export async function holdOnce(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<void> {
  const { item } = blueprint.version.definition;
  if (!item.once) return;
  const beneficiary = beneficiaryOf(item, ownerDetails(ctx, matter), openAnswers(ctx, blueprint.form, matter.form), factsOf(ctx, matter, blueprint));
  const claim = await registered(ctx, item, beneficiary);
  if (claim) throw await refusalOf(ctx, item, claim, beneficiary);
  if (await holdClaim(ctx, matter.matterId)) return;
  await takeOnce(ctx, matter, blueprint, beneficiary);
  await holdClaim(ctx, matter.matterId);
}
