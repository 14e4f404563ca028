import { pointOf } from "#matter/location";
import type { Tied } from "#matter/link";
import { pointsOf } from "#matter/map";
import { PlaceMap, viewAround, viewText, type MapPin } from "#place/drawing";
import { groundWithin } from "#place/ground";
import { metresBetween } from "#place/point";
import type { MatterView } from "#matter/view";
import { grants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";

const [WIDTH, HEIGHT, NEAR] = [560, 240, 17];
/** Farther than this what was joined is not on the small map. */
const FAR = 400;

/** Where the matter is, on a small map: with what was joined to it as rings, as far as the actor may read it. Nothing where its place has no point, or none that is shown to them. */
export async function placeOf(ctx: Ctx, { matter, blueprint, answers }: MatterView, ties: readonly Tied[]) {
  const { place } = blueprint.kind;
  const point = pointOf(blueprint.kind, answers);
  if (place === undefined || !point) return null;
  const view = viewAround(point, NEAR, WIDTH, HEIGHT);
  const others = ties.filter(({ outward }) => !outward).map(({ otherId }) => otherId);
  const [ground, joined] = await Promise.all([groundWithin(ctx, view.bounds, view.zoom), others.length === 0 ? [] : pointsOf(ctx, others)]);
  if (ground.length === 0) return null;
  const near = joined.filter((each) => metresBetween(each.point, point) <= FAR);
  const address = (answers[place] as { address?: string }).address;
  const pins: MapPin[] = [
    ...near.map((each): MapPin => ({ point: each.point, look: "many", count: 1, title: `并进来的 ${each.number}`, href: `/console/matters/${each.matterId}` })),
    {
      point,
      look: "here",
      title: address ?? "这件事的位置",
      ...(near.length > 0 && { ring: 50 }),
      ...(address && { label: [...address].slice(0, 24).join("") }),
    },
  ];
  return (
    <section class="sheet place-of" aria-labelledby="place-of">
      <h2 id="place-of">位置</h2>
      <PlaceMap view={view} ground={ground} layers={{ pins }} label={`${matter.title}的位置${near.length > 0 ? `，旁边并进来 ${near.length} 件` : ""}`} />
      {grants(ctx.actor, "matter.read") && (
        <p class="hint">
          <a href={`/console/map?at=${viewText({ ...view, zoom: 16 })}`}>在大图上看周围</a>
        </p>
      )}
    </section>
  );
}
