import type { Organisation } from "#people/duty";
import { actWord, type Kind } from "#content/kind";
import type { Act } from "#matter/matter";
import type { Moved } from "#matter/clocks";
import { isDay, type Calendar } from "#kernel/clock";
import { mask } from "#crypto/crypto";
import { formatDate, formatMoney, History, Icon, Notice, provisionalWords } from "#ui";
import { dueWords } from "./clock-lights.tsx";
import { endWords, outcomeWords, workBehind } from "./outcome-words.ts";

function text(data: Act["data"], name: string): string {
  return typeof data[name] === "string" ? data[name] : "";
}

/** Until when, as an act keeps it: a day, or the hour that it is due at. */
function untilWords({ guide }: Kind, due: string, marked: (words: string, day: string) => string): string {
  if (!isDay(due)) return dueWords(new Date(due));
  return marked(`${formatDate(due)}前${guide ? "办结" : ""}`, due);
}

/** At which step it was done, and with which outcome; what the name of the act says already is not said again. */
function stepWords(of: Kind, kind: string, data: Act["data"]): string {
  const step = text(data, "step");
  if (step === "" || data["outcome"] === undefined) return step;
  const outcome = outcomeWords(of, data["outcome"], workBehind(of, kind, data["outcome"]));
  const words = outcome === step ? step : `${step}：${outcome}`;
  return words === actWord(of, kind) ? "" : words;
}

/** What an act says beyond its name. */
export function noteOf(of: Kind, { kind, data }: Act, { isUncertain }: Calendar): string {
  const marked = (words: string, day: string): string => provisionalWords(words, isUncertain(day));
  const problems = (Array.isArray(data["problems"]) ? data["problems"] : []) as { about: string; problem: string }[];
  const parts = [
    stepWords(of, kind, data),
    text(data, "when"),
    typeof data["to"] === "string" && `${kind === "returned" || kind === "jumped" ? "到" : "给"}${text(data, "to")}`,
    typeof data["to"] === "number" && `第 ${data["to"]} 版`,
    text(data, "who"),
    text(data, "words"),
    text(data, "insteadOf") && `代${text(data, "insteadOf")}办理`,
    kind === "closed" && endWords(of, data["outcome"]),
    text(data, "name"),
    text(data, "number"),
    ...problems.map(({ about, problem }) => (about ? `${about}：${problem}` : problem)),
    text(data, "opinion") && `意见：${text(data, "opinion")}`,
    text(data, "reason") && text(data, "reason") !== text(data, "opinion") && `理由：${text(data, "reason")}`,
    text(data, "note"),
    text(data, "basis") && `依据：${text(data, "basis")}`,
    text(data, "companion") && `同行：${text(data, "companion")}`,
    text(data, "result") && `结果：${text(data, "result")}`,
    kind === "unmasked" && text(data, "field"),
    typeof data["amount"] === "number" && formatMoney(data["amount"]),
    typeof data["days"] === "number" && `${data["days"]} 个工作日`,
    ...(kind === "due-moved" ? (data["moved"] as Moved[]).map(({ what, from, to }) => marked(`${what}由 ${from} 改为 ${to}`, to)) : []),
    kind !== "due-moved" && text(data, "due") && untilWords(of, text(data, "due"), marked),
    ...(Array.isArray(data["why"]) ? data["why"].map(String) : []),
  ];
  return parts.flatMap((part) => (part ? [part.replace(/[。；]$/, "")] : [])).join("；");
}

/** Who did an act, with their unit; people are named by what the console may show of them. */
export function actorWords({ actor }: Act, organisation: Organisation): string {
  if (actor.kind === "person") return actor.onBehalf ? `${actor.onBehalf}（经办人 ${mask("name", actor.name)}）` : mask("name", actor.name);
  return actor.unit ? `${actor.name}　${organisation.unitName(actor.unit)}` : actor.name;
}

interface HistoryProps {
  acts: readonly Act[];
  kind: Kind;
  organisation: Organisation;
  calendar: Calendar;
  broken: number | undefined;
}

/** Every act, newest first, and whether the chain of them is whole. */
export function MatterHistory({ acts, kind, organisation, calendar, broken }: HistoryProps) {
  return (
    <>
      {broken === undefined ? (
        <p class="chain-whole">
          <Icon name="shield-check" /> 全部 {acts.length} 条记录完整，没有被改动
        </p>
      ) : (
        <Notice kind="wrong" title={`从第 ${broken} 条起，记录与校验值对不上`}>
          <p>请不要继续办理，立即报告平台管理员和审计部门。</p>
        </Notice>
      )}
      <History
        rows={acts
          .toReversed()
          .map((act) => ({ at: act.at, what: actWord(kind, act.kind), who: actorWords(act, organisation), note: noteOf(kind, act, calendar) || undefined }))}
      />
    </>
  );
}
