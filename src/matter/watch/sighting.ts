import { isWatched, type Kind } from "#content/kind";
import type { Form } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import type { Point } from "#place/point";
import { placed } from "#matter/lists";

/** What a rule sees of a matter: its sort, its place, its time. Nothing of anybody. */
export interface Sighting {
  id: string;
  number: string;
  itemId: string;
  area: string;
  unit: string;
  channel: string;
  priority: number;
  state: string;
  outcome: string | null;
  /** When it was received, in milliseconds. */
  at: number;
  point?: Point;
  /** Whether a party of it asked not to be known: its place is shown to some hundred metres alone. */
  secret: boolean;
  form: Record<string, unknown>;
}

type Row = Omit<Sighting, "at" | "point"> & { at: Date; longitude: number | null; latitude: number | null };

/** Names of answers that a rule may look at. */
export function watchedFields(form: Form | undefined): string[] {
  return [...(form?.fields.values() ?? [])].flatMap((field) => (isWatched(field) && !form!.personal.has(field.name) ? [field.name] : []));
}

/** Matters of a kind that were received in a time, in the order they came; by the index of the kind. A work secret is seen by no rule. */
export async function sightings(ctx: Ctx, kind: Pick<Kind, "id">, form: Form | undefined, { from, until }: { from: Date; until: Date }): Promise<Sighting[]> {
  const { values, $ } = placed();
  const answers = watchedFields(form).map((name) => `${$(name)}::text, m.form -> ${$(name)}`);
  const rows = await ctx.db.query<Row>(
    `select s.matter_id as id, m.number, s.item_id as "itemId", s.area, s.unit, m.channel, m.priority, s.state, m.outcome, s.received_at as at,
       l.point[0] as longitude, l.point[1] as latitude, l.point is not null and not (s.point ~= l.point) as secret, jsonb_build_object(${answers.join(", ")}) as form
     from matter.search s join matter.matters m using (matter_id) left join matter.locations l using (matter_id)
     where s.kind = ${$(kind.id)} and not s.secret and s.received_at > ${$(from)} and s.received_at <= ${$(until)} order by s.received_at, s.matter_id`,
    values,
    "fresh",
  );
  return rows.map(({ at, longitude, latitude, ...row }) => ({
    ...row,
    at: at.getTime(),
    ...(longitude !== null && latitude !== null && { point: [longitude, latitude] as const }),
  }));
}
