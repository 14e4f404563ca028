import { join } from "node:path";

/** Every block with tables, in the order its migrations run. A new block is a line here and a folder. */
const BLOCKS = [
  "kernel/crypto",
  "kernel/clock",
  "kernel/events",
  "kernel/trace",
  "kernel/idempotency",
  "kernel/rotation",
  "kernel/http",
  "base/duty",
  "base/identity",
  "base/catalogue",
  "base/list",
  "base/register",
  "base/claim",
  "base/matter",
  "base/move",
  "base/digest",
  "base/log",
  "base/licence",
  "base/payment",
  "base/notice",
  "base/rating",
  "base/recount",
  "base/search",
  "base/draft",
  "base/certificate",
  "base/seal",
  "base/original",
] as const;

/** Names and folders of the blocks. */
export function blocks(): { name: string; folder: string }[] {
  return BLOCKS.map((path) => ({ name: path, folder: join(import.meta.dirname, path) }));
}
