import { foldAnswers, misshapen } from "#content/form";
import { findItem } from "#content/catalogue";
import { ownParty, workOf } from "#content/kind";
import { getOrganisation, getPerson, findAgency, agencyHolds } from "#people/identity";
import { misshapenSituation, type Item } from "#content/pack";
import { dayOf } from "#kernel/clock";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { aroundMatter } from "#matter/around";
import { addParty, withinDrafts, heldAtStart, onlyOwner, partyOf, rolesFollowed } from "#matter/party";
import {
  openAnswers,
  encryptAnswers,
  blueprintOf,
  frozenNow,
  changeOf,
  getMatter,
  isClosed,
  lockMatter,
  type OwnerDetails,
  type Matter,
  writeChange,
} from "#matter/matter";

const INSERT = `
  insert into matter.matters (matter_id, item_id, item_version, item_name, title, kind, kind_version, phase, pace, unit, area, channel, owner_kind, owner_id, owner_label,
    owner, agent_id, state, situation, created_at)
  values ($1, $2, $3, $4, $5, $17, $18, 'draft', $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', $15, $16)`;

/** Refuses answers to questions that the item does not ask. */
function askedFor(item: Item, situation: Record<string, unknown>): void {
  const wrong = misshapenSituation(item, situation);
  if (Object.keys(wrong).length > 0) throw badInput("MISSHAPEN", "有的回答这个事项没有问到，没有保存，请核对。", wrong);
}

const CITY_LEVEL = "00000000"; // the last eight digits of a city's area code

async function detailsOf(ctx: Ctx, itemId: string): Promise<{ label: string; details: OwnerDetails }> {
  const person = await getPerson(ctx, ctx.actor.id);
  if (!ctx.actor.onBehalf) return { label: mask("name", person.name), details: { name: person.name, number: person.idNumber, phone: person.phone } };
  const { organisationId, agencyId } = ctx.actor.onBehalf;
  const agency = await findAgency(ctx, organisationId, agencyId);
  if (!agency || !agencyHolds(agency, dayOf(ctx.now), itemId)) throw forbidden("您得到的授权不包括这个事项，或者已经到期。");
  const organisation = await getOrganisation(ctx, organisationId);
  return {
    label: organisation.name,
    details: { name: organisation.name, number: organisation.uscc, phone: person.phone, agent: { name: person.name, phone: person.phone } },
  };
}

/** Begins an application: a draft for the actor, or for the organisation they act for. Gives its id. */
export async function startDraft(
  ctx: Ctx,
  { itemId, situation = {}, channel = "online" }: { itemId: string; situation?: Record<string, unknown>; channel?: string },
): Promise<string> {
  if (ctx.actor.kind !== "person") throw forbidden("请用个人账号办理。");
  const found = await findItem(ctx, itemId);
  if (!found || found.guideOnly) throw badInput("NOT_ONLINE", "这个事项暂时不能在网上办理，请按办事指南到窗口办理。");
  const frozen = await frozenNow(ctx, itemId, found.version);
  const blueprint = await blueprintOf(ctx, frozen);
  const { item } = blueprint.version.definition;
  askedFor(item, situation);
  const party = partyOf(ctx.actor);
  if (!item.audience.includes(party.kind)) {
    throw badInput("AUDIENCE", party.kind === "person" ? "这个事项要以企业或单位的名义申请，请先切换到您的单位。" : "这个事项只能由个人申请，请先切换回本人。");
  }
  if (item.minimum_identity && (ctx.actor.level ?? 0) < item.minimum_identity) throw forbidden("办理这个事项要求更高的实名等级，请先完成实名认证。");
  const { label, details } = await detailsOf(ctx, itemId);
  await withinDrafts(ctx);
  const twice = await heldAtStart(ctx, blueprint, { itemId, situation, owner: details });
  if (twice) throw twice;
  const matterId = newId();
  const area = `${item.unit.slice(2, 6)}${CITY_LEVEL}`;
  await ctx.db.query(INSERT, [
    matterId,
    itemId,
    found.version,
    item.name,
    `${item.name} · ${label}`,
    item.pace,
    item.unit,
    area,
    channel,
    party.kind,
    party.id,
    label,
    ctx.personal.encrypt(JSON.stringify(details)),
    ctx.actor.onBehalf ? ctx.actor.id : null,
    situation,
    ctx.now,
    frozen.kind,
    frozen.kindVersion,
  ]);
  await addParty(
    ctx,
    matterId,
    blueprint.kind.channels[channel]?.as ?? ownParty(blueprint.kind) ?? "",
    { kind: party.kind, ref: party.id, ...details },
    { follows: true },
  );
  return matterId;
}

/** Whether the actor may write in a matter of theirs now: a draft, or while a task of theirs opens its form (`edits: form`). */
export async function isEditable(ctx: Ctx, matter: Matter): Promise<boolean> {
  if (matter.phase === "draft") return true;
  if (isClosed(matter)) return false;
  const [{ kind }, { open }] = await Promise.all([blueprintOf(ctx, matter), getMatter(ctx, matter.matterId)]);
  const opening = open.flatMap(({ party, kind: work }) => (party !== null && workOf(kind, work)?.edits === "form" ? [party] : []));
  if (opening.length === 0) return false;
  const roles = await rolesFollowed(ctx, matter.matterId);
  return roles.length === 0 || opening.some((party) => roles.includes(party));
}

/** What a save brings; answers given are merged over those held. */
export interface DraftChange {
  situation?: Record<string, unknown>;
  form?: Record<string, unknown>;
  /** The revision the page was made from; Conflict when the draft has moved on since. */
  revision?: number;
}

/** Saves answers. Nothing is checked but their names and shapes here: a draft may be incomplete. */
export async function saveDraft(ctx: Ctx, matterId: string, { situation, form, revision }: DraftChange): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    onlyOwner(inner, matter);
    if (!(await isEditable(inner, matter))) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改。需要修改请联系办理窗口。");
    if (revision !== undefined && revision !== matter.revision) throw conflict("MATTER_CHANGED", "这份申请在别的页面改过了，请刷新后再填。");
    const blueprint = await blueprintOf(inner, matter);
    const unknown = Object.keys(form ?? {}).filter((name) => !blueprint.form.fields.has(name));
    if (unknown.length > 0) throw badInput("UNKNOWN_FIELD", `表单里没有这些项目：${unknown.slice(0, 5).join("、")}。`);
    if (situation) askedFor(blueprint.version.definition.item, situation);
    const wrong = misshapen(blueprint.form, foldAnswers(blueprint.form.fields, form ?? {}));
    if (Object.keys(wrong).length > 0) throw badInput("MISSHAPEN", "有的内容太长，或者写法不对，没有保存，请核对。", wrong);
    const change = changeOf(matter);
    if (situation) change.matter.situation = situation;
    if (form) {
      const merged = {
        ...openAnswers(inner, blueprint.form, matter.form),
        ...foldAnswers(blueprint.form.fields, form, await aroundMatter(inner, matter, blueprint, form)),
      };
      change.matter.form = encryptAnswers(
        inner,
        blueprint.form,
        Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== null)),
      );
    }
    await inner.db.query("update matter.matters set touched_at = $2 where matter_id = $1", [matterId, inner.now]);
    return writeChange(inner, change);
  });
}
