import { dayFrom, isDay, readDay, readMonth } from "#kernel/clock";
import { DateField, formatDate, TextField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

const PARTS = ["year", "month", "day"] as const;
const MONTH = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/;

/** A day that the calendar has, in whatever year: which years somebody can mean is told in words of its own. */
function onCalendar(value: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  // The Gregorian calendar comes again every 400 years.
  return year !== "" && isDay(`${2000 + (Number(year) % 400 > 100 ? (Number(year) % 400) - 400 : Number(year) % 400)}-${month}-${day}`);
}

/** 日期 2026-11-21; a month 2026-11. It comes as one text, or as the three boxes `name-year`, `name-month`, `name-day`. */
export const date: FormType = {
  word: "日期",
  keys: ["format", "not_before", "not_after", "born_of"],
  formats: ["month"],
  schema: ({ format }) => ({ type: "string", format: format === "month" ? "month" : "date" }),
  read(text, field) {
    const read = field.format === "month" ? readMonth(text) : readDay(text);
    const fault = date.check(read, field, {});
    return fault === undefined ? { value: read } : { fault, kept: read };
  },
  // What is not clear comes back as it was typed, nothing added, box by box.
  posted({ format }, take) {
    if (format === "month") return undefined;
    const [year = "", month = "", day = ""] = PARTS.map((part) => take(part)[0] ?? "");
    if (year === "" && month === "" && day === "") return undefined;
    if (month === "" && day === "" && readDay(year) !== year) return readDay(year);
    return dayFrom(year, month, day) ?? [year, month, day].join("-");
  },
  owns: (part, { format }) => format !== "month" && (PARTS as readonly string[]).includes(part),
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    if (field.format === "month") return MONTH.test(value) ? undefined : wrong(field, "请填写年和月，例如 2026-11");
    return onCalendar(value) ? undefined : wrong(field, "请填写日历上有的日期，例如 2026-11-21");
  },
  say: plain,
  show: (value, { format }) => (format !== "month" && typeof value === "string" && onCalendar(value) ? formatDate(value, { year: true }) : plain(value)),
  draw(asked) {
    if (asked.field.format === "month") return <TextField {...common(asked)} value={typed(asked.value)} autocomplete="off" />;
    return <DateField {...common(asked)} value={typed(asked.value)} />;
  },
  column: "date",
  search: "span",
};
