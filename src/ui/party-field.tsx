import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { GroupPiece } from "./group-piece.tsx";
import { Icon } from "./icon.tsx";
import type { SelectOption } from "./select.tsx";

export interface PartyFieldProps extends Omit<FieldProps, "name"> {
  /** Of the field; what the party is called is `called`. */
  field: string;
  kinds: readonly SelectOption[];
  kind?: string;
  called?: string;
  number?: string;
  phone?: string;
  /** What has to be known beside the name. */
  needs: readonly string[];
}

/** Somebody: kind, name, number, phone. Sends `name-kind`, `name-name`, `name-number`, `name-phone`. */
export function PartyField({ field: name, kinds, kind, called = "", number = "", phone = "", needs, ...words }: PartyFieldProps) {
  const id = fieldId(name);
  const wrong = words.error ? ("true" as const) : undefined;
  return (
    <FieldGroup {...words} name={name}>
      <div class="group">
        <GroupPiece id={id} label="是谁">
          <span class="select">
            <select class="input" id={id} name={`${name}-kind`}>
              {kinds.map(({ value, label }) => (
                <option value={value} selected={value === kind}>
                  {label}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" />
          </span>
        </GroupPiece>
        <GroupPiece id={`${id}-name`} label="姓名或者名称">
          <input class="input input-30" id={`${id}-name`} name={`${name}-name`} value={called} autocomplete="off" aria-invalid={wrong} />
        </GroupPiece>
        <GroupPiece id={`${id}-number`} label="证件号码或者统一社会信用代码" optional={!needs.includes("number")}>
          <input class="input input-20" id={`${id}-number`} name={`${name}-number`} value={number} maxlength={40} autocomplete="off" aria-invalid={wrong} />
        </GroupPiece>
        <GroupPiece id={`${id}-phone`} label="电话" optional={!needs.includes("phone")}>
          <input
            class="input input-20"
            id={`${id}-phone`}
            name={`${name}-phone`}
            value={phone}
            type="tel"
            maxlength={20}
            autocomplete="off"
            aria-invalid={wrong}
          />
        </GroupPiece>
      </div>
    </FieldGroup>
  );
}

const KINDS = [
  { value: "person", label: "个人" },
  { value: "organisation", label: "单位" },
  { value: "anonymous", label: "不愿透露姓名" },
];

export const examples: Example[] = [
  {
    name: "当事人",
    show: () => <PartyField field="caller" label="来电人" kinds={KINDS} kind="person" called="陈小满" phone="19900000003" needs={["phone"]} />,
  },
  {
    name: "当事人有误",
    show: () => (
      <PartyField
        field="target"
        label="被投诉的单位"
        kinds={KINDS}
        kind="organisation"
        called="云州小满餐饮有限公司"
        number="91990100MA000000"
        needs={[]}
        error="被投诉的单位的号码不对，请核对，应是 18 位统一社会信用代码"
      />
    ),
  },
];
