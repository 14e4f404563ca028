import type { Form } from "#content/form";
import type { Kind } from "#content/kind";
import { endOf, isDay, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { recordLook, realReason } from "#kernel/trace";
import { badInput } from "#values/errors";
import { newId } from "#values/ids";
import { ROW_COLUMNS, type MatterRow } from "./lists.ts";
import { pathOf, type Path } from "./paths.ts";
import { placed, readable, type Place } from "./reach.ts";
import { hasText } from "./search.ts";

/** A matter in the list of its kind, with what its columns ask for besides. */
export interface KindRow extends MatterRow {
  channel: string;
  source: string | null;
  /** By path: answers, results, parties, clocks, as the database has them. */
  values: Record<string, unknown>;
}

/** One condition: that something is so, or lies from or until a day. */
export interface Condition {
  path: string;
  is?: string;
  from?: string;
  until?: string;
}

/** What of a kind's matters is listed, and in which order. */
export interface KindQuery {
  kind: Kind;
  /** The form that all items of the kind share; without one its answers are no columns. */
  form?: Form;
  columns: readonly string[];
  conditions: readonly Condition[];
  text?: string;
  /** Where text is looked for beside number, title and parties. */
  textIn?: readonly string[];
  sort?: { path: string; down: boolean };
  page?: number;
  size?: number;
}

const SIZE = 40;
/** The most matters that one file takes. */
export const MOST_EXPORTED = 5000;
const COUNTED = 1000;

/** What a path is in SQL. Names out of kinds are values, never text. */
export function valueSql(path: Path, { place }: Kind, $: Place): string {
  switch (path.of) {
    case "matter":
      return MATTER[path.name]!;
    case "clock":
      return path.name === "main"
        ? "m.due_at"
        : `(select c.due_at from matter.clocks c where c.matter_id = m.matter_id and regexp_replace(c.clock_id, '#\\d+$', '') = ${$(path.name)} order by c.started_at desc limit 1)`;
    case "party":
      return `(select string_agg(p.label, '、' order by p.party_no) from matter.parties p where p.matter_id = m.matter_id and p.role = ${$(path.name)} and p.until is null)`;
    case "link":
      return `(select string_agg(l.other_number, '、' order by l.at) from matter.links l where l.matter_id = m.matter_id and l.link = ${$(path.name)})`;
    case "place":
      return `(m.form -> ${$(place)} ->> ${$(path.name)})`;
    case "paper":
      return `(select d.number from matter.documents d where d.matter_id = m.matter_id and d.kind = ${$(path.name)} order by d.issued_at desc limit 1)`;
    case "form":
      return `(m.form -> ${$(path.name)})`;
    case "work":
      return `(select t.result -> ${$(path.name)} from matter.tasks t where t.matter_id = m.matter_id and t.kind = ${$(path.work)} and t.done_at is not null order by t.done_at desc limit 1)`;
  }
}

const MATTER: Readonly<Record<string, string>> = {
  number: "m.number",
  title: "m.title",
  item: "s.item_id",
  state: "s.state",
  outcome: "m.outcome",
  priority: "m.priority",
  flags: "m.flags",
  unit: "s.unit",
  area: "s.area",
  received: "s.received_at",
  closed: "s.closed_at",
  channel: "m.channel",
  source: "m.source_number",
  "task.name": "m.step",
  "task.due": "(select min(t.due_at) from matter.tasks t where t.matter_id = m.matter_id and t.done_at is null and t.cancelled_at is null)",
};

/** Whether a path leads to an instant: narrowed from day to day. */
export function isMoment(path: Path): boolean {
  return path.of === "clock" || (path.of === "matter" && ["received", "closed", "task.due"].includes(path.name));
}

/** Whether a path leads to a number or a day of the form: narrowed from and until as well. */
export function isSpan(path: Path): boolean {
  return isMoment(path) || ((path.of === "form" || path.of === "work") && ["date", "instant", "integer", "number", "money"].includes(path.field.type));
}

function conditionSql(condition: Condition, path: Path, { kind, now }: { kind: Kind; now: Date }, $: Place): string[] {
  const { is, from, until } = condition;
  const told: string[] = [];
  if (is !== undefined) {
    if (path.of === "matter" && path.name === "state" && is === "open") told.push("s.closed_at is null");
    else if (path.of === "matter" && path.name === "state" && is === "closed") told.push("s.closed_at is not null");
    else if (path.of === "matter" && path.name === "flags") told.push(`${$(is)} = any (m.flags)`);
    else if (path.of === "matter" && path.name === "area") told.push(`s.area like ${$(`${is.replace(/(00)+$/, "").replace(/[%_\\]/g, "")}%`)}`);
    else if (path.of === "clock") told.push(lightSql(valueSql(path, kind, $), is, now, $));
    else if (path.of === "form" || path.of === "work")
      told.push(`(${valueSql(path, kind, $)} #>> '{}' = ${$(is)} or ${valueSql(path, kind, $)} @> to_jsonb(${$(is)}::text))`);
    else told.push(`${valueSql(path, kind, $)}::text = ${$(is)}`);
  }
  const bound = (value: string, sign: ">=" | "<"): string => {
    if (isMoment(path)) return isDay(value) ? `${valueSql(path, kind, $)} ${sign} ${$(sign === "<" ? endOf(value) : startOf(value))}` : "false";
    const text = `${valueSql(path, kind, $)} #>> '{}'`;
    if (isDay(value)) return `left(${text}, 10) ${sign === "<" ? "<=" : sign} ${$(value)}`;
    return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? `(${text})::numeric ${sign === "<" ? "<=" : sign} ${$(value)}::numeric` : "false";
  };
  if (from !== undefined) told.push(bound(from, ">="));
  if (until !== undefined) told.push(bound(until, "<"));
  return told;
}

const NEAR = 48 * 3_600_000;

/** What presses: late, or due within two days of the clock. */
function lightSql(due: string, is: string, now: Date, $: Place): string {
  const running = "m.closed_at is null and m.stopped_at is null";
  if (is === "late") return `(${running} and ${due} <= ${$(now)})`;
  return is === "near" ? `(${running} and ${due} > ${$(now)} and ${due} <= ${$(new Date(now.getTime() + NEAR))})` : "false";
}

function textSql(query: KindQuery, $: Place): string[] {
  const text = query.text?.trim() ?? "";
  if (text === "") return [];
  const like = $(text.replace(/[%_\\]/g, ""));
  const paths = (query.textIn ?? []).flatMap((each) => pathOf(each, query.kind, query.form) ?? []);
  const inside = paths
    .filter(({ of }) => of !== "matter" && of !== "clock" && of !== "place")
    .map((path) => `${valueSql(path, query.kind, $)}${path.of === "form" || path.of === "work" ? " #>> '{}'" : ""} like '%' || ${like}::text || '%'`);
  const guarded = Object.entries(query.kind.parties).flatMap(([role, party]) => (party.guarded === false ? [] : [role]));
  const party = `exists (select from matter.parties p where p.matter_id = m.matter_id and p.until is null and p.role <> all (${$(guarded)}::text[]) and p.label like '%' || ${like}::text || '%')`;
  return [`(${[hasText(text, $), party, ...inside].join(" or ")})`];
}

/** Those that press first where they are open; else the newest first. */
function orderSql(query: KindQuery, open: boolean, $: Place): string {
  const path = query.sort && pathOf(query.sort.path, query.kind, query.form);
  const usual = open ? "m.priority desc, m.due_at nulls last, s.received_at" : "s.received_at desc";
  return path ? `${valueSql(path, query.kind, $)} ${query.sort!.down ? "desc" : "asc"} nulls last, ${usual}, m.matter_id` : `${usual}, m.matter_id`;
}

interface Built {
  where: string;
  values: unknown[];
  $: Place;
  open: boolean;
}

async function built(ctx: Ctx, query: KindQuery): Promise<Built> {
  const { values, $ } = placed();
  const told = query.conditions.flatMap((condition) => {
    const path = pathOf(condition.path, query.kind, query.form);
    return path ? conditionSql(condition, path, { kind: query.kind, now: ctx.now }, $) : [];
  });
  const where = [`s.kind = ${$(query.kind.id)}`, ...told, ...textSql(query, $), await readable(ctx, $)].join(" and ");
  return { where, values, $, open: query.conditions.some(({ path, is }) => path === "state" && is === "open") };
}

async function rowsOf(ctx: Ctx, query: KindQuery, { where, values, $, open }: Built, size: number): Promise<KindRow[]> {
  const asked = query.columns.flatMap((text) => {
    const path = pathOf(text, query.kind, query.form);
    return path && (path.of !== "matter" || path.name === "task.due") ? [`${$(text)}::text, ${valueSql(path, query.kind, $)}`] : [];
  });
  const order = orderSql(query, open, $);
  const offset = $(((query.page ?? 1) - 1) * size);
  return ctx.db.query<KindRow>(
    `select ${ROW_COLUMNS}, channel, source_number as source, asked as values
     from (select m.*, jsonb_build_object(${asked.join(", ")}) as asked, row_number() over (order by ${order}) as place
       from matter.search s join matter.matters m using (matter_id) where ${where} order by ${order} limit ${size + 1} offset ${offset}) m order by place`,
    values,
    "fresh",
  );
}

/** How many matters of a kind the actor may open by these conditions; up to a thousand and one. */
export async function countOfKind(ctx: Ctx, query: KindQuery): Promise<number> {
  const { where, values } = await built(ctx, query);
  const counted = `select 1 from matter.search s join matter.matters m using (matter_id) where ${where} limit ${COUNTED + 1}`;
  return (await one<{ count: number }>(ctx.db, `select count(*)::int as count from (${counted}) as x`, values)).count;
}

/** The matters of a kind that the actor may open, by its columns and conditions, forty a page; counted up to a thousand. */
export async function listOfKind(ctx: Ctx, query: KindQuery): Promise<{ rows: KindRow[]; more: boolean; count: number }> {
  const size = query.size ?? SIZE;
  const [rows, count] = await Promise.all([built(ctx, query).then((each) => rowsOf(ctx, query, each, size)), countOfKind(ctx, query)]);
  return { rows: rows.slice(0, size), more: rows.length > size, count };
}

/** The same as it leaves the house: what for is said, and is on record with how many there were. Refuses too many and none. */
export async function takeOut(ctx: Ctx, query: KindQuery, purpose: string): Promise<KindRow[]> {
  const why = realReason(purpose);
  const rows = await rowsOf(ctx, { ...query, page: 1 }, await built(ctx, query), MOST_EXPORTED);
  if (rows.length > MOST_EXPORTED) throw badInput("TOO_MANY_RECORDS", `符合条件的超过 ${MOST_EXPORTED} 件，一次导不完。请回到列表，加上条件再导出。`);
  if (rows.length === 0) throw badInput("NOTHING", "没有符合条件的件，没有导出。");
  await recordLook(ctx, { subjectId: newId(), fields: [`${query.kind.name}：导出 ${rows.length} 件，个人信息已遮盖`], purpose: why });
  return rows;
}
