import { dayFrom } from "#kernel/clock";
import { TYPES } from "#register/field";
import { formatDateTime, InstantField } from "#ui";
import { NO_CELLS } from "./cells.ts";
import { common, plain, typed, type FormType } from "./field.ts";
import { quoted } from "./judge.ts";

const PARTS = ["year", "month", "day", "time"] as const;

function words(value: unknown): string {
  return TYPES.instant.show(value, () => undefined);
}

/** 时间: a day and an hour, held as an instant; written without a zone it is Beijing time. It comes as one text, or as four boxes. */
export const instant: FormType = {
  word: "日期和时间",
  keys: ["after"],
  schema: () => ({ type: "string", format: "date-time" }),
  read(text, field) {
    const read = TYPES.instant.read(text, NO_CELLS);
    return "value" in read ? read : { fault: quoted(field, text, read.fault) };
  },
  posted(_field, take) {
    const [year = "", month = "", day = "", time = ""] = PARTS.map((part) => take(part)[0] ?? "");
    if (year === "" && month === "" && day === "" && time === "") return undefined;
    // A bare hour, and a colon of another width.
    const clock = /^\d{1,2}$/.test(time) ? `${time}:00` : time;
    return `${dayFrom(year, month, day) ?? [year, month, day].join("-")} ${clock}`.trim();
  },
  owns: (part) => (PARTS as readonly string[]).includes(part),
  check(value, field) {
    if (TYPES.instant.fits(value)) return undefined;
    const read = TYPES.instant.read(plain(value), NO_CELLS);
    return quoted(field, plain(value), "fault" in read ? read.fault : "不是日期和时间，例如 2026-11-21 09:30");
  },
  say: (value) => (TYPES.instant.fits(value) ? words(value) : plain(value)),
  show: (value) => (TYPES.instant.fits(value) ? formatDateTime(new Date(plain(value))) : plain(value)),
  draw: ({ value, ...asked }) => <InstantField {...common({ value, ...asked })} value={TYPES.instant.fits(value) ? words(value) : typed(value)} />,
  column: "timestamptz",
  search: "span",
};
