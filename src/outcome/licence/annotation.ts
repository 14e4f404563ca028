import { addDays, dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { newId } from "#values/ids";
import { countGraphemes } from "#values/graphemes";
import { COPY_DAYS, COPY_WORDS } from "./annotated-copy.ts";
import { mustHold } from "./holder.ts";
import type { Licence } from "./licence.ts";
import { getLicence } from "./queries.ts";
import { lockLicence } from "./lock.ts";

/** What a copy shall say. */
export interface CopyWish {
  use: string;
  recipient: string;
  untilDay: Day;
}

/** A copy that was just made. */
export interface MadeCopy {
  copyId: string;
  number: string;
}

// Without I, L, O and U: a number is also read out on the telephone.
const FIGURES = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// So many in force at once are more than anybody keeps an eye on.
const MOST = 50;

const INSERT = `
  insert into licence.annotated_copies (licence_id, copy_id, number, wording, item_id, matter_id, made_at, made_by, until_day)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const IN_FORCE = `
  select count(*)::int as held from licence.annotated_copies c
  where c.licence_id = $1 and c.matter_id is null and c.until_day >= $2
    and not exists (select from licence.copy_revocations r where r.licence_id = c.licence_id and r.copy_id = c.copy_id)`;

/** "JZ-7K2M-9QXA-0B3C-TT5W": 80 random bits, since whoever has the number is told what the copy is for. */
function newNumber(ctx: Ctx): string {
  const characters = [...ctx.keys.random(16)].map((byte) => FIGURES[byte % 32]!);
  return ["JZ", ...[0, 4, 8, 12].map((at) => characters.slice(at, at + 4).join(""))].join("-");
}

/** What the holder wrote, tidied; refused field by field. Pure. */
function checked({ use, recipient, untilDay }: CopyWish, today: Day): CopyWish {
  const fields: Record<string, string> = {};
  const tidy = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  const wish = { use: tidy(use), recipient: tidy(recipient), untilDay };
  if (countGraphemes(wish.use) < 2) fields["use"] = "请写明这份加注件用来做什么，例如“办理场地租赁合同”。";
  if (countGraphemes(wish.use) > COPY_WORDS.use) fields["use"] = `用途请写得短一些，最多 ${COPY_WORDS.use} 个字。`;
  if (countGraphemes(wish.recipient) < 2) fields["recipient"] = "请写明给谁用，例如对方单位的名称。";
  if (countGraphemes(wish.recipient) > COPY_WORDS.recipient) fields["recipient"] = `名称请写得短一些，最多 ${COPY_WORDS.recipient} 个字。`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(untilDay) || untilDay < today) fields["until"] = "请选择今天或者以后的日期。";
  else if (untilDay > addDays(today, COPY_DAYS.longest)) fields["until"] = `有效期最长 ${COPY_DAYS.longest} 天，请选择近一些的日期。`;
  if (Object.keys(fields).length > 0) throw badInput("COPY", "请补齐加注件的内容。", fields);
  return wish;
}

async function written(
  ctx: Ctx,
  licence: Licence,
  { use, recipient, untilDay }: CopyWish,
  of: { itemId: string; matterId: string } | undefined,
): Promise<MadeCopy> {
  const { licenceId, validUntil } = licence;
  const copyId = newId();
  const number = newNumber(ctx);
  // It never outlives its licence.
  const until = validUntil !== null && validUntil < untilDay ? validUntil : untilDay;
  const wording = ctx.personal.encrypt(JSON.stringify({ use, recipient }));
  await ctx.db.query(INSERT, [licenceId, copyId, number, wording, of?.itemId ?? null, of?.matterId ?? null, ctx.now, ctx.actor.id, until]);
  return { copyId, number };
}

/**
 * 加注件: the holder makes a copy that says what it is for, for whom and until when.
 * @throws Refusal 403 of somebody else's licence, NOT_VALID when the licence has no force, COPY (422) with a sentence a field.
 */
export async function annotateCopy(ctx: Ctx, licenceId: string, wish: CopyWish): Promise<MadeCopy> {
  return transaction(ctx, async (inner) => {
    await lockLicence(inner, licenceId);
    const licence = await getLicence(inner, licenceId);
    await mustHold(inner, licence);
    if (licence.state !== "valid") throw conflict("NOT_VALID", "这本证照现在没有效力，不能做加注件。");
    const today = dayOf(inner.now);
    const words = checked(wish, today);
    const { held } = await one<{ held: number }>(inner.db, IN_FORCE, [licenceId, today]);
    if (held >= MOST) throw conflict("TOO_MANY_COPIES", `这本证照已经有 ${MOST} 份没有到期的加注件，请先收回不用的。`);
    return written(inner, licence, words, undefined);
  });
}

/**
 * The copy that stands for a material of a matter: for that matter and item only. For the act that submits the matter, in its transaction;
 * it has found the licence by its owner's own number.
 */
export function annotateForMatter(
  ctx: Ctx,
  licence: Licence,
  { itemId, itemName, matterId, number }: { itemId: string; itemName: string; matterId: string; number: string },
): Promise<MadeCopy> {
  const untilDay = addDays(dayOf(ctx.now), COPY_DAYS.forMatter);
  return written(ctx, licence, { use: `办理${itemName}`, recipient: `编号 ${number}`, untilDay }, { itemId, matterId });
}
