import { TYPES } from "#register/field";
import { PlaceField } from "#ui";
import { area } from "./area.ts";
import type { Around } from "./around.ts";
import { NO_CELLS } from "./cells.ts";
import { common, plain, typed, type FieldDefinition, type FormType } from "./field.ts";
import { fillIn, quoted } from "./judge.ts";

// A place is where something is: an address in words, the area that is responsible, and the point, each of which may be missing but not all.

/** 地点. */
export interface Place {
  address?: string;
  /** Code of its area. */
  area?: string;
  /** Longitude and latitude, CGCS2000; the text that was typed where it is none. */
  point?: [number, number] | string;
  /** The cell of the grid in which the point lies: what the map knows when the matter is handed in, typed by nobody. */
  grid?: string;
}

const PARTS = ["address", "area", "point"] as const;

/** A place on a page: with where its map was moved to, and which address the map has put in. Neither is part of an answer. */
export interface ShownPlace extends Place {
  view?: string;
  put?: string;
}
const LONGEST = 200;

function isPlace(value: unknown): value is Place {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((key) => key === "grid" || (PARTS as readonly string[]).includes(key))
  );
}

function pointFault(point: unknown): string | undefined {
  if (TYPES.point.fits(point)) return undefined;
  if (typeof point !== "string") return TYPES.point.say;
  const read = TYPES.point.read(point, NO_CELLS);
  return "fault" in read ? read.fault : undefined;
}

function areaField(field: FieldDefinition): FieldDefinition {
  return { ...field, label: `${field.label}的区划`, type: "area" };
}

function words(value: Place, field: FieldDefinition, around: Around): string {
  const parts = [value.area && area.say(value.area, areaField(field), around), value.address].filter((part) => part);
  const point = value.point && (typeof value.point === "string" ? value.point : TYPES.point.show(value.point, () => undefined));
  if (parts.length === 0) return point ?? "";
  return point ? `${parts.join(" ")}（${point}）` : parts.join(" ");
}

/** 地点: address, area and point: three plain fields, of which a map may fill the third. */
export const place: FormType = {
  word: "地点",
  keys: ["options"],
  schema: () => ({
    type: "object",
    properties: {
      address: { type: "string", maxLength: LONGEST },
      area: { type: "string", maxLength: 12 },
      point: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
      // One matter hands its place on to another: what stands here is found anew, whoever sends it.
      grid: { type: "string", maxLength: 15 },
    },
    additionalProperties: false,
  }),
  read(text) {
    const point = TYPES.point.read(text, NO_CELLS);
    return { value: "value" in point ? { point: point.value } : { address: text } };
  },
  posted(field, take, around) {
    const [address, code, point] = PARTS.map((part) => take(part)[0]);
    if (address === undefined && code === undefined && point === undefined) return undefined;
    const read = point === undefined ? undefined : TYPES.point.read(point, NO_CELLS);
    const known = code === undefined ? undefined : area.read(code, areaField(field), around);
    return {
      ...(address !== undefined && { address }),
      ...(known && { area: "value" in known ? known.value : code }),
      ...(read && { point: "value" in read ? read.value : point }),
    };
  },
  owns: (part) => (PARTS as readonly string[]).includes(part),
  check(value, field, around) {
    if (!isPlace(value)) return fillIn(field);
    const { address, area: code, point } = value;
    if (address !== undefined && (typeof address !== "string" || [...address].length > LONGEST)) return `${field.label}的地址最多写 ${LONGEST} 个字`;
    if (!address && point === undefined) return `请写清楚${field.label}的地址，或者填经纬度`;
    if (code !== undefined) {
      const fault = area.check(code, areaField(field), around);
      if (fault) return fault;
    }
    const fault = point === undefined ? undefined : pointFault(point);
    return fault && quoted({ ...field, label: `${field.label}的经纬度` }, typeof point === "string" ? point : JSON.stringify(point), fault);
  },
  say: (value, field, around) => (isPlace(value) ? words(value, field, around) : plain(value)),
  // Where the address is somebody's own, the point says it too.
  masked: (value, _field, mask) =>
    isPlace(value) ? { ...(value.area && { area: value.area }), ...(value.address && { address: mask("address", value.address) }) } : value,
  draw(asked) {
    const { view, put, ...given } = typeof asked.value === "object" && asked.value !== null ? (asked.value as ShownPlace) : {};
    const value: Place = Object.keys(given).length > 0 && isPlace(given) ? given : { address: typed(asked.value) };
    const map = asked.around.map?.({ ...(Array.isArray(value.point) && { point: value.point }), ...(view !== undefined && { view }) });
    const point = typeof value.point === "string" ? value.point : value.point?.join(", ");
    const areas = asked.field.options ?? asked.around.areas;
    return (
      <PlaceField
        {...common(asked)}
        address={value.address ?? ""}
        area={value.area ?? ""}
        point={point ?? ""}
        {...(areas && { areas })}
        {...(map && { map: { ...map, put: put ?? "" } })}
        {...(asked.around.areas && value.area && { areaCalled: area.say(value.area, areaField(asked.field), asked.around) })}
      />
    );
  },
  column: "text",
  search: "part",
};
