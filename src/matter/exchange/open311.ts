import { withoutNumbers } from "#crypto/crypto";
import { parseXml, type XmlElement } from "#drawing/package";
import type { Ctx } from "#kernel/ctx";
import { firstGraphemes } from "#values/graphemes";
import { Refusal } from "#values/errors";
import { apiKeyOf, calledThere, listPeers, noteAway, noteHeard, type Peer } from "#people/peer";
import { ask, Away, type Came } from "./asking.ts";
import { actingAs, hear, PASS_COLUMNS, type Pass } from "./coming-back.ts";
import { passBody, type PassBody } from "./message.ts";
import { digestOf } from "./signing.ts";
import type { Sent, Waiting } from "./sending.ts";

// A city that speaks Open311 GeoReport v2 takes reports, and is asked what became of them.

const MOST = 4 * 1024 * 1024;
/** How many are asked for at once. */
const AT_ONCE = 50;
/** How many tokens are asked for in vain before the others wait for the next time. */
const MOST_FAULTS = 3;

const textIn = ({ children }: XmlElement): string =>
  children
    .filter((each) => typeof each === "string")
    .join("")
    .trim();
const elementsIn = ({ children }: XmlElement): XmlElement[] => children.filter((each) => typeof each !== "string");

/** The records of an answer in XML, each as its texts by name; throws `Away` for what is none. */
function recordsOf({ bytes, status }: Came, root: string): Record<string, string>[] {
  try {
    const read = parseXml(bytes, "对方的回答", { elements: 20_000 });
    if (read.local !== root) throw new Away(`对方的回答不是 ${root}（HTTP ${status}）`);
    return elementsIn(read).map((record) => Object.fromEntries(elementsIn(record).map((each) => [each.local, textIn(each)])));
  } catch (error) {
    if (error instanceof Refusal) throw new Away(`对方的回答读不懂（HTTP ${status}）`);
    throw error;
  }
}

// Numbers that somebody wrote into their words are not for a page that everybody reads.
const masked = (words: string): string => words.replace(/[0-9０-９][0-9０-９\s-]{5,}[0-9０-９XxＸｘ]/g, (number) => "*".repeat(number.length));

/** What an item is called there. */
function serviceCode(peer: Peer, { id, code }: PassBody["item"]): string {
  return calledThere(peer, code, id) ?? id;
}

// Whole letters: half of one is kept by no database.
const cut = (words: string, most: number): string => firstGraphemes(words, most).toWellFormed();

/** 408, 429 and what begins with 5 say nothing of the report. */
const isLater = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Sends a report; of what it was told only a pass goes this way. Throws `Away` where nobody who speaks Open311 answered. */
export async function sendReport(ctx: Ctx, peer: Peer, { sort }: Waiting, bytes: Buffer): Promise<Sent> {
  if (sort !== "pass") return { is: "refused", code: "OPEN311", say: "Open311 的对方不收这种消息。" };
  const body = passBody((JSON.parse(bytes.toString("utf8")) as { body: Record<string, unknown> }).body);
  const form = new URLSearchParams({ api_key: await apiKeyOf(ctx, peer.peerId), service_code: serviceCode(peer, body.item) });
  const { address, point } = body.place;
  if (point) {
    form.set("lat", String(point[1]));
    form.set("long", String(point[0]));
  }
  if (address !== null) form.set("address_string", masked(address));
  const said = [body.description, body.note].filter((part) => part !== "").join("\n");
  form.set("description", masked(said === "" ? body.item.name : said).slice(0, 4000));
  // By it the other knows a report that comes again.
  form.set("attribute[external_id]", body.number);
  const came = await ask(ctx, `${peer.url}/requests.xml`, { method: "POST", body: form, most: MOST });
  if (isLater(came.status)) throw new Away(`对方现在不收（HTTP ${came.status}）`);
  if (came.status >= 400) {
    const [fault] = recordsOf(came, "errors");
    const say = fault?.["description"];
    if (!say) throw new Away(`对方的回答里没有说明（HTTP ${came.status}）`);
    return { is: "refused", code: cut(`OPEN311-${fault["code"] || came.status}`, 60), say: cut(say, 2000) };
  }
  const [taken] = recordsOf(came, "service_requests");
  const [number, token] = [cut(taken?.["service_request_id"] ?? "", 100), cut(taken?.["token"] ?? "", 200)];
  if (!number && !token) throw new Away("对方的回答里没有编号");
  return { is: "taken", number: number || null, token: number ? null : token, proof: { body: came.bytes.toString("utf8"), digest: digestOf(came.bytes) } };
}

