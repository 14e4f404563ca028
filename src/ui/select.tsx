import type { Example } from "./example.ts";
import { type FieldProps, Field, inputAttributes } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** One line of a select. */
export interface SelectOption {
  value: string;
  label: string;
  /** The heading under which it stands, with those beside it that have the same. */
  group?: string;
}

export interface SelectProps extends FieldProps {
  options: readonly SelectOption[];
  value?: string;
  /** The first, empty line: "请选择" unless told; `false` for none. */
  empty?: string | false;
}

/** Options one after the other, those of one heading together. */
function grouped(options: readonly SelectOption[]): { group: string | undefined; options: SelectOption[] }[] {
  const groups: { group: string | undefined; options: SelectOption[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option] });
  }
  return groups;
}

/** One answer of many: more than about seven. With fewer use RadioGroup. */
export function Select({ options, value, empty = "请选择", ...field }: SelectProps) {
  return (
    <Field {...field}>
      <span class="select">
        <select class="input" {...inputAttributes(field)}>
          {empty !== false && <option value="">{empty}</option>}
          {grouped(options).map(({ group, options: together }) => {
            const lines = together.map((option) => (
              <option value={option.value} selected={option.value === value}>
                {option.label}
              </option>
            ));
            return group === undefined ? lines : <optgroup label={group}>{lines}</optgroup>;
          })}
        </select>
        <Icon name="chevron-down" />
      </span>
    </Field>
  );
}

export const examples: Example[] = [
  {
    name: "下拉选择",
    show: () => (
      <Select
        name="community"
        label="所在社区"
        value="990101001002"
        options={[
          { value: "990101001001", label: "窑前社区" },
          { value: "990101001002", label: "松林社区" },
          { value: "990102001001", label: "菱角社区" },
        ]}
      />
    ),
  },
  {
    name: "分组的下拉选择",
    show: () => (
      <Select
        name="category"
        label="属于哪一类"
        options={[
          { value: "lamp", label: "路灯不亮", group: "市政" },
          { value: "manhole", label: "井盖破损", group: "市政" },
          { value: "noise", label: "施工噪声", group: "噪声" },
        ]}
      />
    ),
  },
];
