import { addDuration, calendarNow, dayOf } from "#kernel/clock";
import { licenceIdentifier } from "#values/codes";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import type { FaceLine } from "./licence.ts";

/** What is issued, to whom, by whom. */
export interface Issue {
  type: { id: string; name: string; /** 证照类型代码, 21 characters */ code: string };
  issuer: { code: string; name: string };
  holder: { kind: "person" | "organisation"; name: string; number: string };
  /** Begin of the printed number, e.g. "JY2" or "云卫公证字". */
  prefix: string;
  /** ISO duration; undefined means without end. */
  validity?: string;
  face: FaceLine[];
  itemId?: string;
  matterId?: string;
  /** A number that exists already, when a licence is collected from its issuer instead of issued here. */
  number?: string;
  /** Day of issue when not today. */
  issuedDay?: string;
}

const INSERT = `
  insert into licence.licences (licence_id, type, name, number, identifier, version, holder_kind, holder_index, holder_label, holder, issuer, issuer_name, item_id,
    matter_id, issued_day, valid_from, valid_until, face, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18)`;

/** Printed number: the 食品经营许可证 shape for a prefix of letters (prefix, area, serial, check), else 前缀〔年〕第 n 号. */
function printedNumber(prefix: string, issuer: string, day: string, serial: number): string {
  if (!/^[A-Z]{2}\d$/.test(prefix)) return `${prefix}〔${day.slice(0, 4)}〕第${String(serial).padStart(6, "0")}号`;
  const body = `${prefix.slice(2)}${issuer.slice(2, 8)}${String(serial).padStart(6, "0")}`;
  // ISO/IEC 7064 MOD 11,10 over the digits before it.
  let p = 10;
  for (const digit of body) p = (((p + Number(digit)) % 10 || 10) * 2) % 11;
  return `${prefix.slice(0, 2)}${body}${(11 - p) % 10}`;
}

/** Issues a licence in the running transaction: number, identifier with check character, face frozen. */
export async function issueLicence(ctx: Ctx, issue: Issue): Promise<{ licenceId: string; number: string; identifier: string; validUntil: string | null }> {
  const { type, issuer, holder, prefix, validity, face } = issue;
  const { serial } = await one<{ serial: number }>(ctx.db, "select nextval('licence.serials') as serial");
  const day = issue.issuedDay ?? dayOf(ctx.now);
  const licenceId = newId();
  const number = issue.number ?? printedNumber(prefix, issuer.code, day, serial);
  const identifier = licenceIdentifier({ type: type.code, issuer: issuer.code.slice(0, 18), serial: licenceId.replaceAll("-", "").toUpperCase(), version: 1 });
  // Valid through the day before the anniversary: five years from 11-21 end on 11-20.
  const end = validity ? addDuration(await calendarNow(ctx), new Date(`${day}T00:00:00+08:00`), validity) : undefined;
  const validUntil = end ? dayOf(new Date(end.getTime() - 1)) : null;
  await ctx.db.query(INSERT, [
    licenceId,
    type.id,
    type.name,
    number,
    identifier,
    1,
    holder.kind,
    ctx.personal.index(holder.number),
    holder.kind === "person" ? mask("name", holder.name) : holder.name,
    ctx.personal.encrypt(JSON.stringify({ name: holder.name, number: holder.number })),
    issuer.code,
    issuer.name,
    issue.itemId ?? null,
    issue.matterId ?? null,
    day,
    validUntil,
    ctx.personal.encrypt(JSON.stringify(face)),
    ctx.now,
  ]);
  await emit(ctx, "licence.issued", licenceId, { type: type.id, number, matterId: issue.matterId ?? null });
  return { licenceId, number, identifier, validUntil };
}
