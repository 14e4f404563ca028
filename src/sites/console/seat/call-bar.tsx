import type { ComponentChildren } from "preact";
import type { Call, CallState, Shift } from "#matter/call";
import { mask } from "#crypto/crypto";
import { Icon, type IconName, Notice } from "#ui";
import type { AtDesk } from "./at-desk.ts";

/** What the bar shows: where the actor sits, the call, how long it has been so. */
export interface Bar {
  token: string;
  now: Date;
  shift: Shift | undefined;
  call: Call | undefined;
  lines: AtDesk["lines"];
  /** Whether there is a switchboard, and its line stands. */
  switchboard: "none" | "cut" | "stands";
  lastSeat: string | undefined;
  /** What the line says now to whoever calls; undefined while somebody is at a seat. */
  closed: string | undefined;
  /** Minutes that the switchboard's clock is wrong. */
  clock: number;
}

const WORDS: Record<CallState, string> = { waiting: "排队中", ringing: "来电", talking: "通话中", held: "保持中", handed: "已转出", ended: "已挂断" };

interface Act {
  act: string;
  key: string;
  word: string;
  icon: IconName;
  kind?: "primary" | "secondary" | "seal";
}

const HOLD: Act = { act: "hold", key: "3", word: "保持", icon: "pause" };
const OFF: Act = { act: "hang-up", key: "2", word: "挂断", icon: "phone-off" };
const ACTS: Record<CallState, readonly Act[]> = {
  waiting: [{ act: "answer", key: "1", word: "接听", icon: "phone", kind: "primary" }],
  ringing: [{ act: "answer", key: "1", word: "接听", icon: "phone", kind: "primary" }, OFF],
  talking: [OFF, HOLD],
  held: [{ ...HOLD, word: "继续通话", icon: "phone" }, OFF],
  handed: [],
  ended: [],
};

/** A button of the bar that is a form of its own: what is being written stays as it is. */
export function ActButton({
  token,
  action,
  keyed,
  word,
  icon,
  kind = "secondary",
}: Omit<Act, "act" | "key"> & { token: string; action: string; keyed?: string }) {
  return (
    <form method="post" action={action} data-submit-once>
      <input type="hidden" name="_token" value={token} />
      <button class={`button button-small button-${kind}`} type="submit" accesskey={keyed}>
        <Icon name={icon} />
        <span>{word}</span>
        {keyed && <kbd aria-hidden="true">Alt {keyed}</kbd>}
      </button>
    </form>
  );
}

/** Seconds as a clock: 1:05. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The number of a call that is nobody's yet. */
export function numberSaid(number: string | null): string {
  return number === null ? "没有显示号码" : mask("phone", number);
}

function Transfer({ token, call, lines }: { token: string; call: Call; lines: AtDesk["lines"] }) {
  if (lines.length === 0) return null;
  return (
    <form class="seat-transfer" method="post" action={`/console/seat/calls/${call.callId}/acts/transfer`} data-submit-once>
      <input type="hidden" name="_token" value={token} />
      <span class="select">
        <select class="input" name="to" aria-label="转到哪里" accesskey="4">
          <option value="">转到……</option>
          {lines.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
      <button class="button button-small button-secondary" type="submit">
        <Icon name="phone-forwarded" />
        <span>转接</span>
        <kbd aria-hidden="true">Alt 4</kbd>
      </button>
    </form>
  );
}

function OfCall({ call, token, now, lines }: { call: Call; token: string; now: Date; lines: AtDesk["lines"] }) {
  const at = `/console/seat/calls/${call.callId}/acts`;
  const over = call.state === "ended" || call.state === "handed";
  return (
    <>
      <p class={`seat-state seat-${call.state}`} role="status">
        <Icon name={over ? "phone-off" : call.state === "held" ? "pause" : "phone"} />
        <strong>{call.outward && call.state === "talking" ? "回拨通话中" : WORDS[call.state]}</strong>
        <span class="number">{call.number ?? "没有显示号码"}</span>
        {call.handedTo && <span>转到 {call.handedTo}</span>}
      </p>
      <p class="seat-seconds number">
        <span class="hush">已经</span>
        <time data-seconds={Math.max(0, Math.round((now.getTime() - call.changedAt.getTime()) / 1000))}>
          {clockOf((now.getTime() - call.changedAt.getTime()) / 1000)}
        </time>
      </p>
      {ACTS[call.state].map(({ act, key, ...look }) => (
        <ActButton token={token} action={`${at}/${act}`} keyed={key} {...look} />
      ))}
      {(call.state === "talking" || call.state === "held") && <Transfer token={token} call={call} lines={lines} />}
      {over && call.number !== null && <ActButton token={token} action={`${at}/again`} keyed="1" word="再打过去" icon="phone" />}
      {over && <ActButton token={token} action={`${at}/finish`} keyed="6" word="这个来电办完了" icon="check" />}
    </>
  );
}

function Seat({ token, shift, lastSeat }: Pick<Bar, "token" | "shift" | "lastSeat">): ComponentChildren {
  if (!shift)
    return (
      <form class="seat-begin" method="post" action="/console/seat/shift" data-submit-once>
        <input type="hidden" name="_token" value={token} />
        <label for="seat">席位分机号</label>
        <input class="input" id="seat" name="seat" inputmode="numeric" maxlength={8} autocomplete="off" value={lastSeat ?? ""} />
        <button class="button button-small button-primary" type="submit" name="_do" value="begin">
          上岗
        </button>
      </form>
    );
  return (
    <form class="seat-own" method="post" action="/console/seat/shift" data-submit-once>
      <input type="hidden" name="_token" value={token} />
      <span>
        席位 <strong class="number">{shift.seat}</strong>
        {shift.pausedAt && "，小休中"}
      </span>
      <button class="button button-small button-secondary" type="submit" name="_do" value={shift.pausedAt ? "ready" : "pause"} accesskey="5">
        <span>{shift.pausedAt ? "接电话" : "小休"}</span>
        <kbd aria-hidden="true">Alt 5</kbd>
      </button>
      <button class="button button-small button-quiet" type="submit" name="_do" value="end">
        离岗
      </button>
    </form>
  );
}

const SAID = {
  none: "这里没有接电话系统，来电要在话机上接。工单可以从“新建”里记，渠道选电话。",
  cut: "和电话系统的连接断了。通话还在话机上，写了的内容都在；连上以后会自动核对每一个来电。",
};

/** The bar of the telephone: the call, how long, what may be done with it; at the right the seat. */
export function CallBar({ token, now, shift, call, lines, switchboard, lastSeat, closed, clock }: Bar) {
  return (
    <section class="seat-bar" aria-label="电话">
      <div class="seat-call">
        {call ? (
          <OfCall call={call} token={token} now={now} lines={lines} />
        ) : (
          <p role="status">{shift ? "没有来电。电话响了，这里会变。" : "上岗以后，来电会转到您的席位。"}</p>
        )}
      </div>
      <Seat token={token} shift={shift} lastSeat={lastSeat} />
      {switchboard === "stands" && closed !== undefined && <p class="hint seat-closed">现在没有人在席位上接电话。打进来的人听到：“{closed}”</p>}
      {switchboard !== "stands" && <Notice kind="wrong">{SAID[switchboard]}</Notice>}
      {clock >= 5 && <Notice kind="wrong">{`电话系统的时钟差了 ${clock} 分钟，请通知维护人员。通话长短不受影响。`}</Notice>}
    </section>
  );
}
