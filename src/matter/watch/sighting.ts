import { isWatched, type Kind, type Watch } from "#content/kind";
import type { Form } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import type { Point } from "#place/point";
import { placed } from "#matter/lists";

/** What a matter says that a rule may look at: its sort, its area, where it stands. Shared by all that say the same. */
export interface Said {
  itemId: string;
  area: string;
  unit: string;
  channel: string;
  priority: number;
  state: string;
  outcome: string | null;
  form: Record<string, unknown>;
}

/** What a rule sees of a matter: what it says, its place, its time. Nothing of anybody. */
export interface Sighting {
  id: string;
  said: Said;
  /** When it was received, in milliseconds. */
  at: number;
  point?: Point;
  /** Whether a party of it asked not to be known: its place is shown to some hundred metres alone. */
  secret: boolean;
}

interface Row {
  id: string;
  said: string;
  at: number;
  longitude: number | null;
  latitude: number | null;
  secret: boolean;
}

/** Names of the answers that rules look at, of those that a rule may look at. */
export function watchedFields(form: Form | undefined, watches: readonly Pick<Watch, "when" | "same">[]): string[] {
  const named = new Set(watches.flatMap(({ when = "", same }) => [...`${when} ${same.join(" ")}`.matchAll(/\bform\.(\w+)/g)].map(([, name]) => name!)));
  return [...(form?.fields.values() ?? [])].flatMap((field) =>
    named.has(field.name) && isWatched(field) && !form!.personal.has(field.name) ? [field.name] : [],
  );
}

// What is said comes as a text, and is read once for all that say the same: of 100,000 orders a few thousand.
function reader(): (said: string) => Said {
  const known = new Map<string, Said>();
  return (text) => {
    let said = known.get(text);
    if (!said) {
      const [itemId, area, unit, channel, priority, state, outcome, form] = JSON.parse(text) as [
        string,
        string,
        string,
        string,
        number,
        string,
        string | null,
        Said["form"],
      ];
      known.set(text, (said = { itemId, area, unit, channel, priority, state, outcome, form }));
    }
    return said;
  };
}

/** Matters of a kind that were received in a time, in the order they came; by the index of the kind. A work secret is seen by no rule. */
export async function sightings(
  ctx: Ctx,
  kind: Pick<Kind, "id">,
  fields: readonly string[],
  { from, until }: { from: Date; until: Date },
): Promise<Sighting[]> {
  const { values, $ } = placed();
  const answers = fields.map((name) => `${$(name)}::text, m.form -> ${$(name)}`);
  const rows = await ctx.db.query<Row>(
    `select s.matter_id as id, extract(epoch from s.received_at)::float8 * 1000 as at, l.point[0] as longitude, l.point[1] as latitude,
       l.point is not null and not (s.point ~= l.point) as secret,
       jsonb_build_array(s.item_id, s.area, s.unit, m.channel, m.priority, s.state, m.outcome, jsonb_build_object(${answers.join(", ")}))::text as said
     from matter.search s join matter.matters m using (matter_id) left join matter.locations l using (matter_id)
     where s.kind = ${$(kind.id)} and not s.secret and s.received_at > ${$(from)} and s.received_at <= ${$(until)} order by s.received_at, s.matter_id`,
    values,
    "fresh",
  );
  const read = reader();
  return rows.map(({ longitude, latitude, said, at, ...row }) => ({
    ...row,
    at: Math.round(at),
    said: read(said),
    ...(longitude !== null && latitude !== null && { point: [longitude, latitude] as const }),
  }));
}
