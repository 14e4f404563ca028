import type { Kind } from "#content/kind";
import { groupsAt, mappedKinds, viewWithin, type MapFilter, type PressingRow, type Spread } from "#matter/map";
import type { MapPin, View } from "#place/drawing";
import { cellAt } from "#place/cell";
import { tileOf } from "#place/point";
import type { Ctx } from "#kernel/ctx";
import type { Now } from "../time-left.tsx";
import { leftUntil } from "../time-left.tsx";
import { holdersByCell } from "./holders.ts";

/** Up to so many each has a pin of its own; of more the most pressing have, the others are counted. */
const EACH = 40;
const FIRST = 20;

/** A matter of the list beside the map: its pin has its number. */
export interface Listed {
  row: PressingRow;
  number: number;
  look: "now" | "today" | "hand";
  /** What the kind wants said at the pin (`map.label`). */
  label: string;
  /** Names of who is responsible today for the cell it lies in. */
  holders: string[];
}

/** What is open in a view: all of it counted, the most pressing listed. */
export interface OnMap {
  spread: Spread;
  listed: Listed[];
}

/** How a pin looks: by the light of the matter, or by how urgent its kind calls it. */
function lookOf(row: PressingRow, colour: string, { priorities }: Pick<Kind, "priorities">, at: Now): Listed["look"] {
  if (colour === "priority") return row.priority <= 0 ? "hand" : row.priority >= priorities.length - 1 ? "now" : "today";
  if (colour === "flags") return row.flags.length > 0 ? "now" : "hand";
  if (row.pausedAt !== null || row.dueAt === null) return "hand";
  const { level } = leftUntil(at, row.dueAt);
  return level === "late" ? "now" : level === "today" ? "today" : "hand";
}

const LABELS: Readonly<Record<string, (row: PressingRow) => string | null>> = {
  title: ({ title }) => title,
  number: ({ number }) => number,
  item: ({ itemName }) => itemName,
  "task.name": ({ step }) => step,
};

/** The squares of the map into which what is not listed is counted: 64 to 128 pixels wide. */
const squareZoom = (view: View): number => Math.floor(view.zoom) + 2;

/** Zooms from that of the view to the squares into which all is counted: 8 to 32 pixels wide, some to each cell. */
const fine = (view: View): number => Math.floor(view.zoom) + (view.zoom < 14 ? 5 : 4);

/** Who is responsible today for the cells in which points lie: names, by point. */
async function holdersAt(ctx: Ctx, points: readonly MapPin["point"][]): Promise<string[][]> {
  const cells = await Promise.all(points.map(async (point) => (await cellAt(ctx, point)).cell));
  const holders = await holdersByCell(
    ctx,
    cells.filter((cell) => cell !== undefined),
  );
  return cells.map((cell) => (cell === undefined ? [] : (holders.get(cell) ?? [])));
}

/** Everything open in a view. */
export async function onMap(ctx: Ctx, view: View, filter: MapFilter, at: Now, most?: number): Promise<OnMap> {
  const sizeOf = (count: number): number => most ?? (count <= EACH ? EACH : FIRST);
  const [{ spread, pressing: rows }, kinds] = await Promise.all([viewWithin(ctx, view.bounds, filter, { zoom: fine(view), sizeOf }), mappedKinds(ctx)]);
  const byId = new Map(kinds.map((each) => [each.kind.id, each]));
  const holders = await holdersAt(
    ctx,
    rows.map(({ point }) => point),
  );
  const listed = rows.map((row, i): Listed => {
    const { kind, lists } = byId.get(row.kind)!;
    return {
      row,
      number: i + 1,
      look: lookOf(row, lists.map?.colour ?? "light", kind, at),
      label: LABELS[lists.map?.label ?? "title"]?.(row) ?? row.title,
      holders: holders[i]!,
    };
  });
  return { spread, listed };
}

const WEIGHT = ["hand", "today", "now"];

/** The pins of what is open: the listed with their numbers, the rest counted where they are. `nearer` is the address of the map around a point. */
export function pinsOf({ spread, listed }: OnMap, view: View, nearer: (point: MapPin["point"]) => string): MapPin[] {
  const zoom = squareZoom(view);
  const square = (point: MapPin["point"]): string => Object.values(tileOf(point, zoom)).join();
  const shown = new Map<string, number>();
  for (const { row } of listed) shown.set(square(row.point), (shown.get(square(row.point)) ?? 0) + 1);
  const counted =
    spread.count <= listed.length
      ? []
      : groupsAt(spread, zoom)
          .filter(({ point, count }) => count > (shown.get(square(point)) ?? 0))
          .map(({ point, count }): MapPin => ({ point, look: "many", count, title: `这里有 ${count} 件，放大后分开看`, href: nearer(point) }));
  const own = listed
    .toSorted((a, b) => WEIGHT.indexOf(a.look) - WEIGHT.indexOf(b.look))
    .map(({ row, number, look, label }): MapPin => ({
      point: row.point,
      look,
      number,
      title: `${number}：${label}`,
      href: `/console/matters/${row.matterId}`,
    }));
  return [...counted, ...own];
}
