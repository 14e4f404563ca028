import type { Ctx } from "#kernel/ctx";
import { backwards } from "./words.ts";

/** What is asked for of matters that are published. */
export interface PublishedSearch {
  kinds: readonly string[];
  /** Numbers; then nothing else is asked. */
  numbers?: readonly string[];
  items?: readonly string[];
  /** Open ones, ended ones, or both. */
  open?: boolean;
  from: Date;
  until: Date;
  updatedAfter?: Date;
  size: number;
  page: number;
}

/** A matter as it may be published: nothing of whoever is a party of it. */
export interface Published {
  matterId: string;
  number: string;
  kind: string;
  kindVersion: number;
  itemId: string;
  itemName: string;
  state: string;
  unit: string;
  submittedAt: Date;
  closedAt: Date | null;
  dueAt: Date | null;
  form: Record<string, unknown>;
  /** Where it lies as maps show it: rounded where a party is kept secret. */
  longitude: number | null;
  latitude: number | null;
  /** Its last act. */
  updatedAt: Date;
  /** The number of the one that it was joined to. */
  joined: string | null;
}

const COLUMNS = `
  matter_id as "matterId", m.number, m.kind, m.kind_version as "kindVersion", m.item_id as "itemId", m.item_name as "itemName", m.state, m.unit,
  m.submitted_at as "submittedAt", m.closed_at as "closedAt", m.due_at as "dueAt", m.form, s.point[0] as longitude, s.point[1] as latitude, u.at as "updatedAt",
  (select k.other_number from matter.links k where k.matter_id = m.matter_id and k.outward and k.call_id is not null limit 1) as joined
  from matter.search s join matter.matters m using (matter_id)
    cross join lateral (select a.at from matter.acts a where a.matter_id = m.matter_id order by a.seq desc limit 1) u
  where s.kind = any ($1) and not s.secret`;

/** Matters that are published, the newest first. A work secret never is. */
export function listPublished(ctx: Ctx, { kinds, numbers, items, open, from, until, updatedAfter, size, page }: PublishedSearch): Promise<Published[]> {
  if (numbers)
    return ctx.db.query<Published>(`select ${COLUMNS} and s.backwards = any ($2) order by s.received_at desc, matter_id desc`, [
      kinds,
      numbers.flatMap((number) => backwards(number) ?? []),
    ]);
  return ctx.db.query<Published>(
    `select ${COLUMNS} and s.received_at >= $2 and s.received_at <= $3 and ($4::text[] is null or s.item_id = any ($4))
       and ($5::boolean is null or (s.closed_at is null) = $5) and ($6::timestamptz is null or u.at > $6)
     order by s.received_at desc, matter_id desc limit $7 offset $8`,
    [kinds, from, until, items ?? null, open ?? null, updatedAfter ?? null, size, (page - 1) * size],
  );
}

/** A step of a published matter. */
export interface PublishedStep {
  matterId: string;
  number: string;
  kind: string;
  kindVersion: number;
  seq: number;
  act: string;
  at: Date;
  step: string;
}

const STEPS = `
  select matter_id as "matterId", m.number, m.kind, m.kind_version as "kindVersion", a.seq, a.kind as act, a.at, coalesce(a.data ->> 'step', '') as step
  from matter.search s join matter.matters m using (matter_id) join matter.acts a using (matter_id)
  where s.kind = any ($1) and not s.secret and (s.closed_at is null or s.closed_at >= $2) and a.at >= $2 and a.at <= $3
  order by a.at, matter_id, a.seq limit $4`;

/** What happened to published matters between two moments, in its order. */
export function listPublishedSteps(ctx: Ctx, kinds: readonly string[], from: Date, until: Date, most: number): Promise<PublishedStep[]> {
  return ctx.db.query<PublishedStep>(STEPS, [kinds, from, until, most]);
}
