import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";

export interface DateFieldProps extends FieldProps {
  /** "1944-03-08", or what the person typed before it could be read. */
  value?: string;
  /** For dates of birth. */
  birth?: boolean;
}

const pieces = [
  { key: "year", word: "年", length: 4, autocomplete: "bday-year" },
  { key: "month", word: "月", length: 2, autocomplete: "bday-month" },
  { key: "day", word: "日", length: 2, autocomplete: "bday-day" },
] as const;

/** The three boxes of a day. */
export function datePieces({ value, name, birth, wrong }: { value: string; name: string; birth?: boolean; wrong: boolean }) {
  const typed = value.split("-");
  return pieces.map(({ key, word, length, autocomplete }, index) => (
    <div class="date-piece">
      <input
        class={`input input-${length}`}
        id={index === 0 ? fieldId(name) : `${fieldId(name)}-${key}`}
        name={`${name}-${key}`}
        value={/^\d{4}-\d{2}-\d{2}$/.test(value) ? typed[index]?.replace(/^0+(?=\d)/, "") : typed[index]}
        inputmode="numeric"
        maxlength={length + 2}
        autocomplete={birth ? autocomplete : "off"}
        aria-invalid={wrong ? "true" : undefined}
      />
      <label for={index === 0 ? fieldId(name) : `${fieldId(name)}-${key}`}>{word}</label>
    </div>
  ));
}

/**
 * A date as three short boxes: works on any phone and for a birthday eighty years ago.
 * Sends `name-year`, `name-month`, `name-day`.
 */
export function DateField({ value = "", birth, ...field }: DateFieldProps) {
  return (
    <FieldGroup {...field}>
      <div class="date-row">{datePieces({ value, name: field.name, birth, wrong: Boolean(field.error) })}</div>
    </FieldGroup>
  );
}

export const examples: Example[] = [
  { name: "日期", show: () => <DateField name="birth" label="出生日期" hint="例如 1944 年 3 月 8 日。" value="1944-03-08" birth /> },
  { name: "日期有误", show: () => <DateField name="open_date" label="预计开业日期" value="2026-02-30" error="2月没有30日，请核对" /> },
];
