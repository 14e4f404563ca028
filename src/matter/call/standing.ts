import { EVENT_KINDS, type CallEvent } from "./event.ts";

export type CallState = "waiting" | "ringing" | "talking" | "held" | "handed" | "ended";

/** How a call stands by what was told of it. */
export interface CallStanding {
  state: CallState;
  number: string | undefined;
  called: string | undefined;
  queue: string | undefined;
  /** The seat where it rings, or which has it; of a call that ended the one that answered last. */
  seat: string | undefined;
  handedTo: string | undefined;
  /** Why it ended. */
  cause: string | undefined;
  beganAt: Date;
  answeredAt: Date | undefined;
  /** The seat that answered first. */
  answeredBy: string | undefined;
  /** The seat that answered last: of a call that came back another one. */
  handledBy: string | undefined;
  endedAt: Date | undefined;
}

/** Events in the one order that does not depend on how they came: by the switchboard's clock, at one instant as a call goes. */
function ordered(events: readonly CallEvent[]): CallEvent[] {
  const keys = new Map(events.map((event) => [event, JSON.stringify([event.cause, event.seat, event.queue, event.called, event.number])]));
  return events.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || EVENT_KINDS.indexOf(a.kind) - EVENT_KINDS.indexOf(b.kind) || (keys.get(a)! < keys.get(b)! ? -1 : 1),
  );
}

function runningState(events: readonly CallEvent[]): { state: CallState; seat: string | undefined } {
  const connected = events.findLastIndex(({ kind }) => kind === "answered" || kind === "transferred");
  if (connected < 0) {
    // A clock that was set back in between says that it waited after it rang: it rings.
    const rings = events.findLast(({ kind }) => kind === "ringing");
    return rings ? { state: "ringing", seat: rings.seat } : { state: "waiting", seat: undefined };
  }
  const { kind, seat } = events[connected]!;
  const later = events.slice(connected + 1);
  if (kind === "transferred") {
    const rings = later.findLast((event) => event.kind === "ringing");
    return rings ? { state: "ringing", seat: rings.seat } : { state: "handed", seat: undefined };
  }
  const held = later.findLast((event) => event.kind === "seat" && (event.cause === "held" || event.cause === "resumed"))?.cause === "held";
  return { state: held ? "held" : "talking", seat };
}

/**
 * How a call stands, by the set of its events alone: the same in whatever order they come and however often. What ended has ended, whatever comes late: its
 * state is final, and a late `answered` says only that somebody had answered. Needs at least one event.
 */
export function standingOf(events: readonly CallEvent[]): CallStanding {
  const all = ordered(events);
  const of = (kind: CallEvent["kind"]): CallEvent[] => all.filter((event) => event.kind === kind);
  const answers = of("answered");
  const [answered] = answers;
  const [ended] = of("ended");
  const said = (part: "number" | "called" | "queue"): string | undefined =>
    all.find((event) => event[part] !== undefined && (part !== "called" || event.kind !== "transferred"))?.[part];
  const running = runningState(all);
  return {
    state: ended ? "ended" : running.state,
    number: said("number"),
    called: said("called"),
    queue: said("queue"),
    seat: ended ? answers.at(-1)?.seat : running.seat,
    handedTo: of("transferred").at(-1)?.called,
    cause: ended?.cause,
    beganAt: all[0]!.at,
    answeredAt: answered?.at,
    answeredBy: answered?.seat,
    handledBy: answers.at(-1)?.seat,
    endedAt: ended?.at,
  };
}
