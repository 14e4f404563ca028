import { CLOSED, type Call } from "#matter/call";
import type { EarlierMatters } from "#matter/desk";
import { formatTime } from "#ui";
import { shortDate } from "../short-date.ts";
import { ActButton, numberSaid } from "./call-bar.tsx";

/** What was brought up from the number that calls. */
export function EarlierList({ call, earlier: { shown, guarded } }: { call: Call; earlier: EarlierMatters }) {
  const open = shown.filter(({ closed }) => !closed).length;
  const finding =
    call.number === null
      ? "没有显示号码，查不到以前的事。"
      : shown.length + guarded === 0
        ? "这个号码没有反映过事情。"
        : `这个号码反映过 ${shown.length + guarded} 件${open > 0 ? `，${open} 件正在办` : ""}。`;
  return (
    <section class="seat-box" aria-labelledby="seat-earlier">
      <h2 id="seat-earlier">来电人</h2>
      <p class="number">{call.number ?? "没有显示号码"}</p>
      <p>
        <strong>{finding}</strong>
      </p>
      <ul class="seat-list">
        {shown.map(({ matterId, item, state, closed, day }) => (
          <li>
            <a href={`/console/matters/${matterId}`} target="_blank" rel="noopener">
              <span>{item}</span>
              <span class={closed ? undefined : "seat-open"}>{state}</span>
              <span class="number">{shortDate(day)}</span>
            </a>
          </li>
        ))}
      </ul>
      {guarded > 0 && <p class="hint">另有 {guarded} 件要保密，不显示。请来电人报编号和查询码。</p>}
      {shown.length > 0 && <p class="hint">打开哪一件都会留下记录，在新页打开，不影响正在写的。</p>}
    </section>
  );
}

/** Calls that wait, and those that nobody answered. */
export function Lines({ token, waiting, missed, now }: { token: string; waiting: readonly Call[]; missed: readonly Call[]; now: Date }) {
  return (
    <>
      <section class="seat-box" aria-labelledby="seat-waiting">
        <h2 id="seat-waiting">等着的来电 {waiting.length}</h2>
        {waiting.length === 0 && <p class="hint">没有人在等。</p>}
        <ul class="seat-list">
          {waiting.slice(0, 8).map((call) => (
            <li class="seat-line">
              <span class="number">{numberSaid(call.number)}</span>
              <span class="number">{Math.max(0, Math.round((now.getTime() - call.receivedAt.getTime()) / 1000))} 秒</span>
              <ActButton token={token} action={`/console/seat/calls/${call.callId}/acts/answer`} word="接听" icon="phone" />
            </li>
          ))}
        </ul>
      </section>
      <section class="seat-box" aria-labelledby="seat-missed">
        <h2 id="seat-missed">漏接回拨 {missed.length}</h2>
        {missed.length === 0 && <p class="hint">没有漏接的来电。</p>}
        <ul class="seat-list">
          {missed.slice(0, 8).map((call) => (
            <li class="seat-line">
              <span class="number">{numberSaid(call.number)}</span>
              <span class="number">
                {formatTime(call.receivedAt)}
                {call.cause === CLOSED && "，没人在岗"}
              </span>
              <ActButton token={token} action={`/console/seat/calls/${call.callId}/acts/call-back`} word="回拨" icon="phone" />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
