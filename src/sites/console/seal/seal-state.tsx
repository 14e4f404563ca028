import { KINDS as SEAL_KINDS, STATES as SEAL_STATES, type Seal, type SealState, type SealRow } from "#trust/seal";
import { formatDay, State, type Tone } from "#ui";

const TONES: Record<SealState, Tone> = {
  applied: "waiting",
  approved: "running",
  refused: "bad",
  made: "running",
  active: "good",
  frozen: "paused",
  revoked: "closed",
  expired: "closed",
};

/** How a seal stands, in a word. */
export function SealStanding({ state }: { state: SealState }) {
  return <State tone={TONES[state]}>{SEAL_STATES[state]}</State>;
}

/** From how many days before its end something is to be renewed soon, and at once. */
export const SOON = { days: 90, urgent: 30 };

const DAY = 86_400_000;

/** The moment so many days from now. */
export const inDays = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY);

/** The day something ends, with a warning when that is near; `over` where its end is no news any more. */
export function ValidUntil({ until, now, over }: { until: Date | null | undefined; now: Date; over: boolean }) {
  if (!until) return <span class="hint">制作后才有</span>;
  const left = Math.floor((until.getTime() - now.getTime()) / DAY);
  if (over || left >= SOON.days) return <>{formatDay(until)}</>;
  return (
    <>
      {formatDay(until)} <State tone={left < SOON.urgent ? "bad" : "waiting"}>{left < 0 ? "已到期" : `还剩 ${left} 天`}</State>
    </>
  );
}

/** Whether a seal is at its end, so that no date of its matters. */
export const isOver = (state: SealState): boolean => state === "revoked" || state === "expired" || state === "refused";

/** What a seal is called: the name on it with its note, or its kind. */
export function sealTitle({ name, note, kind }: Pick<SealRow | Seal, "name" | "note" | "kind">): string {
  return `${name}${note || (kind === "unit" ? "" : SEAL_KINDS[kind].name)}`;
}
