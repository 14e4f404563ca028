import { dayInWords, worded } from "#matter/act";
import { openParties } from "#matter/party";
import { blueprintOf, getMatter, type Matter, type Task } from "#matter/matter";
import { actWord, tellsOf, type Kind } from "#content/kind";
import { nameOf } from "#matter/clocks";
import { listHolders } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Subscriber } from "#kernel/events";
import { keepNotice, keptNotices, type Notice } from "./keep.ts";
import { BENEFICIARY } from "./beneficiary.ts";
import { noticeScope } from "./parties.ts";
import { sendSms } from "./sms.ts";

/** Whoever has the matter's tasks now, or could take them: not a role. */
export const HOLDER = "holder";

/** What is said, of which event. */
interface Said {
  eventId: string;
  kind: string;
  title: string;
  at: Date;
}

/** Who does a task: whoever has it, else everybody at its desk. */
async function doersOf(ctx: Ctx, { holder, assignee, role, unit, area }: Task): Promise<string[]> {
  if (holder !== null || assignee !== null) return [holder ?? assignee!];
  return role === null || unit === null ? [] : listHolders(ctx, role, { unit, area });
}

/** The staff that a name in `tells` stands for: `holder`, or a role at the unit that answers for the matter or above it. */
export async function staffNamed(ctx: Ctx, name: string, { matter, open }: { matter: Matter; open: readonly Task[] }): Promise<string[]> {
  const found =
    name === HOLDER
      ? await Promise.all(open.filter(({ party, kind }) => party === null && kind !== "copy").map((task) => doersOf(ctx, task)))
      : [await listHolders(ctx, name, matter)];
  return [...new Set(found.flat())];
}

/** Tells members of staff, each once. */
export async function tellStaff(ctx: Ctx, staff: readonly string[], { matterId }: Matter, body: string, { eventId, kind, title, at }: Said): Promise<void> {
  for (const staffId of staff) await keepNotice(ctx, staffId, { eventId, matterId, kind, title, body, link: `/console/matters/${matterId}`, at });
}

/** An act says something to staff: to whoever has the matter, or to a role. Nothing personal: they read it where the look is on record. Subscribed to `matter.told`. */
export const tellOffice: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { act, given } = data as { act: string; given: Record<string, unknown> };
  const now = await getMatter(ctx, subject);
  const blueprint = await blueprintOf(ctx, now.matter);
  const { kind } = blueprint;
  const names = Object.entries(tellsOf(kind, act)).filter(([name]) => name !== BENEFICIARY && !Object.hasOwn(kind.parties, name));
  if (names.length === 0) return;
  const texts = names.flatMap(([, { title = "", text }]) => [title, text]);
  const scope = await noticeScope(ctx, now.matter, blueprint, given, texts, { masked: true });
  for (const [name, { title, text }] of names) {
    const said = { eventId, kind: act, title: title === undefined ? actWord(kind, act) : worded(title, scope), at };
    await tellStaff(ctx, await staffNamed(ctx, name, now), now.matter, worded(text, scope), said);
  }
};

const HOUR = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

/** When something is due: a day, and of what does not end with one the hour. */
function dueInWords(due: Date): string {
  const hour = HOUR.format(due);
  return `${dayInWords(due.toISOString())}${hour === "00:00" ? "" : ` ${hour}`}`;
}

/** Tells those whom a clock or a stop names: parties that follow the matter, and staff. */
async function tellNamed(ctx: Ctx, names: readonly string[], now: Awaited<ReturnType<typeof getMatter>>, kind: Kind, body: string, said: Said): Promise<void> {
  const { matter } = now;
  const parties = await openParties(ctx, matter.matterId);
  for (const name of names) {
    if (!Object.hasOwn(kind.parties, name)) await tellStaff(ctx, await staffNamed(ctx, name, now), matter, body, said);
    for (const { ref, phone, partyNo, follows } of parties.filter(({ role }) => role === name)) {
      if (!follows) continue;
      if (ref !== null) await keepNotice(ctx, ref, { ...said, matterId: matter.matterId, body, link: `/my/matters/${matter.matterId}` });
      if (phone !== "") await sendSms(ctx, { matterId: matter.matterId, partyNo }, { title: said.title, body });
    }
  }
}

