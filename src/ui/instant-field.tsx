import { type DateFieldProps, datePieces } from "./date-field.tsx";
import type { Example } from "./example.ts";
import { FieldGroup, fieldId } from "./field.tsx";

/**
 * A day and an hour. Sends `name-year`, `name-month`, `name-day`, `name-time`.
 * `value` is "2026-11-21 09:30", or what the person typed before it could be read.
 */
export function InstantField({ value = "", ...field }: Omit<DateFieldProps, "birth">) {
  const end = value.lastIndexOf(" ");
  const [day, time] = end < 0 ? [value, ""] : [value.substring(0, end), value.substring(end + 1)];
  const id = `${fieldId(field.name)}-time`;
  return (
    <FieldGroup {...field}>
      <div class="date-row">
        {datePieces({ value: day, name: field.name, wrong: field.error !== undefined })}
        <div class="date-piece">
          <input
            class="input input-4"
            id={id}
            name={`${field.name}-time`}
            value={time}
            maxlength={8}
            autocomplete="off"
            placeholder="09:30"
            aria-invalid={field.error ? "true" : undefined}
          />
          <label for={id}>
            <span class="hush">时间，</span>几点几分
          </label>
        </div>
      </div>
    </FieldGroup>
  );
}

export const examples: Example[] = [
  { name: "日期和时间", show: () => <InstantField name="seen_at" label="什么时候发现的" hint="大概的时间也可以。" value="2026-11-21 09:30" /> },
  {
    name: "时间有误",
    show: () => <InstantField name="call_at" label="回电时间" value="2026-11-21 25:00" error="回电时间“2026-11-21 25:00”没有这个钟点，例如 09:30" />,
  },
];
