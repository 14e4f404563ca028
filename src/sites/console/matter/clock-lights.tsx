import { stateOf, type Kind } from "#content/kind";
import { clockOf, dueDayOf, nameOf, type Clock } from "#matter/clocks";
import type { Matter } from "#matter/matter";
import { lastDay, passedBetween } from "#kernel/clock";
import { formatDate, formatTime, provisionalWords, Urgency } from "#ui";
import { endsWithDay, inHours, leftUntil, workdaysLeft, type Now } from "../time-left.tsx";

/** Until when, as it is said: the day, and the hour where it is due at one. */
export function dueWords(due: Date): string {
  return endsWithDay(due) ? `${formatDate(lastDay(due))}前` : `${formatDate(due)}${formatTime(due)}前`;
}

/** What is left until a clock is due: in its own days, or in hours where it is due at one. */
function leftIn({ calendar, now }: Now, { pace, dueAt }: Clock): string {
  if (!endsWithDay(dueAt)) return inHours(dueAt.getTime() - now.getTime());
  if (pace === "WD") return `${workdaysLeft(calendar, dueDayOf({ dueAt: now })!, lastDay(dueAt))} 个工作日`;
  // The day that ends at 24:00 is the last one.
  return `${Math.floor(passedBetween(calendar, "D", now, new Date(dueAt.getTime() - 1)))} 天`;
}

/** What is left of a running clock, in a sentence. */
export function clockWords({ calendar, now }: Now, clock: Clock): string {
  if (clock.stoppedAt) return `暂停计时，自${formatDate(clock.stoppedAt)}起`;
  const { level, words } = leftUntil({ calendar, now }, clock.dueAt);
  const { dueAt } = clock;
  const left = level === "late" || (level === "today" && endsWithDay(dueAt)) ? words : leftIn({ calendar, now }, clock);
  const said =
    level === "late" ? `已${words}，应于${dueWords(dueAt)}` : level === "today" && endsWithDay(dueAt) ? `今天到期` : `还剩 ${left}，${dueWords(dueAt)}`;
  return provisionalWords(said, calendar.isUncertain(lastDay(dueAt)));
}

/** The clocks of a matter that its kind names, each once: what runs, else how it ended. */
export function namedClocks(kind: Kind, matter: Pick<Matter, "clocks" | "stops">): { id: string; word: string; clock: Clock }[] {
  const started = new Set(matter.clocks.flatMap((clock) => nameOf(clock) ?? []));
  return Object.entries(kind.clocks).flatMap(([id, { word }]) => {
    const clock = started.has(id) ? clockOf(matter, id) : undefined;
    return clock ? [{ id, word, clock }] : [];
  });
}

/** The main clock in words, or why none runs. */
export function mainWords(kind: Kind, matter: Matter, now: Now): string {
  if (matter.closedAt) return `${formatDate(matter.closedAt)}结束`;
  const running = namedClocks(kind, matter).filter(({ clock }) => clock.endedAt === null);
  const [first] = running;
  // Who waits for a party does so on the clock, unless that stands or none runs.
  if (stateOf(kind, matter.state).tone === "waiting" && (!first || first.clock.stoppedAt)) return `${stateOf(kind, matter.state).word}，不计时`;
  return first ? `${first.word}${clockWords(now, first.clock)}` : "现在没有计时";
}

function Standing({ clock, at }: { clock: Clock; at: Now }) {
  if (clock.endedAt) return <span class="hint">{clock.met === false ? "超时结束" : clock.met ? "按时" : "已结束"}</span>;
  if (clock.stoppedAt) return <Urgency level="stopped">暂停计时</Urgency>;
  const { level, words } = leftUntil(at, clock.dueAt);
  // Of days those that the clock counts: sixty days are no forty working days.
  return <Urgency level={level}>{level === "later" ? leftIn(at, clock) : words}</Urgency>;
}

/** Every clock as a light: what it is called, what is left, until when. */
export function ClockLights({ kind, matter, at, step }: { kind: Kind; matter: Matter; at: Now; step: Date | null }) {
  const clocks = namedClocks(kind, matter);
  if (clocks.length === 0 && step === null) return <p class="hint">现在没有计时。</p>;
  return (
    <ul class="lights">
      {step !== null && (
        <li>
          <span>这个环节</span>
          <Urgency level={leftUntil(at, step).level}>{leftUntil(at, step).words}</Urgency>
        </li>
      )}
      {clocks.map(({ word, clock }) => (
        <li>
          <span>{word}</span>
          <span title={clock.endedAt ? undefined : dueWords(clock.dueAt)}>
            <Standing clock={clock} at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
