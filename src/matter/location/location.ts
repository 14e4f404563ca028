import type { Kind } from "#content/kind";
import { sm3 } from "#crypto/crypto";
import { quad, type Point } from "#place/point";

/** What of a matter says where it is. */
export interface Placed {
  kind: string;
  itemId: string;
  form: Record<string, unknown>;
  submittedAt: Date | null;
  closedAt: Date | null;
}

/** The point of a matter's place; undefined where it has none, or where the place is personal and encrypted. */
export function pointOf({ place }: Pick<Kind, "place">, form: Record<string, unknown>): Point | undefined {
  const point = place === undefined ? undefined : (form[place] as { point?: unknown } | undefined)?.point;
  return Array.isArray(point) && point.length === 2 && point.every((each) => typeof each === "number") ? (point as unknown as Point) : undefined;
}

/** Steps of a degree: some five hundred metres, a house among many. */
const COARSE = 200;

/** The point as maps show it: rounded to some five hundred metres where a party is kept secret, for the place may say who they are. */
export function shownPoint([longitude, latitude]: Point, secret: boolean): Point {
  const rounded = (degrees: number): number => Math.round(degrees * COARSE) / COARSE;
  return secret ? [rounded(longitude), rounded(latitude)] : [longitude, latitude];
}

function valueAt(path: string, { itemId, form }: Pick<Placed, "itemId" | "form">): unknown {
  return path === "item" ? itemId : path.startsWith("form.") ? form[path.slice(5)] : undefined;
}

/** Whether two matters have in common what a link asks (`suggest.same`). */
export function sameBy(same: readonly string[], one: Pick<Placed, "itemId" | "form">, other: Pick<Placed, "itemId" | "form">): boolean {
  return same.every((path) => JSON.stringify(valueAt(path, one)) === JSON.stringify(valueAt(path, other)));
}

/** The link by which matters of a kind are joined that say the same; undefined where the kind suggests none. */
export function linkOfAlike({ links }: Pick<Kind, "links">): string | undefined {
  return Object.keys(links).find((id) => links[id]!.suggest !== undefined);
}

/** What two matters of a kind must have in common to be the same, as one short text; null where the kind suggests none by place. */
export function alikeKey(kind: Pick<Kind, "links">, matter: Pick<Placed, "kind" | "itemId" | "form">): string | null {
  const suggest = kind.links[linkOfAlike(kind) ?? ""]?.suggest;
  if (suggest?.near === undefined) return null;
  return sm3(JSON.stringify([matter.kind, ...suggest.same.map((path) => valueAt(path, matter) ?? null)]))
    .toString("hex")
    .slice(0, 24);
}

/** The row of a matter's place, where a step changes it: handed in, moved, of another item, ended or open again. */
export function locationRow(kind: Pick<Kind, "place" | "links">, before: Placed, after: Placed): object[] {
  const point = after.submittedAt && pointOf(kind, after.form);
  if (!point) return [];
  const kept =
    before.submittedAt !== null && before.form === after.form && before.itemId === after.itemId && (before.closedAt === null) === (after.closedAt === null);
  if (kept) return [];
  return [
    {
      kind: after.kind,
      longitude: point[0],
      latitude: point[1],
      quad: quad(point),
      alike: alikeKey(kind, after),
      received_at: after.submittedAt,
      open: after.closedAt === null,
    },
  ];
}

/** What a step writes of where its matter is. */
export const LOCATIONS_PART = `
  insert into matter.locations (matter_id, kind, item_id, point, quad, alike, received_at, open)
  select head.matter_id, l.kind, head.item_id, point(l.longitude, l.latitude), l.quad, l.alike, l.received_at, l.open
  from head, jsonb_to_recordset(:located) as l(kind text, longitude float8, latitude float8, quad bigint, alike text, received_at timestamptz, open boolean)
  on conflict (matter_id) do update set item_id = excluded.item_id, point = excluded.point, quad = excluded.quad, alike = excluded.alike, open = excluded.open`;
