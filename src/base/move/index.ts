export { completeBatch, MOST as BATCH_MOST, type BatchLine } from "./batch.ts";
export { acknowledge, copyTo } from "./copies.ts";
export { handOver } from "./handing-over.ts";
export { earlierSteps, sendBack, takeableSteps, takeBack, type Earlier } from "./sending-back.ts";
export { addCountersigner, addSigners, delegate, dropCountersigner, dropSigner, pendingSigns, type PendingSign } from "./signatures.ts";
export { jump, resume, suspend, terminate, urge } from "./supervision.ts";
export { type Recipient } from "./who.ts";
