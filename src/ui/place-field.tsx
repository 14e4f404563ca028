import type { ComponentChild } from "preact";
import { scriptPath, stylesheetPath } from "./assets.ts";
import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { GroupPiece } from "./group-piece.tsx";
import { Icon, type IconName } from "./icon.tsx";
import type { SelectOption } from "./select.tsx";

export interface PlaceFieldProps extends FieldProps {
  address: string;
  /** Code of the area, or what was typed for it. */
  area: string;
  /** "118.123456, 26.654321", or what was typed. */
  point: string;
  /** Areas to choose from; without them it is typed. */
  areas?: readonly SelectOption[];
  /** What a chosen area is called that is none of `areas`. */
  areaCalled?: string;
  /** A map on which the point is chosen: drawn, with what it shows, and the address that it has put in. */
  map?: { drawn: ComponentChild; view: string; put: string };
}

/** Nothing to see: it lies over the map and says where it was pressed. */
const CLEAR = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

const MOVES: readonly [label: string, icon: IconName, way: string][] = [
  ["放大地图", "plus", "in"],
  ["缩小地图", "minus", "out"],
  ["地图向北", "arrow-up", "north"],
  ["地图向南", "arrow-down", "south"],
  ["地图向西", "arrow-left", "west"],
  ["地图向东", "arrow-right", "east"],
];

/**
 * The map over the fields of a place. What is pressed is sent with the form: `_at-name.x` and `.y` in pixels of the map that `_map-name` says, or `_move` with
 * a way; a script does the same at once. Pressed by nothing but the Enter of another field it sends 0, 0, which is no place: it comes first, so that no move does.
 */
function PlaceMapPart({ name, map: { drawn, view, put } }: { name: string; map: NonNullable<PlaceFieldProps["map"]> }) {
  return (
    <div class="place-map" data-place-map>
      <link rel="stylesheet" href={stylesheetPath("map")} />
      <script src={scriptPath("place")} defer />
      <p class="hint">在图上点一下就是位置，地址和区划会自动填上，可以改。</p>
      <div class="place-map-frame">
        <div class="place-map-sheet" data-drawn>
          {drawn}
        </div>
        <input class="place-map-press" type="image" src={CLEAR} name={`_at-${name}`} alt="在图上点选位置" tabindex={-1} formnovalidate />
      </div>
      <input type="hidden" name={`_map-${name}`} value={view} data-map-view />
      <input type="hidden" name={`_put-${name}`} value={put} data-put />
      <div class="place-map-moves">
        {MOVES.map(([label, icon, way]) => (
          <button type="submit" name="_move" value={`${way} ${name}`} formnovalidate title={label}>
            <Icon name={icon} label={label} />
          </button>
        ))}
        <button type="submit" name="_move" value={`middle ${name}`} formnovalidate>
          选图的正中
        </button>
        <button type="button" data-locate hidden>
          <Icon name="map-pin" /> 用我的位置
        </button>
      </div>
      <output class="hint" data-map-said />
    </div>
  );
}

/** Where something is: address, area, point. Sends `name-address`, `name-area`, `name-point`. The point is folded away: hardly anybody knows it. A map may be laid over it. */
export function PlaceField({ address, area, point, areas, areaCalled, map, ...field }: PlaceFieldProps) {
  const id = fieldId(field.name);
  const wrong = field.error ? ("true" as const) : undefined;
  return (
    <FieldGroup {...field}>
      <div class="group" data-place>
        {map && <PlaceMapPart name={field.name} map={map} />}
        <GroupPiece id={id} label="地址">
          <input class="input" id={id} name={`${field.name}-address`} value={address} autocomplete="street-address" aria-invalid={wrong} />
        </GroupPiece>
        <GroupPiece id={`${id}-area`} label="所在区划" optional>
          {areas ? (
            <span class="select">
              <select class="input" id={`${id}-area`} name={`${field.name}-area`}>
                <option value="">请选择</option>
                {area !== "" && !areas.some(({ value }) => value === area) && (
                  <option value={area} selected>
                    {areaCalled ?? area}
                  </option>
                )}
                {areas.map(({ value, label }) => (
                  <option value={value} selected={value === area}>
                    {label}
                  </option>
                ))}
              </select>
              <Icon name="chevron-down" />
            </span>
          ) : (
            <input class="input input-30" id={`${id}-area`} name={`${field.name}-area`} value={area} autocomplete="off" />
          )}
        </GroupPiece>
        <details class="disclosure" open={point !== ""} data-point>
          <summary>
            <Icon name="chevron-right" />
            <span>知道经纬度的，也可以填</span>
          </summary>
          <GroupPiece id={`${id}-point`} label="经度，纬度" optional>
            <input
              class="input input-30"
              id={`${id}-point`}
              name={`${field.name}-point`}
              value={point}
              autocomplete="off"
              placeholder="118.123456, 26.654321"
              aria-invalid={wrong}
            />
          </GroupPiece>
        </details>
      </div>
    </FieldGroup>
  );
}

const AREAS = [
  { value: "990101001000", label: "青溪区青瓷街道" },
  { value: "990101002000", label: "青溪区云门街道" },
];

export const examples: Example[] = [
  {
    name: "地点",
    show: () => (
      <PlaceField
        name="where"
        label="在哪里"
        hint="写清门牌号，或者旁边有什么。"
        address="窑前路 18 号门口"
        area="990101001000"
        point="118.123456, 26.654321"
        areas={AREAS}
      />
    ),
  },
  {
    name: "地点有误",
    show: () => <PlaceField name="lamp" label="路灯位置" address="" area="" point="" areas={AREAS} error="请写清楚路灯位置的地址，或者填经纬度" />,
  },
];