/** A mark of a clock passes: whom it tells reads which matter, and when it is or was due. Subscribed to `matter.clock-marked`. */
export const tellAtMark: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { tells = [], clock } = data as { tells?: string[]; clock: string };
  if (tells.length === 0) return;
  const now = await getMatter(ctx, subject);
  const { matter } = now;
  const { kind } = await blueprintOf(ctx, matter);
  const running = matter.clocks.find(({ clockId }) => clockId === clock);
  if (!running) return;
  const word = kind.clocks[nameOf(running) ?? ""]?.word ?? "";
  const late = running.dueAt <= at;
  const body = `${matter.title}（${matter.number ?? ""}）${word}的期限${late ? "是" : "到"}${dueInWords(running.dueAt)}。`;
  await tellNamed(ctx, tells, now, kind, body, { eventId, kind: "clock-marked", title: `${word}${late ? "已经超期" : "快到期了"}`, at });
};

/** A matter stops: whom the stop tells reads why, and until when. Subscribed to `matter.stop-begun`. */
export const tellAtStop: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { stop, reason, until, tells } = data as { stop: string; reason: string; until: string | null; tells: string[] };
  const now = await getMatter(ctx, subject);
  const { kind } = await blueprintOf(ctx, now.matter);
  const declared = kind.stops[stop];
  if (!declared) return;
  const body = `${now.matter.title}（${now.matter.number ?? ""}）因${declared.word}暂停办理${until === null ? "" : `，到${dayInWords(until)}`}。${reason === "" ? "" : `原因：${reason}`}`;
  await tellNamed(ctx, tells, now, kind, body, { eventId, kind: "stop-begun", title: declared.word, at });
};

/** What was reported to a counterpart was not taken there: whoever has the matter still, and who administers the city, reads why. Subscribed to `exchange.refused`. */
export const tellRefused: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { peer, say } = data as { peer: string; say: string };
  const now = await getMatter(ctx, subject);
  const body = `${now.matter.title}（${now.matter.number ?? ""}）的进展，${peer}没有收下：${say}`;
  const said = { eventId, kind: "report-refused", title: "进展没有报到", at };
  await tellStaff(ctx, await staffNamed(ctx, HOLDER, now), now.matter, body, said);
  for (const staffId of await listHolders(ctx, "administrator"))
    await keepNotice(ctx, staffId, { ...said, matterId: subject, body, link: "/console/exchange" });
};

/** Whoever passed a matter here takes it back: who works on it hears of it before they go out. Why, they read where it is. Subscribed to `matter.pass-withdrawn`. */
export const tellTakenBack: Subscriber = async (ctx, { subject, eventId, at }) => {
  const now = await getMatter(ctx, subject);
  const body = `${now.matter.title}（${now.matter.number ?? ""}）：转来的单位收回了，理由在办理过程里。请决定还办不办。`;
  await tellStaff(ctx, await staffNamed(ctx, HOLDER, now), now.matter, body, { eventId, kind: "pass-withdrawn", title: "转来的单位收回", at });
};

/** What a member of staff was told, newest first, at most a hundred. */
export function listToldStaff(ctx: Ctx): Promise<Notice[]> {
  return keptNotices(ctx, "party_id = $1", [ctx.actor.id]);
}

/** How much of it they have not read. */
export async function countToldStaff(ctx: Ctx): Promise<number> {
  return (await one<{ count: number }>(ctx.db, "select count(*)::int as count from notice.notices where party_id = $1 and read_at is null", [ctx.actor.id]))
    .count;
}

/** Marks all of it read. */
export async function markToldStaffRead(ctx: Ctx): Promise<void> {
  await ctx.db.query("update notice.notices set read_at = $2 where party_id = $1 and read_at is null", [ctx.actor.id, ctx.now]);
}
