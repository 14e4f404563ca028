import type { Ctx } from "#kernel/ctx";
import { organisationNow } from "#people/duty";
import { SYSTEMS, type System } from "#place/point";
import { TYPES } from "#register/field";
import { badInput } from "#values/errors";
import { cornersOf, mustLieInside } from "./area.ts";
import { CATEGORIES, CERTAINTIES, LEVELS, type Category, type Certainty, type Content, type Level } from "./message.ts";

/** What an alarm is from its first message to its last: what sort of event, and whose. */
export interface Subject {
  event: string;
  eventName: string;
  category: Category;
  issuer: string;
  sender: string;
}

const incomplete = (message: string): Error => badInput("ALERT_CONTENT", message);

type Said = Readonly<Record<string, unknown>>;

/** A text that has to be said. */
export function textIn(said: Said, name: string, word: string): string {
  const value = said[name];
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw incomplete(`预警还没有写${word}，不能发布。`);
}

function oneOf<Value extends string>(said: Said, name: string, values: readonly Value[], word: string): Value {
  const value = textIn(said, name, word) as Value;
  if (values.includes(value)) return value;
  throw incomplete(`预警的${word}不对：“${value.slice(0, 20)}”，应当是 ${values.join("、")} 之一。`);
}

function instantIn(said: Said, name: string, word: string): string {
  const value = textIn(said, name, word);
  if (!TYPES.instant.fits(value)) throw incomplete(`预警的${word}要写日期、时间和时区。`);
  return new Date(value).toISOString();
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] => Object.keys(table) as Key[];

async function areasIn(ctx: Ctx, said: Said, division: string): Promise<Content["areas"]> {
  const rows = Array.isArray(said["areas"]) ? (said["areas"] as { area?: unknown }[]) : [];
  const organisation = await organisationNow(ctx);
  return rows.map(({ area }) => {
    const known = typeof area === "string" ? organisation.areas.get(area) : undefined;
    if (!known) throw badInput("ALERT_AREA", "影响的区划里有一个不是本市的区划。");
    if (!organisation.areaWithin(known.area, division)) throw badInput("ALERT_AREA", `${known.name}在发布单位的区划以外。`);
    return { code: known.area, name: known.name };
  });
}

/**
 * What a message says, out of answers: `level certainty headline effective expires scope areas polygon system cautions measures reason`. Refusal 422 where one of the
 * eight elements is missing, it ends before it begins or has ended already, or it is for no area of the issuer's own.
 */
export async function contentOf(ctx: Ctx, said: Said, { sender, event, eventName, category, issuer }: Subject): Promise<Content> {
  const [effective, expires] = [instantIn(said, "effective", "起始时间"), instantIn(said, "expires", "结束时间")];
  if (expires <= effective) throw incomplete("预警的结束时间要晚于起始时间。");
  if (Date.parse(expires) <= ctx.now.getTime()) throw incomplete("预警的结束时间已经过了，不能发布。");
  const division = sender.slice(0, 6).padEnd(12, "0");
  const areas = await areasIn(ctx, said, division);
  const { polygon: written } = said;
  const system = typeof said["system"] === "string" && Object.hasOwn(SYSTEMS, said["system"]) ? (said["system"] as System) : "cgcs2000";
  const polygon = typeof written === "string" && written.trim() !== "" ? cornersOf(written, system) : [];
  if (polygon.length > 0) await mustLieInside(ctx, polygon, division);
  if (areas.length === 0 && polygon.length === 0) throw badInput("ALERT_AREA", "请写明影响的区划，或者画出范围边界。");
  return {
    event,
    eventName,
    category,
    issuer,
    issuerName: (await organisationNow(ctx)).unitName(issuer),
    level: oneOf<Level>(said, "level", keysOf(LEVELS), "级别"),
    certainty: oneOf<Certainty>(said, "certainty", keysOf(CERTAINTIES), "可能性"),
    headline: textIn(said, "headline", "标题"),
    effective,
    expires,
    scope: textIn(said, "scope", "可能影响的范围"),
    areas,
    polygon,
    cautions: textIn(said, "cautions", "警示事项"),
    measures: textIn(said, "measures", "应采取的措施"),
    reason: typeof said["reason"] === "string" ? said["reason"].trim() : "",
  };
}

/** What an alarm is about, out of what its flow says. Refusal 422 for an issuer without a code of its own. */
export function subjectOf(said: Said): Subject {
  const sender = said["sender"];
  if (typeof sender !== "string" || !/^\d{6}[0-9A-Z]{8}$/.test(sender)) throw incomplete("发布单位还没有预警信息标识代码（14位），不能发布。");
  return {
    sender,
    issuer: textIn(said, "issuer", "发布单位"),
    event: textIn(said, "event", "类别"),
    eventName: textIn(said, "event_name", "类别"),
    category: oneOf<Category>(said, "category", CATEGORIES, "类别"),
  };
}
