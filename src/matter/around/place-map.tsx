import { withRows, type Answers, type Around, type FieldDefinition } from "#content/form";
import { addressAt } from "#place/address";
import { cellAt, cityBox, locatedWords } from "#place/cell";
import { PlaceMap, middleOf, pointAt, readView, viewAround, viewBeside, viewOver, viewText, type View } from "#place/drawing";
import { featuresWithin, sheetsNow, type Sheets } from "#place/ground";
import { liesIn, type Bounds, type Point } from "#place/point";
import type { Ctx } from "#kernel/ctx";

/** Pixels of the map of a place field, and how near it is to a point that was chosen. */
const [WIDTH, HEIGHT, NEAR] = [560, 350, 17];

interface Ground {
  sheets: Sheets;
  city: Bounds;
}

/** The ground and where the city lies; undefined where no map was brought. */
async function groundNow(ctx: Ctx): Promise<Ground | undefined> {
  const [sheets, city] = await Promise.all([sheetsNow(ctx), cityBox(ctx)]);
  return sheets.size === 0 || !city ? undefined : { sheets, city };
}

function viewOf({ city }: Ground, { point, view }: { point?: Point; view?: string }): View {
  const moved = readView(view, WIDTH, HEIGHT);
  if (moved) return moved;
  return point ? viewAround(point, NEAR, WIDTH, HEIGHT) : viewOver(city, WIDTH, HEIGHT);
}

function Drawn({ ground, view, point }: { ground: Ground; view: View; point?: Point }) {
  return (
    <PlaceMap
      view={view}
      ground={featuresWithin(ground.sheets, view.bounds, view.zoom)}
      layers={{ pins: point ? [{ point, look: "here", title: "选的位置" }] : [] }}
      label={point ? "地图，标着选的位置" : "地图，还没有选位置"}
    />
  );
}

/** How a place field draws its map; nothing where the city has none. */
export async function mapOfPlaces(ctx: Ctx): Promise<Pick<Around, "map">> {
  const ground = await groundNow(ctx);
  if (!ground) return {};
  return {
    map({ point, view: moved }) {
      const view = viewOf(ground, { ...(point && { point }), ...(moved !== undefined && { view: moved }) });
      return { drawn: <Drawn ground={ground} view={view} {...(point && { point })} />, view: viewText(view) };
    },
  };
}

const WAYS: Readonly<Record<string, Parameters<typeof viewBeside>[1]>> = {
  in: { nearer: 1 },
  out: { nearer: -1 },
  north: { south: -0.4 },
  south: { south: 0.4 },
  west: { east: -0.4 },
  east: { east: 0.4 },
};

/** What was pressed on a map: a pixel of it, a way to move, or a point that is known. */
export interface Pressed {
  x?: number;
  y?: number;
  move?: string;
  at?: Point;
}

/** The view after something was pressed, and the point where one was chosen; undefined where nothing was. */
function after(view: View, { x, y, move, at }: Pressed): { view: View; point?: Point } | undefined {
  const rounded = ([longitude, latitude]: Point): Point => [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))];
  if (at) return { view: viewAround(at, NEAR, WIDTH, HEIGHT), point: at };
  if (move === "middle") return { view, point: rounded(middleOf(view)) };
  if (move !== undefined && Object.hasOwn(WAYS, move)) return { view: viewBeside(view, WAYS[move]!) };
  if (x === undefined || y === undefined || (x === 0 && y === 0) || x < 0 || y < 0 || x > WIDTH || y > HEIGHT) return undefined;
  return { view, point: rounded(pointAt(view, x, y)) };
}

/** What a map says of a point: the address in front of it, the community it lies in, a sentence of both. */
async function saidOf(ctx: Ctx, point: Point): Promise<{ address?: string; area?: string; said: string }> {
  const [near, located] = await Promise.all([addressAt(ctx, point), cellAt(ctx, point)]);
  return {
    ...(near && { address: near.words.replace(/^\S+街道 /, "") }),
    ...(located.area !== undefined && { area: located.area }),
    said: [near?.words, locatedWords(located)].filter((part) => part).join("，"),
  };
}

/** A map of a place as a page with a script asks for it: drawn, and of a point that was chosen what lies there. Undefined where the city has no map. */
export async function askedPlaceMap(
  ctx: Ctx,
  given: { view?: string; here?: Point } & Pressed,
): Promise<{ View: () => ReturnType<typeof Drawn>; view: string; chosen?: { point: Point } & Awaited<ReturnType<typeof saidOf>> } | undefined> {
  const ground = await groundNow(ctx);
  if (!ground) return undefined;
  const { here } = given;
  const was = viewOf(ground, { ...(here && { point: here }), ...(given.view !== undefined && { view: given.view }) });
  const { view, point } = after(was, given) ?? { view: was };
  const pin = point ?? here;
  const outside = point && !liesIn(point, ground.city);
  return {
    View: () => <Drawn ground={ground} view={view} {...(pin && { point: pin })} />,
    view: viewText(view),
    ...(point && { chosen: { point, ...(outside ? { said: "这里不在本市的地图上，请核对。" } : await saidOf(ctx, point)) } }),
  };
}

type Shown = Record<string, unknown>;

/** The answers of a form after a button of one of its fields was pressed that leads no further: of rows, or of the map of a place; undefined where none was. */
export async function withPressed(
  ctx: Ctx,
  fields: readonly FieldDefinition[],
  answers: Answers,
  body: Readonly<Record<string, unknown>>,
  before = "",
): Promise<Answers | undefined> {
  const rows = body["_rows"];
  const changed = withRows(fields, answers, typeof rows === "string" ? rows.replace(before, "") : undefined);
  if (changed) return changed;
  for (const { name, type } of fields) {
    if (type !== "place") continue;
    const full = before + name;
    const text = (key: string): string | undefined => (typeof body[key] === "string" ? (body[key] as string) : undefined);
    const pixel = (axis: string): { [axis: string]: number } =>
      /^\d{1,4}$/.test(text(`_at-${full}.${axis}`) ?? "") ? { [axis]: Number(text(`_at-${full}.${axis}`)) } : {};
    const [way, of] = (text("_move") ?? "").split(" ");
    const pressed: Pressed = { ...pixel("x"), ...pixel("y"), ...(of === full && way && { move: way }) };
    const view = readView(text(`_map-${full}`), WIDTH, HEIGHT);
    const found = view && after(view, pressed);
    if (!found) continue;
    const value: Shown = typeof answers[name] === "object" && answers[name] !== null ? (answers[name] as Shown) : {};
    const put = text(`_put-${full}`) ?? "";
    return { ...answers, [name]: await placed(ctx, value, put, found) };
  }
  return undefined;
}

async function placed(ctx: Ctx, value: Shown, put: string, { view, point }: { view: View; point?: Point }): Promise<Shown> {
  const moved = { ...value, view: viewText(view), put };
  if (!point) return moved;
  const { address, area } = await saidOf(ctx, point);
  const free = !value["address"] || value["address"] === put;
  return { ...moved, point: [...point], ...(area !== undefined && { area }), ...(free && address !== undefined && { address, put: address }) };
}