const OPEN = `
  select ${PASS_COLUMNS} from exchange.passes p where peer_id = $1 and ended_at is null and (number is not null or token is not null) order by p.at limit 2000`;

/** Asks for the number of a report that has only a token; undefined where there is none yet. */
async function numberFor(ctx: Ctx, peer: Peer, token: string): Promise<string | undefined> {
  const came = await ask(ctx, `${peer.url}/tokens/${encodeURIComponent(token)}.xml`, { most: MOST });
  if (isLater(came.status)) throw new Away(`对方现在不答（HTTP ${came.status}）`);
  return came.status >= 400 ? undefined : cut(recordsOf(came, "service_requests")[0]?.["service_request_id"] ?? "", 100) || undefined;
}

/** What a report says now; the first time nothing is told that its receipt has told already. */
async function heardOf(ctx: Ctx, pass: Pass, { status, status_notes: notes = "" }: Record<string, string>): Promise<void> {
  const said = cut(notes || (status === "closed" ? "已办结" : ""), 2000);
  const state = `${status} ${said}`.trim();
  if (status === "closed") {
    await hear(ctx, pass, { act: "pass-answered", data: { words: withoutNumbers(said) }, state, end: { outcome: "answered", answer: said } });
    return;
  }
  if (status !== "open" || state === pass.state || said === "") return;
  await hear(ctx, pass, { act: "pass-reported", data: { words: withoutNumbers(said) }, state });
}

async function askPeer(ctx: Ctx, peer: Peer): Promise<void> {
  const open = await ctx.db.query<Pass>(OPEN, [peer.peerId]);
  if (open.length === 0) return;
  const acting = actingAs(ctx, peer);
  const faults: Away[] = [];
  for (const pass of open.filter(({ number }) => number === null)) {
    // Tokens that are answered by a fault keep nobody from hearing of the others.
    if (faults.length === MOST_FAULTS) break;
    const number = await numberFor(ctx, peer, pass.token!).catch((error: unknown) => {
      if (!(error instanceof Away)) throw error;
      faults.push(error);
      return undefined;
    });
    if (number === undefined) continue;
    pass.number = number;
    await hear(acting, pass, { act: "pass-received", data: { words: `${peer.name}给了编号 ${number}` }, number });
  }
  const numbered = Map.groupBy(
    open.filter(({ number }) => number !== null),
    ({ number }) => number!,
  );
  const numbers = [...numbered.keys()];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const asked = numbers
      .slice(at, at + AT_ONCE)
      .map(encodeURIComponent)
      .join(",");
    const came = await ask(ctx, `${peer.url}/requests.xml?service_request_id=${asked}`, { most: MOST });
    if (came.status >= 400) throw new Away(`对方不回答查询（HTTP ${came.status}）`);
    for (const record of recordsOf(came, "service_requests")) {
      // Two reports that are one there have one number.
      for (const pass of numbered.get(record["service_request_id"] ?? "") ?? []) await heardOf(acting, pass, record);
    }
  }
  if (faults[0]) throw faults[0];
  await noteHeard(ctx, peer.peerId);
}

/** Asks every counterpart that speaks Open311 what became of what was passed to it. */
export async function askReports(ctx: Ctx): Promise<void> {
  const peers = (await listPeers(ctx)).filter(({ protocol, endedAt }) => protocol === "open311" && endedAt === null);
  await Promise.all(
    peers.map(async (peer) => {
      try {
        await askPeer(ctx, peer);
      } catch (error) {
        // What one of them says keeps nobody from being asked.
        if (error instanceof Away) await noteAway(ctx, peer.peerId, error.message);
        else ctx.log.error({ err: error, peer: peer.peerId }, "a counterpart could not be asked and will be asked again");
      }
    }),
  );
}
