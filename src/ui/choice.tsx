import type { ComponentChild } from "preact";
import { classNames } from "./class-names.ts";
import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";

/** One answer to choose. */
export interface Choice {
  value: string;
  label: ComponentChild;
  hint?: ComponentChild;
  disabled?: boolean;
}

interface ChoiceProps extends FieldProps {
  options: readonly Choice[];
  /** Side by side, for two or three short answers. */
  inline?: boolean;
}

function Choices({ name, options, inline, kind, chosen }: ChoiceProps & { kind: "radio" | "checkbox"; chosen: readonly string[] }) {
  return (
    <div class={classNames("choices", inline && "choices-inline")}>
      {options.map((option, index) => {
        const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${index + 1}`;
        return (
          <div class={`choice choice-${kind}`}>
            <input
              type={kind}
              id={id}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={option.disabled}
              aria-describedby={option.hint ? `${id}-words` : undefined}
            />
            <label for={id}>
              <span class="choice-label">{option.label}</span>
            </label>
            {option.hint && (
              <span class="choice-hint" id={`${id}-words`}>
                {option.hint}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** One answer of several, all visible. */
export function RadioGroup({ value, ...props }: ChoiceProps & { value?: string }) {
  return (
    <FieldGroup {...props}>
      <Choices {...props} kind="radio" chosen={value === undefined ? [] : [value]} />
    </FieldGroup>
  );
}

/** So many can be looked over at once; more are folded until somebody wants one. */
const AT_ONCE = 12;

/** Any number of answers. Sends the name once for each. */
export function CheckboxGroup({ values = [], ...props }: ChoiceProps & { values?: readonly string[] }) {
  const choices = <Choices {...props} kind="checkbox" chosen={values} />;
  const named = props.options.filter(({ value }) => values.includes(value)).map(({ label }) => label);
  return (
    <FieldGroup {...props}>
      {props.options.length > AT_ONCE ? (
        <details class="disclosure" open={props.error !== undefined}>
          <summary>
            <Icon name="chevron-right" />
            <span>
              {named.length > 0 ? ["已选：", ...named.flatMap((label, at) => (at === 0 ? [label] : ["、", label]))] : `选择（共${props.options.length}个）`}
            </span>
          </summary>
          {choices}
        </details>
      ) : (
        choices
      )}
    </FieldGroup>
  );
}

/** A single yes to a sentence: a promise, a consent. */
export function Checkbox({ checked, value = "yes", label, ...field }: FieldProps & { checked?: boolean; value?: string }) {
  return (
    <FieldGroup {...field} label={<span class="hush">请确认</span>}>
      <Choices {...field} label="" kind="checkbox" options={[{ value, label }]} chosen={checked ? [value] : []} />
    </FieldGroup>
  );
}

export const examples: Example[] = [
  {
    name: "单选",
    show: () => (
      <RadioGroup
        name="business"
        label="您要从事哪种经营？"
        hint="不同经营方式要带的材料不一样。"
        value="restaurant"
        options={[
          { value: "restaurant", label: "餐饮服务", hint: "饭店、小吃店、饮品店，现做现卖" },
          { value: "sale", label: "食品销售", hint: "便利店、超市，只卖预包装或散装食品" },
          { value: "canteen", label: "单位食堂" },
        ]}
      />
    ),
  },
  {
    name: "是与否，并排",
    show: () => (
      <RadioGroup
        name="net"
        label="是否通过网络经营？"
        inline
        error="请选择是否通过网络经营"
        options={[
          { value: "yes", label: "是" },
          { value: "no", label: "否" },
        ]}
      />
    ),
  },
  {
    name: "多选",
    show: () => (
      <CheckboxGroup
        name="items"
        label="经营项目"
        hint="可选多项。"
        values={["hot", "cold"]}
        options={[
          { value: "hot", label: "热食类食品制售" },
          { value: "cold", label: "冷食类食品制售" },
          { value: "drink", label: "自制饮品制售" },
        ]}
      />
    ),
  },
  {
    name: "一项确认",
    show: () => <Checkbox name="promise" label="我已阅读并承诺：所填内容真实，如有不实愿承担法律责任。" />,
  },
];
