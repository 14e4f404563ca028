import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";

/** Something that happened to a subject (a matter, a licence …): "matter.submitted". */
export interface DomainEvent {
  eventId: string;
  type: string;
  subject: string;
  data: Record<string, unknown>;
  at: Date;
}

/** Does its part of an event, inside the transaction that removes the event from the outbox: exactly once. */
export type Subscriber = (ctx: Ctx, event: DomainEvent) => Promise<void>;

/** Writes an event into the outbox of the running transaction. Data holds ids and codes, nothing personal. */
export async function emit(ctx: Ctx, type: string, subject: string, data: Record<string, unknown> = {}): Promise<void> {
  await ctx.db.query("insert into events.outbox (event_id, type, subject, data, at) values ($1, $2, $3, $4, $5)", [newId(), type, subject, data, ctx.now]);
}

/**
 * The outbox insert as a part of a larger statement, for steps that write everything in one round trip: a CTE body that takes
 * the subject from `subject`, the instant from `at` and the events from the JSON parameter `events` ([{event_id, type, data}]).
 */
export function outboxInsert({ from, subject, at, events }: { from: string; subject: string; at: string; events: string }): string {
  return `insert into events.outbox (event_id, type, subject, data, at)
    select e.event_id, e.type, ${subject}, e.data, ${at} from ${from}, jsonb_to_recordset(${events}) as e(event_id uuid, type text, data jsonb)`;
}

const TAKE = `
  select event_id as "eventId", type, subject, data, at from events.outbox
  where parked_at is null order by event_id limit 50 for update skip locked`;

// An event that fails is tried again with the next rounds; after ten it is parked for a person to look at.
const FAILED = `
  update events.outbox set attempts = attempts + 1, fault = $2, parked_at = case when attempts >= 9 then now() end where event_id = $1`;

/**
 * Hands waiting events to their subscribers, oldest first, until none is left; gives the number delivered. Each event has
 * its own savepoint: a subscriber that fails undoes its own event alone. Many processes may drain at once.
 */
export async function drain(ctx: Ctx, subscribers: ReadonlyMap<string, Subscriber[]>): Promise<number> {
  let delivered = 0;
  for (;;) {
    const batch = await ctx.db.transaction(async (db) => {
      const events = await db.query<DomainEvent>(TAKE, []);
      const failed: { event: DomainEvent; fault: Error }[] = [];
      const done: string[] = [];
      for (const event of events) {
        try {
          await db.query("savepoint event");
          for (const subscriber of subscribers.get(event.type) ?? []) await subscriber({ ...ctx, db }, event);
          await db.query("release savepoint event");
          done.push(event.eventId);
        } catch (error) {
          await db.query("rollback to savepoint event");
          failed.push({ event, fault: error as Error });
        }
      }
      if (done.length > 0) await db.query("delete from events.outbox where event_id = any ($1)", [done]);
      for (const { event, fault } of failed) {
        ctx.log.error({ err: fault, event: event.type, subject: event.subject }, "a subscriber failed");
        await db.query(FAILED, [event.eventId, String(fault.message)]);
      }
      return { done: done.length, failed: failed.length };
    });
    delivered += batch.done;
    if (batch.done === 0) return delivered;
  }
}
