import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { GroupPiece } from "./group-piece.tsx";
import { Icon } from "./icon.tsx";
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
}

/** Where something is: address, area, point. Sends `name-address`, `name-area`, `name-point`. The point is folded away: hardly anybody knows it. A map may be laid over it. */
export function PlaceField({ address, area, point, areas, areaCalled, ...field }: PlaceFieldProps) {
  const id = fieldId(field.name);
  const wrong = field.error ? ("true" as const) : undefined;
  return (
    <FieldGroup {...field}>
      <div class="group" data-place>
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
        <details class="disclosure" open={point !== ""}>
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
