import { actSaid, type Kind } from "#content/kind";
import { type Act, isClosed } from "#matter/matter";
import { dueDay, pausedSince } from "#matter/clocks";
import type { MatterView } from "#matter/view";
import type { Item } from "#content/pack";
import { organisationNow, type Organisation } from "#people/duty";
import { calendarNow, dayOf, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { formatDate, formatLimit, provisionalWords, type LineAct, type LineNext } from "#ui";
import { limitWords } from "../guide/words.ts";

/** Acts inside the office: they say nothing to the applicant, or are told elsewhere (looks at data). */
const INSIDE = new Set<string>([
  "started",
  "judged",
  "decided",
  "recorded",
  "unmasked",
  "delivered",
  "returned",
  "handed-over",
  "delegated",
  "sign-asked",
  "sign-dropped",
  "signed",
  "taken-back",
  "suspended",
  "resumed",
  "jumped",
  "copied",
  "acknowledged",
  "message-sent",
  "message-received",
  "signal-sent",
  "signal-received",
  "escalated",
  "begun",
  "migrated",
  "migration-undone",
]);
const BAD = new Set<string>(["declined", "refused", "terminated"]);

/** What a 补正告知书 is about, as people know it: the name of the material, or the words as written. */
export function aboutWords({ materials }: Pick<Item, "materials">, about: string): string {
  return materials.find(({ id }) => id === about)?.name ?? about;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What an act told the applicant, beyond its name. */
function noteOf({ kind, data }: Act, named: (about: string) => string, { isUncertain }: Calendar): string | undefined {
  switch (kind) {
    case "supplement-asked":
      return ((data["problems"] ?? []) as { about: string; problem: string }[])
        .map(({ about, problem }) => (about ? `${named(about)}：${problem}` : problem))
        .join("；");
    case "declined":
    case "refused":
    case "withdrawn":
    case "terminated":
      return text(data["reason"]) ? `理由：${text(data["reason"])}${text(data["basis"]) ? `（${text(data["basis"])}）` : ""}` : undefined;
    case "special-started":
      return `需要${text(data["name"])}，预计 ${Number(data["expectedDays"])} 个工作日，这段时间不算在办理期限里。`;
    case "special-ended":
      return text(data["result"]) ? `结果：${text(data["result"])}` : undefined;
    case "extended":
      return `延长 ${Number(data["days"])} 个工作日${text(data["due"]) ? `，${provisionalWords(`到${formatDate(text(data["due"]))}`, isUncertain(text(data["due"])))}` : ""}。理由：${text(data["reason"])}`;
    case "due-moved":
      return text(data["due"])
        ? `改为${provisionalWords(`${formatDate(text(data["due"]))}前办完`, isUncertain(text(data["due"])))}，原来是${formatDate(text(data["before"]))}前。工作日数没有变。`
        : undefined;
    case "issued":
      return `${text(data["name"])} ${text(data["number"])}`;
    case "granted":
      return text(data["outcome"]) || undefined;
    default:
      return undefined;
  }
}

/** What applicants do themselves; anything else that happens while they send is done by rule, not by them. */
const OWN = new Set<string>(["submitted", "supplemented", "material-brought", "withdrawn", "urged"]);

function byOf({ kind, actor }: Act, organisation: Organisation): string {
  if (actor.kind === "person" && !OWN.has(kind)) return "按规则自动办理";
  if (actor.kind === "person") return actor.onBehalf ? `${actor.onBehalf}（经办人${actor.name}）` : "您";
  if (actor.kind === "system") return actor.name === "法律规定" ? "依照行政许可法" : "按规则自动办理";
  return actor.unit ? `${organisation.unitName(actor.unit)} ${actor.name}` : actor.name;
}

/** A step's own name tells more than its kind: "材料审查", "加工场所现场核查". */
function whatOf(of: Kind, { kind, data }: Act): string {
  const step = text(data["step"]);
  if (kind === "supplement-asked") return "请您补正材料";
  return step && (kind === "reviewed" || kind === "inspected" || kind === "countersigned" || kind === "handled") ? step : actSaid(of, kind);
}

/** What was done with a matter, as its applicant reads it. */
export function doneOf({ acts, blueprint }: Pick<MatterView, "acts" | "blueprint">, organisation: Organisation, calendar: Calendar): LineAct[] {
  const named = (about: string): string => aboutWords(blueprint.version.definition.item, about);
  return acts
    .filter(({ kind, data }) => !INSIDE.has(kind) && !(kind === "due-moved" && data["due"] === undefined))
    .map((act) => {
      const note = noteOf(act, named, calendar);
      return {
        what: whatOf(blueprint.kind, act),
        by: byOf(act, organisation),
        at: act.at,
        ...(note && { note }),
        ...(BAD.has(act.kind) ? { tone: "bad" as const } : act.kind === "supplement-asked" ? { tone: "waiting" as const } : {}),
      };
    });
}

/** Working days in which an application must be answered (行政许可法 第三十二条). */
const ANSWER_WITHIN = 5;

/** By when something must be done, in words; undefined while no clock runs. */
export async function dueWords(ctx: Ctx, view: MatterView): Promise<string | undefined> {
  const { matter } = view;
  const calendar = await calendarNow(ctx);
  const today = dayOf(ctx.now);
  if (pausedSince(matter)) return "特别程序进行中，暂停计时";
  const answered = view.acts.findLast(({ kind }) => kind === "submitted" || kind === "supplemented");
  const promised = dueDay(matter);
  const due = promised ?? (matter.state === "submitted" && answered ? calendar.addWorkdays(dayOf(answered.at), ANSWER_WITHIN) : null);
  if (!due) return undefined;
  const left = due < today ? -calendar.workdaysBetween(due, today) : calendar.workdaysBetween(today, due);
  return provisionalWords(promised ? formatLimit(left, due) : `${formatDate(due)}前告诉您是否受理`, calendar.isUncertain(due));
}

/** What is being done now, and what comes after. */
export async function comingOf(ctx: Ctx, view: MatterView): Promise<{ now?: LineNext; later: LineNext[] }> {
  const { matter, open, blueprint } = view;
  if (isClosed(matter) || matter.phase === "draft") return { later: [] };
  const organisation = await organisationNow(ctx);
  const { item } = blueprint.version.definition;
  const due = await dueWords(ctx, view);
  const units = [...new Set(open.filter(({ unit }) => unit).map(({ unit }) => organisation.unitName(unit!)))].join("、");
  const mine = matter.state === "supplement";
  const now: LineNext = {
    what: mine
      ? "等您补正材料"
      : open
          .filter(({ kind }) => kind !== "copy")
          .map(({ name }) => name)
          .join("、") ||
        matter.step ||
        "办理",
    ...(mine ? { by: "您" } : units !== "" && { by: units }),
    ...(due && { due }),
  };
  const accepting = matter.state !== "accepted";
  const deciding = open.some(({ kind }) => kind === "decision");
  const licence = item.outcome?.licence?.name;
  return {
    now,
    later: [
      ...(accepting && item.limits ? [{ what: "受理", due: `受理后 ${limitWords(item.limits.promised)}内办完` }] : []),
      ...(deciding ? [] : [{ what: "审查并作出决定", by: item.department }]),
      { what: licence ? `${licence}放进“我的证照”` : item.outcome?.payment ? "列入按月发放" : "办结" },
    ],
  };
}
