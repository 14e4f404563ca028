import type { Example } from "./example.ts";
import { type FieldProps, Field, inputAttributes } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface KeyFieldProps extends FieldProps {
  value?: string;
  /** What stands behind the key. */
  called?: string;
}

/** A number or code that names something: it is answered by what that is called. */
export function KeyField({ value, called, ...field }: KeyFieldProps) {
  return (
    <Field {...field}>
      <input class="input input-30" value={value} maxlength={200} autocomplete="off" {...inputAttributes(field)} />
      {called && !field.error && (
        <output class="field-source" for={`f-${field.name}`}>
          <Icon name="circle-check" /> {called}
        </output>
      )}
    </Field>
  );
}

export const examples: Example[] = [
  {
    name: "按编号选一条记录",
    show: () => <KeyField name="shop" label="哪家店" hint="填统一社会信用代码。" value="91990100MA0000001G" called="云州小满餐饮有限公司" />,
  },
  {
    name: "编号不存在",
    show: () => <KeyField name="number" label="原来的一件" value="9901202611210009" error="原来的一件“9901202611210009”没有这个编号，请核对" />,
  },
];
