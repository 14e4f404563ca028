import { addDays, dayOf } from "#kernel/clock";
import type { IndicatedBy, Indicator } from "#content/kind";
import { filtersOf } from "../list/query.ts";
import { kindAddress } from "../list/kind.tsx";
import type { ListedKind } from "../list/reach.ts";
import type { Chosen } from "../board/period.tsx";
import { addressOf } from "../typed.ts";

/** Which row a number stands in; nothing of it for the number of all. */
export interface Standing {
  by: IndicatedBy;
  key: string;
}

/**
 * The list behind a number, where a list can say exactly that; undefined otherwise. A number of several measures, of acts, or with matters left out, is none.
 * What came is counted at the unit that had it then, which no list knows.
 */
export function listBehind(
  listed: ListedKind,
  measures: readonly string[],
  { without = [] }: Indicator,
  period: Chosen,
  now: Date,
  row: Standing,
): string | undefined {
  const [measure = ""] = measures;
  if (measures.length > 1 || without.length > 0) return undefined;
  const last = addDays(dayOf(period.until), -1);
  const closed = { "f-closed-from": period.first, "f-closed-until": last };
  const running = period.until > now;
  const filters: Record<string, string> | undefined =
    measure === "closed"
      ? { "f-state": "closed", ...closed }
      : measure.startsWith("closed.flag.")
        ? { "f-state": "closed", "f-flags": measure.slice("closed.flag.".length), ...closed }
        : /^outcome\.(?!(open|closed|all)$)[^.]+$/.test(measure) // lists have these three words for states of their own
          ? { "f-state": measure.slice("outcome.".length), ...closed }
          : measure === "received" && !(row.by === "unit" && row.key !== "")
            ? { "f-state": "all", "f-received-from": period.first, "f-received-until": last }
            : measure === "open" && running
              ? { "f-state": "open" }
              : measure === "late" && running
                ? { "f-state": "open", "f-clock.main": "late" }
                : undefined;
  if (!filters) return undefined;
  const whole = row.key === "" ? filters : { ...filters, [`f-${row.by}`]: row.key };
  const known = new Set(filtersOf(listed).flatMap(({ names }) => names.map(({ name }) => name)));
  return Object.keys(whole).every((name) => known.has(name)) ? addressOf(kindAddress(listed.kind.id), whole) : undefined;
}
