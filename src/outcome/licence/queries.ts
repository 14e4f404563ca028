import { keptTo } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import type { FaceLine, Licence, LicenceState } from "./licence.ts";

interface Row {
  licenceId: string;
  type: string;
  name: string;
  number: string;
  identifier: string;
  version: number;
  holderKind: "person" | "organisation";
  holderLabel: string;
  holder: string;
  issuer: string;
  issuerName: string;
  itemId: string | null;
  matterId: string | null;
  issuedDay: string;
  validFrom: string;
  validUntil: string | null;
  face: string;
  cancelledKind: LicenceState | null;
  cancelledReason: string | null;
  cancelledBasis: string | null;
  cancelledAt: Date | null;
  suspendedReason: string | null;
  suspendedBasis: string | null;
  suspendedAt: Date | null;
}

const SELECT = `
  select l.licence_id as "licenceId", l.type, l.name, l.number, l.identifier, l.version, l.holder_kind as "holderKind", l.holder_label as "holderLabel", l.holder,
    l.issuer, l.issuer_name as "issuerName", l.item_id as "itemId", l.matter_id as "matterId", l.issued_day as "issuedDay", l.valid_from as "validFrom",
    l.valid_until as "validUntil", l.face, c.kind as "cancelledKind", c.reason as "cancelledReason", c.basis as "cancelledBasis", c.cancelled_at as "cancelledAt",
    s.reason as "suspendedReason", s.basis as "suspendedBasis", s.suspended_at as "suspendedAt"
  from licence.licences l
  left join licence.cancellations c using (licence_id)
  left join licence.suspensions s on s.licence_id = l.licence_id and s.lifted_at is null`;

function stateOf(row: Row, today: string): Pick<Licence, "state" | "why"> {
  if (row.cancelledKind) return { state: row.cancelledKind, why: { reason: row.cancelledReason!, basis: row.cancelledBasis!, day: dayOf(row.cancelledAt!) } };
  if (row.suspendedAt) return { state: "suspended", why: { reason: row.suspendedReason!, basis: row.suspendedBasis!, day: dayOf(row.suspendedAt) } };
  if (row.validUntil && row.validUntil < today) return { state: "expired", why: { reason: "超过有效期", basis: "", day: row.validUntil } };
  return { state: "valid", why: undefined };
}

function opened(ctx: Ctx, row: Row): Licence {
  const holder = JSON.parse(ctx.personal.decrypt(row.holder)) as { name: string; number: string };
  return {
    licenceId: row.licenceId,
    type: row.type,
    name: row.name,
    number: row.number,
    identifier: row.identifier,
    version: row.version,
    holder: { kind: row.holderKind, label: row.holderLabel, ...holder },
    issuer: row.issuer,
    issuerName: row.issuerName,
    itemId: row.itemId,
    matterId: row.matterId,
    issuedDay: row.issuedDay,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    face: JSON.parse(ctx.personal.decrypt(row.face)) as FaceLine[],
    ...stateOf(row, dayOf(ctx.now)),
  };
}

/** The licence with an id; NotFound when there is none. */
export async function getLicence(ctx: Ctx, licenceId: string): Promise<Licence> {
  const row = isId(licenceId) ? await first<Row>(ctx.db, `${SELECT} where l.licence_id = $1`, [licenceId]) : undefined;
  if (!row) throw notFound("证照");
  return opened(ctx, row);
}

// Two may fold to the same; then it is the one that was written so.
const FIND = `
  ${SELECT} where licence.folded(l.number) = licence.folded($1) or licence.folded(l.identifier) = licence.folded($1)
  order by (l.number = $1 or l.identifier = $1) desc, l.created_at desc limit 1`;

/**
 * The licence with a printed number or an identifier, or undefined: what anybody may verify. Brackets, width, blanks, capitals and zeros behind 第 do not
 * count.
 */
export async function findLicence(ctx: Ctx, numberOrIdentifier: string): Promise<Licence | undefined> {
  const row = await first<Row>(ctx.db, FIND, [numberOrIdentifier.trim()]);
  return row && opened(ctx, row);
}

/** A holder's licences by identity number or credit code, newest first. */
export async function listLicencesOf(ctx: Ctx, number: string): Promise<Licence[]> {
  const rows = await ctx.db.query<Row>(`${SELECT} where l.holder_index = $1 order by l.created_at desc limit 200`, [ctx.personal.index(number)]);
  return rows.map((row) => opened(ctx, row));
}

/** The licences of the actor's party, whose number this is, newest first: of an agent those that came of the items they may act in. */
export async function listWallet(ctx: Ctx, number: string): Promise<Licence[]> {
  const rows = await ctx.db.query<Row>(
    `${SELECT} where l.holder_index = $1 and ($2::text[] is null or l.item_id = any ($2)) order by l.created_at desc limit 200`,
    [ctx.personal.index(number), keptTo(ctx.actor) ?? null],
  );
  return rows.map((row) => opened(ctx, row));
}

/** Valid licences of the holders of these blind indexes: for who looks into what is left when a holder is gone. */
export async function listLicencesByIndex(
  ctx: Ctx,
  indexes: readonly string[],
): Promise<{ licenceId: string; name: string; label: string; issuer: string; index: string }[]> {
  const rows = await ctx.db.query<Row & { index: string }>(
    `${SELECT.replace("select l.licence_id", "select l.holder_index as index, l.licence_id")} where l.holder_index = any($1::text[]) order by l.created_at desc limit 1000`,
    [indexes],
  );
  const today = dayOf(ctx.now);
  return rows
    .filter((row) => stateOf(row, today).state === "valid")
    .map(({ licenceId, name, holderLabel, issuer, index }) => ({ licenceId, name, label: holderLabel, issuer, index }));
}

/** The usable licence of a type that a holder has, or undefined: what may stand for a paper. */
export async function findUsable(ctx: Ctx, number: string, type: string): Promise<Licence | undefined> {
  const rows = await ctx.db.query<Row>(`${SELECT} where l.holder_index = $1 and l.type = $2 order by l.created_at desc limit 20`, [
    ctx.personal.index(number),
    type,
  ]);
  return rows.map((row) => opened(ctx, row)).find((licence) => licence.state === "valid");
}

/** Licences for the console's list: narrowed by type, number or holder's label; newest first, forty a page. */
export async function searchLicences(
  ctx: Ctx,
  { type, text, page = 1 }: { type?: string; text?: string; page?: number },
): Promise<{ rows: Licence[]; more: boolean }> {
  const rows = await ctx.db.query<Row>(
    `${SELECT} where ($1::text is null or l.type = $1) and ($2::text is null or licence.folded(l.number) like '%' || licence.folded($2) || '%' or licence.folded(l.identifier) = licence.folded($2) or l.holder_label like '%' || $2 || '%')
     order by l.issued_day desc, l.created_at desc limit 41 offset $3`,
    [type ?? null, text ? text.replace(/[%_\\]/g, "") : null, (page - 1) * 40],
  );
  return { rows: rows.slice(0, 40).map((row) => opened(ctx, row)), more: rows.length > 40 };
}

/** How many licences each matter has led to: of the matters named, or of all. */
export async function countIssued(ctx: Ctx, matterIds?: string[]): Promise<Map<string, number>> {
  const rows = await ctx.db.query<{ matterId: string; count: number }>(
    `select matter_id as "matterId", count(*)::int as count from licence.licences
     where matter_id is not null and (matter_id = any ($1) or $1 is null) group by matter_id`,
    [matterIds ?? null],
  );
  return new Map(rows.map(({ matterId, count }) => [matterId, count]));
}
