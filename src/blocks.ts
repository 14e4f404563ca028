import { join } from "node:path";

/** Every block with tables, in the order its migrations run. A new block is a line here and a folder. */
const BLOCKS = [
  "crypto/crypto",
  "kernel/clock",
  "kernel/events",
  "kernel/trace",
  "kernel/idempotency",
  "kernel/rotation",
  "kernel/http",
  "people/city",
  "people/duty",
  "people/identity",
  "people/peer",
  "place/cell",
  "place/address",
  "place/ground",
  "content/catalogue",
  "register/list",
  "register/register",
  "content/claim",
  "matter/matter",
  "matter/move",
  "matter/call",
  "matter/watch",
  "matter/exchange",
  "proof/digest",
  "proof/log",
  "outcome/licence",
  "outcome/alert",
  "matter/payment",
  "matter/notice",
  "matter/rating",
  "matter/recount",
  "content/search",
  "content/draft",
  "trust/certificate",
  "trust/seal",
  "trust/original",
] as const;

/** Names and folders of the blocks. A migration is known by the name of its block, whatever area the block stands in. */
export function blocks(): { name: string; folder: string }[] {
  return BLOCKS.map((path) => ({ name: path.split("/")[1]!, folder: join(import.meta.dirname, path) }));
}
