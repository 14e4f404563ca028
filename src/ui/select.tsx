import type { Example } from "./example.ts";
import { type FieldProps, Field, inputAttributes } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** One line of a select. */
export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectProps extends FieldProps {
  options: readonly SelectOption[];
  value?: string;
  /** The first, empty line: "请选择" unless told; `false` for none. */
  empty?: string | false;
}

/** One answer of many: more than about seven. With fewer use RadioGroup. */
export function Select({ options, value, empty = "请选择", ...field }: SelectProps) {
  return (
    <Field {...field}>
      <span class="select">
        <select class="input" {...inputAttributes(field)}>
          {empty !== false && <option value="">{empty}</option>}
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
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
];
