import { withoutNumbers } from "#crypto/crypto";
import { getItem, kindsNow, listItems } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput } from "#values/errors";
import { begin, beginningOf } from "#matter/begin";
import type { BroughtFor } from "#matter/intake";
import { actOn, findMatter, isClosed, record } from "#matter/matter";
import type { Peer } from "#people/peer";
import { fillingOf, type Filled } from "./filling.ts";
import { passBody, type Message, type PassBody } from "./message.ts";
import { reportOn } from "./reporting.ts";

/** The channel by which counterparts pass matters to a kind: a kind that has it takes them. */
export const CHANNEL = "exchange";

/** An item that is taken, with the codes by which it is known. */
interface Taking {
  itemId: string;
  name: string;
  codes: string[];
}

/** The items that counterparts may pass here: of kinds with the channel; their codes are of columns of the type code, and that of the catalogue. */
async function itemsTaken(ctx: Ctx): Promise<Taking[]> {
  const kinds = new Map([...(await kindsNow(ctx))].filter(([, { kind }]) => kind.channels[CHANNEL]?.by.includes("program")));
  const entries = (await listItems(ctx)).filter(({ kind, guideOnly }) => kinds.has(kind) && !guideOnly).toSorted((a, b) => a.place - b.place);
  return Promise.all(
    entries.map(async ({ itemId, name, kind }) => {
      const { item } = (await getItem(ctx, itemId)).definition;
      const columns = Object.entries(kinds.get(kind)!.kind.items).flatMap(([column, type]) => (type === "code" ? [item.attributes?.[column]] : []));
      return { itemId, name, codes: [...columns, item.code].filter((code): code is string => typeof code === "string" && code !== "") };
    }),
  );
}

const SHOWN = 20;

/** The item that fits by its code, else by its id; refuses one that there is not, with what there is. */
async function itemFor(ctx: Ctx, { id, code, name }: PassBody["item"]): Promise<string> {
  const all = await itemsTaken(ctx);
  const byCode = code === null ? [] : all.filter(({ codes }) => codes.includes(code));
  const found = byCode.find(({ itemId }) => itemId === id) ?? byCode[0] ?? all.find(({ itemId }) => itemId === id);
  if (found) return found.itemId;
  const there = all.slice(0, SHOWN).map((each) => `${each.codes[0] ?? each.itemId} ${each.name}`);
  const more = all.length > SHOWN ? `……共 ${all.length} 项` : "";
  throw badInput(
    "ITEM_UNKNOWN",
    `这里不办“${name}”（${code ?? id}）。${there.length === 0 ? "现在没有可以转来的事项。" : `可以转来的有：${there.join("、")}${more}。`}`,
  );
}

/** A matter that is passed here, judged: nothing of it is written yet. */
export interface Passed {
  body: PassBody;
  item: string;
  form: Filled["form"];
  files: BroughtFor[];
  rest: string[];
}

/** Judges a matter that is passed here before the transaction: which item it is, and its photographs. */
export async function judgePassed(ctx: Ctx, { body: given }: Message): Promise<Passed> {
  const body = passBody(given);
  const item = await itemFor(ctx, body.item);
  const { blueprint } = await beginningOf(ctx, item);
  const { form, photos, rest } = fillingOf(blueprint, body);
  const files: BroughtFor[] = [];
  try {
    for (const { field, each } of photos) files.push({ field, name: each.name, received: await ctx.files.receive(Buffer.from(each.content, "base64")) });
  } catch (error) {
    for (const { received } of files) await received.drop();
    throw error;
  }
  return { body, item, form, files, rest };
}

/** Begins a matter that was passed here, in the running transaction. `reported`: tells the counterpart where it stands, once the receipt is kept. */
export async function beginPassed(
  ctx: Ctx,
  peer: Peer,
  { message }: Message,
  { body, item, form, files, rest }: Passed,
): Promise<{ matterId: string; number: string; reported(ctx: Ctx): Promise<void> }> {
  const begun = (source: string) => begin(ctx, { item, channel: CHANNEL, form, source: { system: `peer:${peer.peerId}`, number: source }, files });
  // A number that was passed before, under another message, is another matter.
  const once = await begun(body.number);
  const { matterId, number } = once.again ? await begun(`${body.number} ${message}`) : once;
  if (rest.length > 0) await actOn(ctx, matterId, async (inner, { change }) => record(inner, change, "pass-noted", { words: withoutNumbers(rest.join("\n")) }));
  // From now on it says so when it comes to another state.
  await ctx.db.query("update matter.matters set tied = true where matter_id = $1", [matterId]);
  return { matterId, number, reported: (inner) => reportOn(inner, matterId) };
}

const PASSED = `select matter_id as "matterId" from exchange.received where peer_id = $1 and message_id = $2 and sort = 'pass'`;

/**
 * Whoever passed a matter here takes it back: told in its history, where its people read it, and nothing more; they decide what to do with it. Gives the matter;
 * undefined where the message is about none that was passed here.
 */
export async function takeBackHere(ctx: Ctx, peer: Peer, { sort, about, body }: Message): Promise<string | undefined> {
  if (sort !== "return" || about === null) return undefined;
  const passed = await first<{ matterId: string }>(ctx.db, PASSED, [peer.peerId, about]);
  if (!passed) return undefined;
  const { reason } = body;
  if (typeof reason !== "string" || reason.trim() === "" || reason.length > 5000) throw badInput("FORM", "报文不合格式：body.reason 要写明为什么收回。");
  const matter = await findMatter(ctx, passed.matterId);
  if (matter && !isClosed(matter))
    await actOn(ctx, passed.matterId, async (inner, { matter: now, change }) => {
      if (!isClosed(now)) record(inner, change, "pass-withdrawn", { words: `${peer.name}收回`, reason: withoutNumbers(reason) });
    });
  return passed.matterId;
}
