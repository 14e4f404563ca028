export { setBoundary } from "./boundary.ts";
export { cancel, cancelWithin, empty, forgetInside } from "./cancel.ts";
export { waitForFirst } from "./event-gateway.ts";
export { forget, frameOf, scopeOf, within } from "./frames.ts";
export { expected, hold, take, waitingAt } from "./held.ts";
export { leave, waysOut } from "./leave.ts";
export { called, contextOf, holds, itemOf, keep, nextId, runOf, send, stateOf, throughAtOnce, worth, type Run, type Token } from "./run.ts";
export { beginHandler, beginScope, offer, prepare, switchOff } from "./scope.ts";
export type {
  Active,
  Body,
  Catch,
  Done,
  Effect,
  FlowEvent,
  FlowState,
  Frame,
  Held,
  Instant,
  Mail,
  Round,
  Signer,
  SignTime,
  Step,
  Undoing,
  Vars,
  Wait,
} from "./state.ts";
export { subscribe, triggerOf, type Catching } from "./subscription.ts";
export { durationIn, resetTimer } from "./timers.ts";
