import fc from "fast-check";
import { expect, test } from "vitest";
import { EVENT_KINDS, nameOf, type CallEvent } from "./event.ts";
import { standingOf } from "./standing.ts";

// How a call stands depends on what happened, not on how it was told.

const at = (second: number): Date => new Date(Date.parse("2026-11-23T09:30:00+08:00") + second * 1000);
const event = (kind: CallEvent["kind"], second: number, more: Partial<CallEvent> = {}): CallEvent => ({ call: "a", kind, at: at(second), ...more });

const some = fc.record(
  {
    call: fc.constant("a"),
    kind: fc.constantFrom(...EVENT_KINDS),
    at: fc.integer({ min: 0, max: 5 }).map(at),
    number: fc.constantFrom("19900000001", "19900000002"),
    called: fc.constantFrom("12345", "110"),
    queue: fc.constantFrom("one", "two"),
    seat: fc.constantFrom("8001", "8002"),
    cause: fc.constantFrom("held", "resumed", "caller"),
  },
  { requiredKeys: ["call", "kind", "at"] },
);

test("events in any order, each as often as it may be told, give the same", () => {
  const told = fc.array(some, { minLength: 1, maxLength: 9 }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      otherwise: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
    }),
  );
  fc.assert(
    fc.property(told, ({ events, otherwise }) => {
      expect(standingOf(otherwise)).toEqual(standingOf(events));
    }),
    { seed: 20261123, numRuns: 2000 },
  );
});

test("what has ended has ended, whatever is told afterwards", () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 0, max: 5 }), (events, second) => {
      expect(standingOf([...events, event("ended", second)]).state).toBe("ended");
    }),
    { seed: 20261123, numRuns: 500 },
  );
});

test("a late answer says only that somebody had answered", () => {
  const call = [event("waiting", 0, { number: "19900000001" }), event("ringing", 1, { seat: "8001" }), event("ended", 40, { cause: "caller" })];
  expect(standingOf(call)).toMatchObject({ state: "ended", answeredBy: undefined, seat: undefined });
  expect(standingOf([...call, event("answered", 3, { seat: "8001" })])).toMatchObject({
    state: "ended",
    answeredBy: "8001",
    answeredAt: at(3),
    cause: "caller",
  });
});

test("a call that was handed on comes back, rings, is spoken again", () => {
  const call = [event("ringing", 1, { seat: "8001" }), event("answered", 2, { seat: "8001" }), event("transferred", 9, { seat: "8001", called: "110" })];
  expect(standingOf(call)).toMatchObject({ state: "handed", handedTo: "110", seat: undefined });
  const back = [...call, event("ringing", 20, { seat: "8002" })];
  expect(standingOf(back)).toMatchObject({ state: "ringing", seat: "8002" });
  expect(standingOf([...back, event("answered", 22, { seat: "8002" })])).toMatchObject({ state: "talking", seat: "8002", answeredBy: "8001", handedTo: "110" });
});

test("a clock that is set back while it rings leaves it ringing; held and taken up again are told by the seat", () => {
  expect(standingOf([event("waiting", 10), event("ringing", 4, { seat: "8001" })])).toMatchObject({ state: "ringing", seat: "8001" });
  const call = [event("answered", 2, { seat: "8001" }), event("seat", 5, { seat: "8001", cause: "held" })];
  expect(standingOf(call).state).toBe("held");
  expect(standingOf([...call, event("seat", 8, { seat: "8001", cause: "resumed" })]).state).toBe("talking");
});

test("the name of an event tells nothing of the number", () => {
  expect(nameOf(event("waiting", 0, { number: "19900000001" }))).toBe(nameOf(event("waiting", 0, { number: "19900000002" })));
  expect(nameOf(event("waiting", 0))).not.toBe(nameOf(event("waiting", 1)));
});
