export { awaited, awaitedAt, messagesOf, offeredActivities, type OfferedActivity } from "./awaited.ts";
export { afterUndo, compensationHandler, undoNext } from "./compensation.ts";
export { lookAtConditions, lookAtFresh } from "./condition.ts";
export { beginPool, occur } from "./happen.ts";
export { broadcast, deliver, hearSignals, receive } from "./message.ts";
export { raise } from "./raise.ts";
export { throwEvents, throwOne, uncaught } from "./throw.ts";
export { leaveTransaction } from "./transaction.ts";
