import type { Place } from "#matter/lists";
import type { Term } from "./term.ts";

/** The day of an instant, in the city. */
export function dayIn(column: string): string {
  return `(${column} at time zone 'Asia/Shanghai')::date`;
}

/** The street of the matter `s`. */
export const STREET = "rpad(left(s.area, 9), 12, '0')";

/** The name of a clock: one that was started again is a row of its own, `handle#2`. */
export function nameOf(clock: string): string {
  return `regexp_replace(${clock}.clock_id, '#\\d+$', '')`;
}

/** Whether a result has an answer: the field, and its value behind it. */
export function answerIs(result: string, [field = "", value = ""]: readonly string[], $: Place): string {
  const text = value === "yes" || value === "no" ? `any (array[${$(value)}::text, ${$(value === "yes" ? "true" : "false")}::text])` : $(value);
  return `${result} ->> ${$(field)} = ${text}`;
}

const IN_TIME = "not exists (select from matter.clocks c where c.matter_id = s.matter_id and c.node is null and not c.met)";

const clocksOf = (name: string): string => `matter.clocks c where c.matter_id = s.matter_id and c.node is null and ${nameOf("c")} = ${name}`;

/** Whether a measure holds of the matter `s`, `m`, that has closed. */
export function closedHolds({ measure, without }: Term, $: Place): string {
  const own = holds(measure.replace(/^closed\.?/, ""), $);
  return without.length === 0 ? own : `(${own} and not m.flags && ${$(without, "text[]")})`;
}

function holds(measure: string, $: Place): string {
  const [first = "", name = "", ...rest] = measure.split(".");
  switch (first) {
    case "outcome":
      return rest[0] === "in-time" ? `(s.state = ${$(name)} and ${IN_TIME})` : `s.state = ${$(name)}`;
    case "flag":
      return `${$(name)} = any (m.flags)`;
    case "act":
      return rest[0] === "once"
        ? `(select count(*) from matter.acts a where a.matter_id = s.matter_id and a.kind = ${$(name)}) = 1`
        : `exists (select from matter.acts a where a.matter_id = s.matter_id and a.kind = ${$(name)})`;
    case "clock":
      // Every time it ran it was met, or some time it was not.
      return rest[0] === "met"
        ? `coalesce((select bool_and(c.met) from ${clocksOf($(name))}), false)`
        : `coalesce((select bool_or(not c.met) from ${clocksOf($(name))}), false)`;
    case "in-time":
      return IN_TIME;
    case "answer": {
      // The last time it was asked.
      const field = $(rest[0]);
      return `coalesce((select ${answerIs("t.result", rest, $)} from matter.tasks t where t.matter_id = s.matter_id and t.kind = ${$(name)} and t.done_at is not null
        and t.result ->> ${field} is not null order by t.done_at desc limit 1), false)`;
    }
    default:
      return "true";
  }
}

/** Whether a measure holds of the matter `s` as it stands at the instant `at`, before which it came and after which it closes. */
export function standingHolds(measure: string, main: string | undefined, at: string, $: Place): string {
  const late = (clock: string): string => `exists (select from ${clocksOf($(clock))} and c.started_at < ${at} and c.due_at <= ${at}
    and case when c.ended_at is null then c.stopped_at is null else c.ended_at >= ${at} end)`;
  if (measure === "open") return "true";
  if (measure === "stopped")
    return `exists (select from matter.stops p where p.matter_id = s.matter_id and p.started_at < ${at} and (p.ended_at is null or p.ended_at >= ${at}))`;
  if (measure === "late") return main === undefined ? "false" : late(main);
  return late(measure.split(".")[1]!);
}
