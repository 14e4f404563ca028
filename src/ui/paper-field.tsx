import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface PaperFieldProps extends FieldProps {
  /** Kinds of identity paper; the first is what nearly everybody has. */
  kinds: readonly { value: string; label: string }[];
  kind?: string;
  /** The number as it was typed. */
  value?: string;
}

/** An identity paper: its kind and its number. Sends `name-kind` and `name`. */
export function PaperField({ kinds, kind, value = "", ...field }: PaperFieldProps) {
  const id = fieldId(field.name);
  return (
    <FieldGroup {...field}>
      <div class="paper-row">
        <span class="select">
          <select class="input" id={`${id}-kind`} name={`${field.name}-kind`} aria-label="证件种类">
            {kinds.map(({ value: own, label }) => (
              <option value={own} selected={own === kind}>
                {label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" />
        </span>
        <input
          class="input input-20"
          id={id}
          name={field.name}
          value={value}
          maxlength={40}
          autocomplete="off"
          aria-label="证件号码"
          aria-invalid={field.error ? "true" : undefined}
        />
      </div>
    </FieldGroup>
  );
}

const KINDS = [
  { value: "id-card", label: "居民身份证" },
  { value: "passport", label: "护照" },
];

export const examples: Example[] = [
  { name: "身份证件", show: () => <PaperField name="legal_person_id" label="法定代表人身份证件" kinds={KINDS} kind="passport" value="E12345678" /> },
  {
    name: "身份证件有误",
    show: () => <PaperField name="father_id" label="身份证件" kinds={KINDS} value="E12345678" error="身份证件不对，请选对证件种类，再核对号码" />,
  },
];
