import { dayOf } from "#kernel/clock";
import { foldNumber } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { copyState, type AnnotatedCopy, type CopyStanding } from "./annotated-copy.ts";
import type { Licence } from "./licence.ts";
import { getLicence } from "./queries.ts";

interface Row extends Omit<AnnotatedCopy, "use" | "recipient" | "revoked"> {
  wording: string;
  reason: string | null;
  revokedAt: Date | null;
}

const SELECT = `
  select c.copy_id as "copyId", c.licence_id as "licenceId", c.number, c.wording, c.item_id as "itemId", c.matter_id as "matterId", c.made_at as "madeAt",
    c.made_by as "madeBy", c.until_day as "untilDay", r.reason, r.revoked_at as "revokedAt"
  from licence.annotated_copies c left join licence.copy_revocations r on r.licence_id = c.licence_id and r.copy_id = c.copy_id`;

const NUMBER = /^JZ[0-9A-HJKMNP-TV-Z]{16}$/;

function opened(ctx: Ctx, { wording, reason, revokedAt, ...copy }: Row): AnnotatedCopy {
  const words = JSON.parse(ctx.personal.decrypt(wording)) as { use: string; recipient: string };
  return { ...copy, ...words, revoked: revokedAt ? { reason: reason!, at: revokedAt } : undefined };
}

/** A number as it was printed, however it was typed; undefined of what is none. Pure. */
export function copyNumber(text: string): string | undefined {
  const typed = foldNumber(text);
  if (!NUMBER.test(typed)) return undefined;
  const figures = typed.slice(2);
  return ["JZ", ...[0, 4, 8, 12].map((at) => figures.slice(at, at + 4))].join("-");
}

/** The copy with an id; NotFound when there is none. */
export async function getCopy(ctx: Ctx, copyId: string): Promise<AnnotatedCopy> {
  const row = isId(copyId) ? await first<Row>(ctx.db, `${SELECT} where c.copy_id = $1`, [copyId]) : undefined;
  if (!row) throw notFound("加注件");
  return opened(ctx, row);
}

/** A licence's copies, newest first, with how each stands now. At most 200. */
export async function listCopies(ctx: Ctx, licence: Licence): Promise<CopyStanding[]> {
  const rows = await ctx.db.query<Row>(`${SELECT} where c.licence_id = $1 order by c.made_at desc, c.copy_id desc limit 200`, [licence.licenceId]);
  return rows.map((row) => {
    const copy = opened(ctx, row);
    return { copy, licence, state: copyState(copy, licence, dayOf(ctx.now)) };
  });
}

/** How a copy stands now, and its licence: by its printed number (what anybody may verify) or by its id. Undefined when there is none. */
export async function standingOfCopy(ctx: Ctx, by: { number: string } | { copyId: string }): Promise<CopyStanding | undefined> {
  const row =
    "number" in by
      ? await first<Row>(ctx.db, `${SELECT} where c.number = $1`, [copyNumber(by.number) ?? ""])
      : await first<Row>(ctx.db, `${SELECT} where c.copy_id = $1`, [isId(by.copyId) ? by.copyId : null]);
  if (!row) return undefined;
  const copy = opened(ctx, row);
  const licence = await getLicence(ctx, copy.licenceId);
  return { copy, licence, state: copyState(copy, licence, dayOf(ctx.now)) };
}

/** The copies that stand for materials of a matter, with how each stands now, by id. */
export async function copiesOfMatter(ctx: Ctx, matterId: string): Promise<ReadonlyMap<string, CopyStanding>> {
  const rows = await ctx.db.query<Row>(`${SELECT} where c.matter_id = $1 order by c.copy_id limit 50`, [matterId]);
  const standings = rows.map(async (row) => {
    const copy = opened(ctx, row);
    const licence = await getLicence(ctx, copy.licenceId);
    return [copy.copyId, { copy, licence, state: copyState(copy, licence, dayOf(ctx.now)) }] as const;
  });
  return new Map(await Promise.all(standings));
}
