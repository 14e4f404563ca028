import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { getCall, listUnfinished, listWaiting, type Call } from "./call.ts";
import { listMissed } from "./callback.ts";
import { answerCall, callAgain, callBack, callInHand, closeCall, hangUp, holdCall, mustBeMine, pauseSeat, transferCall } from "./desk.ts";
import { callFigures, callsByHour } from "./figures.ts";
import { forgetNotes, halfWritten, keepNote, noteOf, takeUp } from "./note.ts";
import { receiveEvent, UNSEEN } from "./receive.ts";
import { beginShift, endShift } from "./shift.ts";
import { simulatedSwitchboard, type Mischief, type Simulation } from "./simulated.ts";
import { SWITCHBOARD } from "./switchboard.ts";

// The telephone, by a switchboard that does what real ones do.

let city: TestCity;
let seat: () => Promise<Ctx>;
beforeAll(async () => {
  city = await testCity();
  seat = () => city.staff("sunli");
  await beginShift(await seat(), "8001");
});
afterAll(() => city.close());

function plugged(mischief: Mischief = {}): Simulation {
  const board = simulatedSwitchboard(mischief);
  city.ports.plug(SWITCHBOARD, board);
  return board;
}

const later = (seconds: number): void => void (city.now = new Date(city.now.getTime() + seconds * 1000));
const HER = "19900000107";
const idOf = async (outside: string): Promise<string> => {
  const rows = await city.database.owner.query<{ id: string }>("select call_id as id from call.calls where outside = $1", [outside]);
  return rows.rows[0]!.id;
};
const callOf = async (outside: string): Promise<Call> => getCall(city.ctx(), await idOf(outside));

async function answered(board: Simulation, number = HER): Promise<string> {
  const outside = await board.ring(city.ctx(), { number });
  later(4);
  await answerCall(await seat(), await idOf(outside));
  return outside;
}

async function over(board: Simulation, outside: string): Promise<void> {
  await board.drop(city.ctx(), outside);
  await closeCall(await seat(), await idOf(outside));
}

