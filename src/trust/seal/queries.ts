import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { stateAt, type Seal, type SealKind, type SealPurpose, type SealStep } from "./seal.ts";

interface Row extends Omit<Seal, "steps" | "state" | "making"> {
  steps: (Omit<SealStep, "happenedAt"> & { happenedAt: string })[];
  certificateId: string | null;
  data: Buffer;
  svg: string;
  png: Buffer;
  validFrom: Date;
  validUntil: Date;
}

const SELECT = `
  select s.seal_id as "sealId", s.code, s.es_id as "esId", s.kind, s.name, s.note, s.unit, s.holder_id as "holderId", s.purposes,
    (select jsonb_agg(jsonb_build_object('kind', t.kind, 'reason', t.reason, 'happenedAt', t.happened_at, 'actorId', t.actor_id, 'actorName', t.actor_name, 'insteadOf', t.instead_of)
       order by t.happened_at, t.step_id) from seal.steps t where t.seal_id = s.seal_id) as steps,
    m.certificate_id as "certificateId", m.data, m.svg, m.png, m.valid_from as "validFrom", m.valid_until as "validUntil"
  from seal.seals s left join seal.makings m using (seal_id)`;

function opened(ctx: Ctx, { steps: kept, certificateId, data, svg, png, validFrom, validUntil, ...seal }: Row): Seal {
  const steps = kept.map((step) => ({ ...step, happenedAt: new Date(step.happenedAt) }));
  const making = certificateId ? { certificateId, data, svg, png, validFrom, validUntil } : undefined;
  return { ...seal, steps, state: stateAt(steps, making?.validUntil, ctx.now) ?? "applied", making };
}

/** The seal with an id; NotFound when there is none. */
export async function getSeal(ctx: Ctx, sealId: string): Promise<Seal> {
  const row = isId(sealId) ? await first<Row>(ctx.db, `${SELECT} where s.seal_id = $1`, [sealId]) : undefined;
  if (!row) throw notFound("印章");
  return opened(ctx, row);
}

/** The seal of the register with an identifier, or undefined: it is another's. */
export async function findSeal(ctx: Ctx, esId: string): Promise<Seal | undefined> {
  const row = await first<Row>(ctx.db, `${SELECT} where s.es_id = $1`, [esId]);
  return row && opened(ctx, row);
}

/** Whether any seal of the register bears a name: whoever else shows that name has it from nobody here. */
export async function isNamedHere(ctx: Ctx, name: string): Promise<boolean> {
  return (await first(ctx.db, "select 1 as one from seal.seals where name = $1 limit 1", [name])) !== undefined;
}

/** The id of the seal that was made with a certificate, or undefined. */
export async function findSealOf(ctx: Ctx, certificateId: string): Promise<string | undefined> {
  const row = await first<{ sealId: string }>(ctx.db, `select seal_id as "sealId" from seal.makings where certificate_id = $1`, [certificateId]);
  return row?.sealId;
}

/** Seals of some units, by unit and kind. */
export async function listSeals(ctx: Ctx, units: readonly string[]): Promise<Seal[]> {
  const rows = await ctx.db.query<Row>(`${SELECT} where s.unit = any ($1) order by s.unit, s.kind, s.code limit 500`, [units]);
  return rows.map((row) => opened(ctx, row));
}

/** The active seal of a unit that may be set under something, or undefined: what the platform seals with. */
export async function findActiveSeal(ctx: Ctx, unit: string, kind: SealKind, purpose: SealPurpose): Promise<Seal | undefined> {
  const rows = await ctx.db.query<Row>(`${SELECT} where s.unit = $1 and s.kind = $2 and $3 = any (s.purposes) order by s.code desc limit 20`, [
    unit,
    kind,
    purpose,
  ]);
  return rows.map((row) => opened(ctx, row)).find(({ state }) => state === "active");
}

/** One use of a seal. */
export interface SealUse {
  useId: string;
  sealId: string;
  purpose: SealPurpose;
  matterId: string | null;
  document: string;
  propertyInfo: string;
  dataHash: Buffer;
  usedAt: Date;
  actorId: string;
  actorName: string;
}

const USES = `
  select use_id as "useId", seal_id as "sealId", purpose, matter_id as "matterId", document, property_info as "propertyInfo", data_hash as "dataHash",
    used_at as "usedAt", actor_id as "actorId", actor_name as "actorName"
  from seal.uses`;

/** The uses of a seal, newest first, at most 200. */
export function listUses(ctx: Ctx, sealId: string): Promise<SealUse[]> {
  return ctx.db.query<SealUse>(`${USES} where seal_id = $1 order by used_at desc, use_id desc limit 200`, [sealId]);
}

/** The use that made a signature with this SM3, or undefined. */
export function findUse(ctx: Ctx, signatureHash: Buffer): Promise<SealUse | undefined> {
  return first<SealUse>(ctx.db, `${USES} where signature_hash = $1`, [signatureHash]);
}
