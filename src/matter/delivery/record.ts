import { deliveryName, PROVING, type Way } from "#content/kind";
import { longDate } from "#drawing/paper";
import { addDays, calendarNow, endDay, readLimit, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { addDocument, DELIVERY, listActs, lookAgain, record, type IssuedDocument, type Occasion } from "#matter/matter";
import { conflict } from "#values/errors";
import type { Addressee } from "./addressees.ts";
import { receiptWords } from "./receipt.ts";
import { deliveriesOf, type Delivered } from "./standing.ts";

/** What is known of a delivery as it is recorded. */
export interface Given {
  on: Day;
  by: string;
  answers: Readonly<Record<string, unknown>>;
  files: readonly string[];
}

/** The day on which a delivery counts: an announcement does after its days have passed, whole days, whatever day is the last. */
async function countingDay(ctx: Ctx, { counts }: Way, on: Day): Promise<Day> {
  if (counts === undefined) return on;
  const limit = readLimit(counts);
  return limit?.unit === "day" ? addDays(on, limit.days) : endDay(await calendarNow(ctx), on, counts);
}

/** What formulas see of a paper: once all to whom it goes have it, the last day that counts. */
function withDay(facts: Record<string, unknown>, done: readonly Delivered[], all: number): Record<string, unknown> {
  const [first] = done;
  if (!first || done.length < all) return facts;
  const last = done.reduce((latest, each) => (each.counts > latest.counts ? each : latest), first);
  return { ...facts, [DELIVERY]: { ...(facts[DELIVERY] as object | undefined), [deliveryName(first.paper)]: { on: last.counts, way: last.way } } };
}

/**
 * A delivery is recorded in the step that runs: its act, its receipt, and what formulas see of it; a flow that waits for it goes on. Refuses a second one to
 * the same.
 */
export async function recordDelivery(ctx: Ctx, occasion: Occasion, document: IssuedDocument, party: number, way: Way, given: Given): Promise<Delivered> {
  const { matter, change, blueprint } = occasion;
  const [standing] = await deliveriesOf(ctx, { matter, blueprint, acts: await listActs(ctx, matter.matterId) }, [document]);
  const to = standing?.to.find(({ partyNo }) => partyNo === party);
  if (!standing || !to) throw conflict("NOT_DELIVERED_TO", "这份文书不是送给这个人的，请回到这件事重新选择。");
  if (to.delivered) throw conflict("DELIVERED", `这份文书已经送达${to.label}，记在${longDate(to.delivered.on)}。`);
  const counts = await countingDay(ctx, way, given.on);
  const receipt = receiptOf(occasion, document, to, way, { ...given, counts });
  const delivered: Delivered = {
    document: document.documentId,
    paper: document.kind,
    party,
    role: to.role,
    way: way.label,
    on: given.on,
    counts,
    receipt,
    files: given.files,
  };
  const done = standing.to.flatMap((each) => each.delivered ?? []);
  change.matter.facts = withDay(change.matter.facts, [...done, delivered], standing.to.length);
  const words = `${way.label}，${longDate(given.on)}${counts === given.on ? "" : `，${longDate(counts)}视为送达`}`;
  record(ctx, change, "delivered", { ...delivered, to: to.label, words, name: `《${document.name}》`, number: document.number });
  await lookAgain(ctx, occasion);
  return delivered;
}

function receiptOf(
  { change }: Occasion,
  document: IssuedDocument,
  to: Addressee,
  way: Way,
  { on, counts, by, answers, files }: Given & { counts: Day },
): string {
  const words = receiptWords(document, to, way, { on, counts, by, answers, files: files.length });
  const number = `${document.number}-回证${to.partyNo > 1 ? to.partyNo : ""}`;
  return addDocument(change, PROVING.receipt, number, { ...words, of: document.documentId, role: to.role, layout: "receipt" }).documentId;
}