test("a call rings at the seat that is free, is answered, held, hung up; the number lies encrypted", async () => {
  const board = plugged();
  const outside = await board.ring(city.ctx(), { number: HER });
  expect(await callInHand(await seat())).toMatchObject({ outside, state: "ringing", seat: "8001", number: HER });
  const id = await idOf(outside);
  later(4);
  await answerCall(await seat(), id);
  await holdCall(await seat(), id);
  expect((await callOf(outside)).state).toBe("held");
  await holdCall(await seat(), id);
  later(60);
  await hangUp(await seat(), id);
  expect(await callOf(outside)).toMatchObject({ state: "ended", cause: "seat", staffId: (await seat()).actor.id, doneAt: null });
  for (const table of ["calls", "events"]) {
    const { rows } = await city.database.owner.query(`select * from call.${table}`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(HER);
  }
  expect((await listUnfinished(await seat())).map((call) => call.outside)).toEqual([outside]);
  await closeCall(await seat(), id);
  expect(await callInHand(await seat())).toBeUndefined();
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("told twice, late and out of order (%i) it comes to the same", async (seed) => {
  let x = seed * 7919;
  const board = plugged({ odd: () => (x = (x * 16807) % 2147483647) / 2147483647 });
  const outside = await board.ring(city.ctx(), { number: HER });
  await board.catchUp(city.ctx());
  later(3);
  await board.send(city.ctx(), { command: "answer", call: outside, seat: "8001" });
  later(3);
  await board.send(city.ctx(), { command: "hold", call: outside, seat: "8001" });
  later(3);
  await board.drop(city.ctx(), outside);
  await board.catchUp(city.ctx());
  const call = await callOf(outside);
  expect(call).toMatchObject({ state: "ended", cause: "caller", number: HER, staffId: (await seat()).actor.id });
  expect(call.answeredAt!.getTime() - call.beganAt.getTime()).toBe(3000);
  await closeCall(await seat(), call.callId);
});

test("the line is cut while somebody speaks: nothing can be told, and what ended meanwhile has ended when it is back", async () => {
  const board = plugged();
  const [spoken, other] = [await answered(board), await board.ring(city.ctx(), { number: "19900000108" })];
  await keepNote(await seat(), await idOf(spoken), { item: "x", answers: { summary: "路灯" } });
  board.cut();
  await expect(hangUp(await seat(), await idOf(spoken))).rejects.toMatchObject({ code: "SWITCHBOARD_AWAY" });
  await board.drop(city.ctx(), spoken);
  expect((await callOf(spoken)).state).toBe("talking");
  later(20);
  await board.mend(city.ctx());
  expect(await callOf(spoken)).toMatchObject({ state: "ended", cause: UNSEEN });
  expect((await callOf(other)).state).toBe("ringing");
  expect(await noteOf(await seat(), await idOf(spoken))).toMatchObject({ answers: { summary: "路灯" } });
  await answerCall(await seat(), await idOf(other));
  await over(board, other);
  await closeCall(await seat(), await idOf(spoken));
});

test("a call that drops keeps what was written; who calls again, or is called, goes on with it", async () => {
  const board = plugged();
  const first = await answered(board, "19900000109");
  const note = { item: "x", answers: { summary: "书院街路灯不亮" } };
  await keepNote(await seat(), await idOf(first), note);
  const lying = await city.database.owner.query("select note from call.notes");
  expect(JSON.stringify(lying.rows)).not.toContain("路灯");
  await board.drop(city.ctx(), first, "lost");
  await callAgain(await seat(), await idOf(first));
  const second = (await callInHand(await seat()))!;
  expect(second).toMatchObject({ state: "talking", outward: true, number: "19900000109" });
  expect(await halfWritten(await seat(), second)).toBe(await idOf(first));
  await takeUp(await seat(), second.callId, await idOf(first));
  expect(await noteOf(await seat(), second.callId)).toEqual(note);
  expect([await noteOf(await seat(), await idOf(first)), await halfWritten(await seat(), second)]).toEqual([undefined, undefined]);
  await over(board, second.outside);
});

test("handed on to another line, the call says where it went; it may come back", async () => {
  const board = plugged();
  const outside = await answered(board);
  await transferCall(await seat(), await idOf(outside), "110");
  expect(await callOf(outside)).toMatchObject({ state: "handed", handedTo: "110" });
  later(9);
  await board.comeBack(city.ctx(), outside, "8001");
  expect((await callInHand(await seat()))!.state).toBe("ringing");
  await answerCall(await seat(), await idOf(outside));
  await over(board, outside);
  expect((await callOf(outside)).handedTo).toBe("110");
});

test("a call that comes back to another seat is that seat's, and its work after; the next shift at a seat sees nothing of the one before", async () => {
  const board = plugged();
  // A ctx is of its moment.
  const other = () => city.staff("zhaoyun");
  await beginShift(await other(), "8002");
  const outside = await answered(board, "19900000110");
  await keepNote(await seat(), await idOf(outside), { item: "x", answers: {} });
  await transferCall(await seat(), await idOf(outside), "110");
  later(5);
  await board.comeBack(city.ctx(), outside, "8002");
  later(2);
  await answerCall(await other(), await idOf(outside));
  await expect(hangUp(await seat(), await idOf(outside))).rejects.toMatchObject({ status: 403 });
  await board.drop(city.ctx(), outside);
  expect((await callInHand(await other()))!.outside).toBe(outside);
  await endShift(await other());
  await endShift(await seat());
  await beginShift(await seat(), "8002");
  await expect(mustBeMine(await seat(), await idOf(outside))).rejects.toMatchObject({ status: 403 });
  await closeCall(await other(), await idOf(outside));
  await endShift(await seat());
  await beginShift(await seat(), "8001");
});

test("what was left half written is emptied after thirty days", async () => {
  const board = plugged();
  const outside = await answered(board, "19900000111");
  await keepNote(await seat(), await idOf(outside), { item: "x", answers: { summary: "路灯" } });
  await over(board, outside);
  const before = city.now;
  city.now = new Date(before.getTime() + 29 * 86_400_000);
  await forgetNotes(city.ctx());
  expect(await noteOf(await seat(), await idOf(outside))).toBeDefined();
  city.now = new Date(before.getTime() + 31 * 86_400_000);
  await forgetNotes(city.ctx());
  expect(await noteOf(await seat(), await idOf(outside))).toBeUndefined();
  city.now = before;
});

test("whoever gives up is called back once, by whoever is first; who got through meanwhile is not", async () => {
  const board = plugged();
  const busy = await answered(board);
  const [one, again, withheld, through] = [
    await board.ring(city.ctx(), { number: "19900000201" }),
    await board.ring(city.ctx(), { number: "19900000201", twice: true }),
    await board.ring(city.ctx(), { withheld: true }),
    await board.ring(city.ctx(), { number: "19900000202" }),
  ];
  expect((await listWaiting(city.ctx())).map(({ number }) => number)).toEqual(["19900000201", "19900000201", null, "19900000202"]);
  for (const outside of [one, withheld, through]) await board.drop(city.ctx(), outside);
  later(1);
  await board.drop(city.ctx(), again);
  await expect(callBack(await seat(), await idOf(again))).rejects.toMatchObject({ code: "IN_HAND" });
  await over(board, busy);
  later(60);
  await over(board, await answered(board, "19900000202"));
  expect((await listMissed(city.ctx())).map(({ number }) => number)).toEqual(["19900000201"]);
  await callBack(await seat(), (await listMissed(city.ctx()))[0]!.callId);
  expect(await listMissed(city.ctx())).toEqual([]);
  await over(board, (await callInHand(await seat()))!.outside);
  await expect(callBack(await seat(), await idOf(again))).rejects.toMatchObject({ code: "CALLED_BACK" });
  await expect(callBack(await seat(), await idOf(withheld))).rejects.toMatchObject({ code: "WITHHELD" });
});

test("nobody at a seat: the line says so, and the number is there to be called back", async () => {
  const board = plugged();
  await pauseSeat(await seat(), true);
  const outside = await board.ring(city.ctx(), { number: "19900000301" });
  expect(await callOf(outside)).toMatchObject({ state: "ended", cause: "closed" });
  expect((await listMissed(city.ctx())).map(({ number }) => number)).toContain("19900000301");
  await pauseSeat(await seat(), false);
});

test("a seat is one person's, and a call its seat's; a seat without anybody takes none", async () => {
  const board = plugged();
  const other = await city.staff("zhaoyun");
  await expect(beginShift(other, "8001")).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await expect(beginShift(await seat(), "8002")).rejects.toMatchObject({ code: "SITS_ALREADY" });
  await expect(beginShift(other, "一号")).rejects.toMatchObject({ status: 422 });
  const outside = await answered(board);
  await expect(mustBeMine(other, await idOf(outside))).rejects.toMatchObject({ status: 403 });
  await expect(hangUp(other, await idOf(outside))).rejects.toMatchObject({ code: "NO_SEAT" });
  await expect(getCall(other, "no-id")).rejects.toMatchObject({ status: 404 });
  await over(board, outside);
  await expect(hangUp(await seat(), await idOf(outside))).rejects.toMatchObject({ code: "CALL_OVER" });
});

test("what is no event is left; a wrong clock changes no length", async () => {
  expect(await receiveEvent(city.ctx(), { call: "", kind: "waiting", at: city.now })).toBeUndefined();
  expect(await receiveEvent(city.ctx(), { call: "b", kind: "waiting", at: new Date(NaN) })).toBeUndefined();
  expect(await receiveEvent(city.ctx(), { call: "b", kind: "rang" as "ringing", at: city.now })).toBeUndefined();
  const board = plugged({ skew: -3_600_000 });
  const outside = await answered(board);
  const call = await callOf(outside);
  expect([call.answeredAt!.getTime() - call.beganAt.getTime(), call.receivedAt.getTime() - call.beganAt.getTime()]).toEqual([4000, 3_600_000]);
  await over(board, outside);
});

test("the figures of a day are those of the desk by the hour", async () => {
  city.now = new Date("2026-12-01T10:00:00+08:00");
  const board = plugged();
  const first = await board.ring(city.ctx(), { number: "19900000401" });
  later(10);
  await answerCall(await seat(), await idOf(first));
  later(100);
  await board.drop(city.ctx(), first);
  later(30);
  await closeCall(await seat(), await idOf(first));
  const second = await board.ring(city.ctx(), { number: "19900000402" });
  later(20);
  await board.drop(city.ctx(), second);
  expect(await callsByHour(city.ctx(), dayOf(city.now))).toEqual([
    { hour: 10, came: 2, answered: 1, promptly: 1, givenUp: 1, handed: 0, waited: 10, spoken: 100, after: 30 },
  ]);
  const day = { from: new Date("2026-12-01T00:00:00+08:00"), until: new Date("2026-12-02T00:00:00+08:00") };
  expect(await callFigures(city.ctx(), day)).toEqual({ came: 2, answered: 1, promptly: 1 });
  await endShift(await seat());
});
