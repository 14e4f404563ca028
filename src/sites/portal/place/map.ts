import { renderToString } from "preact-render-to-string";
import { h } from "preact";
import { askedPlaceMap, type Pressed } from "#matter/around";
import { CHINA, liesIn, type Point } from "#place/point";
import { json, type Route } from "#kernel/http";
import { badInput, notFound } from "#values/errors";

/** How often a map may be asked for from one address: a person who moves it around does so every second at most. */
const ASKED = { name: "place-map", atOnce: 60, perMinute: 120 };

function pointIn(text: string | undefined): Point | undefined {
  if (text === undefined) return undefined;
  const [, longitude, latitude] = /^(\d{1,3}(?:\.\d{1,9})?),(\d{1,2}(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const point: Point = [Number(longitude), Number(latitude)];
  if (longitude === undefined || !liesIn(point, CHINA)) throw badInput("POINT", "这不是中国范围内的经度和纬度。");
  return point;
}

const pixelIn = (text: string | undefined): number | undefined => (/^\d{1,4}$/.test(text ?? "") ? Number(text) : undefined);

/** The map of a place field as its script asks for it: moved, or with a point that was pressed and what lies there. Streets and numbers are everybody's. */
export const placeMapRoute: Route = {
  method: "GET",
  path: "/place/map",
  who: "anyone",
  site: "portal",
  limit: ASKED,
  async handle({ query }, ctx) {
    const { view, here, x, y, move, at } = query;
    const pressed: Pressed = {
      ...(pixelIn(x) !== undefined && { x: pixelIn(x)! }),
      ...(pixelIn(y) !== undefined && { y: pixelIn(y)! }),
      ...(typeof move === "string" && { move }),
      ...(at !== undefined && { at: pointIn(at)! }),
    };
    // What stands in the box of the point may be anything.
    const known = /^\d+(\.\d+)?,\d+(\.\d+)?$/.test(here ?? "") ? pointIn(here) : undefined;
    const found = await askedPlaceMap(ctx, { ...(typeof view === "string" && { view }), ...(known && { here: known }), ...pressed });
    if (!found) throw notFound("本市的地图");
    const { View, view: shown, chosen } = found;
    return json({
      drawn: renderToString(h(View, {})),
      view: shown,
      ...(chosen && { ...chosen, point: chosen.point.join(", ") }),
    });
  },
};
