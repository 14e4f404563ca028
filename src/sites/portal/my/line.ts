import { actSaid, actTone, channelWord, isOfAnother, isTold, tellsOf, type Kind } from "#content/kind";
import { worded } from "#matter/act";
import { noticeScope } from "#matter/notice";
import type { Act } from "#matter/matter";
import type { FollowedView } from "#matter/view";
import type { Item } from "#content/pack";
import { organisationNow, type Organisation } from "#people/duty";
import { calendarNow, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { formatDate, provisionalWords, type LineAct } from "#ui";

/** What somebody was asked to put right, as people know it: the name of the material, or the words as written. */
export function aboutWords({ materials }: Pick<Item, "materials">, about: string): string {
  return materials.find(({ id }) => id === about)?.name ?? about;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What an act of code told beyond its name, by what it is recorded with. */
function noteOf({ kind, data }: Act, named: (about: string) => string, { isUncertain }: Calendar): string | undefined {
  const reason = text(data["reason"]);
  const due = text(data["due"]);
  if (Array.isArray(data["problems"]))
    return (data["problems"] as { about: string; problem: string }[]).map(({ about, problem }) => (about ? `${named(about)}：${problem}` : problem)).join("；");
  // A stop that a step began, and its end.
  if (data["expectedDays"] !== undefined) return `需要${text(data["name"])}，预计 ${Number(data["expectedDays"])} 个工作日，这段时间不算在办理期限里。`;
  if (text(data["result"])) return `结果：${text(data["result"])}`;
  switch (kind) {
    case "extended":
      if (data["days"] === undefined) return reason ? `理由：${reason}` : undefined;
      return `延长 ${Number(data["days"])} 个工作日${due ? `，${provisionalWords(`到${formatDate(due)}`, isUncertain(due))}` : ""}。理由：${reason}`;
    case "due-moved":
      return due
        ? `改为${provisionalWords(`${formatDate(due)}前办完`, isUncertain(due))}，原来是${formatDate(text(data["before"]))}前。工作日数没有变。`
        : undefined;
    case "delivered":
      return `${text(data["name"])}${text(data["number"])}：${text(data["words"])}`;
    case "issued":
      return `${text(data["name"])} ${text(data["number"])}`;
    case "urged":
      return undefined;
    case "passed-on":
    case "pass-received":
    case "pass-reported":
    case "pass-answered":
    case "pass-returned":
    case "pass-taken-back":
      return [text(data["words"]), reason].filter((part) => part !== "").join("：") || undefined;
    default:
      // What was granted stands without a step; of a work the outcome is an id.
      if (!reason && data["step"] === undefined) return text(data["outcome"]) || undefined;
      return reason ? `理由：${reason}${text(data["basis"]) ? `（${text(data["basis"])}）` : ""}` : undefined;
  }
}

/** By whom an act was done, to whoever reads the line: themselves, the house by its units, others by nothing but that they are others. */
function byOf({ actor }: Act, reader: Ctx["actor"], own: boolean, organisation: Organisation): string | undefined {
  if (actor.kind === "anonymous") return own ? "您" : undefined;
  if (actor.kind === "person") {
    if (actor.onBehalf !== undefined) return own ? `${actor.onBehalf}（经办人${actor.name}）` : actor.onBehalf;
    return own || actor.id === reader.id ? "您" : undefined;
  }
  // A counterpart outside stands there by its name.
  if (actor.id.startsWith("peer:")) return actor.name;
  if (actor.kind === "system") return actor.name === "法律规定" ? "依照法律规定" : "按规则自动办理";
  return actor.unit ? `${organisation.unitName(actor.unit)} ${actor.name}` : actor.name;
}

/** What parties do themselves in every kind; what else happens while they send is done by rule, unless it comes of a task of theirs. */
const OWN: ReadonlySet<string> = new Set(["submitted", "withdrawn", "urged", "supplied", "material-brought", "objected", "delivery-agreed", "delivery-ended"]);

function byRule({ actor, kind: act }: Act, { works }: Kind): boolean {
  if (actor.kind !== "person" || OWN.has(act)) return false;
  return !Object.values(works).some(({ party, act: own, outcomes }) => party && (own === act || Object.values(outcomes).some((each) => each.act === act)));
}

/** What was done with a matter, as a party of it reads it: what the kind has words for, or tells them. */
export async function doneOf(ctx: Ctx, view: FollowedView): Promise<LineAct[]> {
  const { acts, blueprint, matter, roles, own } = view;
  const { kind } = blueprint;
  const [organisation, calendar] = await Promise.all([organisationNow(ctx), calendarNow(ctx)]);
  const named = (about: string): string => aboutWords(blueprint.version.definition.item, about);
  const told = acts.filter((act) => isTold(kind, act.kind, roles) && !isOfAnother(act, roles) && !(act.kind === "due-moved" && act.data["due"] === undefined));
  return Promise.all(
    told.map(async (act): Promise<LineAct> => {
      // Acts of a kind say to parties what it tells them, and nothing else of what was written down.
      const tells = kind.guide ? undefined : Object.entries(tellsOf(kind, act.kind)).find(([role]) => roles.includes(role))?.[1].text;
      const scope = tells === undefined ? undefined : await noticeScope(ctx, matter, blueprint, act.data, [tells], { masked: view.masked });
      const note = scope ? worded(tells!, scope) : kind.guide || !kind.acts[act.kind] ? noteOf(act, named, calendar) : undefined;
      // What a program, a timer or another matter began is called by how it came.
      const came = act.kind === "submitted" && act.actor.kind === "system";
      const by = came ? channelWord(kind, matter.channel) : byRule(act, kind) ? "按规则自动办理" : byOf(act, ctx.actor, own, organisation);
      const tone = actTone(kind, act.kind);
      return {
        what: actSaid(kind, act.kind, text(act.data["step"])),
        at: act.at,
        ...(by !== undefined && { by }),
        ...(note && { note }),
        ...(tone && { tone }),
      };
    }),
  );
}
