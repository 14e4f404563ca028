import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { isGone } from "./standing.ts";
import type { Values } from "./record.ts";

/** That a register says of somebody that they are there no more. */
export interface Departure {
  departureId: string;
  /** Name of the register. */
  register: string;
  status: string;
  noticedAt: Date;
  /** Blind index of the number: finds what is theirs, says nothing. */
  index: string;
  /** Things of theirs that were looked into and left as they are. */
  reviewed: string[];
}

/** Notes that the subject of a record is gone now and was not before, where the register is followed; whoever listens does the rest. */
export async function noteDeparture(ctx: Ctx, definition: RegisterDefinition, index: string, before: Values | undefined, after: Values): Promise<void> {
  if (!definition.standing?.follow || !isGone(definition, after) || (before && isGone(definition, before))) return;
  await noteGone(ctx, definition, index, String(after[definition.standing.field]));
}

/** Notes that the subject of a record is gone, and tells whoever listens. */
export async function noteGone(ctx: Ctx, definition: RegisterDefinition, index: string, status: string): Promise<void> {
  const departureId = newId();
  await ctx.db.query("insert into register.departures (departure_id, register_id, key_index, status, noticed_at) values ($1, $2, $3, $4, $5)", [
    departureId,
    definition.id,
    index,
    status,
    ctx.now,
  ]);
  await emit(ctx, "register.gone", departureId, { register: definition.name, status, index });
}

const LIST = `
  select d.departure_id as "departureId", r.definition ->> 'name' as register, d.status, d.noticed_at as "noticedAt", d.key_index as index,
    array(select thing_id::text from register.departure_reviews v where v.departure_id = d.departure_id) as reviewed
  from register.departures d join register.registers r using (register_id) order by d.noticed_at desc limit 500`;

/** Who is gone, by the registers that are followed, the last first. */
export function listDepartures(ctx: Ctx): Promise<Departure[]> {
  return ctx.db.query<Departure>(LIST, []);
}

/** Somebody has looked into a thing of theirs and leaves it as it is, and says why. */
export async function reviewDeparture(ctx: Ctx, departureId: string, thingId: string, note: string): Promise<void> {
  await ctx.db.query(
    `insert into register.departure_reviews (departure_id, thing_id, note, reviewed_by, reviewed_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [departureId, thingId, note, ctx.actor.id, ctx.now],
  );
}
