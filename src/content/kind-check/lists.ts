import type { Finding } from "#content/scope";
import { ANY, BOOLEAN, recordOf, type RecordType } from "#language/typing";
import { instead } from "#values/spelling";
import { fieldsAsked, isTerm, type KindLists } from "#content/kind";
import { finder, type Finder, type Path } from "./finder.ts";
import type { Setting } from "./setting.ts";

/** What a list may show of any matter. */
const PLAIN =
  "number title item state priority flags unit area received closed outcome channel source confidentiality begun_by task.name task.due task.holder place.address place.area place.grid".split(
    " ",
  );

/** Figures that every board has, and by what they are told apart. */
const FIGURES = ["received", "open", "closed", "late", "near", "stopped", "on_time"];
const BY = ["unit", "item", "area", "state", "outcome", "channel", "priority", "day", "month", "year"];

/** What stands behind a point: its names, and what the whole is called. */
function members(setting: Setting, first: string): { what: string; names: readonly string[]; words?: Readonly<Record<string, string>> } | undefined {
  const { known, kind, fields, definition } = setting;
  switch (first) {
    case "clock":
      return { ...known.clock, names: [...known.clock.names, "main"] };
    case "party":
      return known.party;
    case "link":
      return known.link;
    case "paper":
      return { what: "文书", names: definition.papers.map(({ id }) => id) };
    case "form":
      return fields && { what: "表单字段", names: fields.map(({ name }) => name), words: Object.fromEntries(fields.map(({ name, label }) => [name, label])) };
    case "item":
      return { what: "事项的列", names: [...Object.keys(kind.items), "id", "code", "name"] };
    default: {
      const work = Object.hasOwn(kind.works, first) ? kind.works[first]! : undefined;
      return work && { what: `环节“${first}”的填写项`, names: ["outcome", ...fieldsAsked(work).map(({ name }) => name)] };
    }
  }
}

/** A typed path of a list: a column of every matter, or one of what the kind has. `open`: nothing personal may stand there. */
function pathFinding(setting: Setting, found: Finder, path: Path, text: string, { open }: { open: boolean }): void {
  if (PLAIN.includes(text)) return;
  const [first = "", name = "", ...rest] = text.split(".");
  const firsts = ["clock", "party", "link", "paper", "form", "item", ...Object.keys(setting.kind.works)];
  if (text.indexOf(".") < 0 || !firsts.includes(first))
    return found.say(path, `列表里没有“${text}”这一列。${instead(text, [...PLAIN, ...firsts.map((each) => `${each}.…`)])}`, { word: text });
  const known = members(setting, first);
  if (known && !known.names.includes(name)) return found.named(path, name, known);
  if (rest.length > 0 && !(first === "paper" && rest.join() === "number")) return found.say(path, `“${text}”后面不能再写“.${rest.join(".")}”`, { word: text });
  const ofForm = first === "form";
  const asked = Object.hasOwn(setting.kind.works, first) ? fieldsAsked(setting.kind.works[first]!) : [];
  const field = (ofForm ? setting.fields : asked)?.find((each) => each.name === name);
  const what = ofForm ? "表单字段" : `环节“${first}”的填写项`;
  // What a work asks for lies sealed with its task: not even the page of one matter shows it in its head.
  if (field?.personal && (open || !ofForm)) found.say(path, `${what}“${name}”（${field.label}）是个人信息，列表不能按它列出、筛选`, { word: text });
}

/** What of a matter everybody may read, beside what the kind asks and issues. */
const OPEN = "number title item state outcome unit area received closed".split(" ");
const CLOSED_SORTS = ["clock"];

/** What is wrong with a list that everybody reads: what stays inside the office, somebody who asked not to be known, a length that is no time of the calendar. */
function publicFindings({ kind, known }: Setting, found: Finder, { columns = [], until }: NonNullable<KindLists["public"]>): void {
  if (kind.confidentiality === "work-secret") found.say(["public"], "件类是工作秘密（confidentiality: work-secret），不能公示", { key: true });
  const guarded = Object.keys(kind.parties).filter((role) => kind.parties[role]!.guarded !== false);
  columns.forEach((text, at) => {
    const path = ["public", "columns", at];
    const [first = "", name = ""] = text.split(".");
    const inside = (PLAIN.includes(text) && !OPEN.includes(text) && first !== "place") || CLOSED_SORTS.includes(first);
    if (inside) found.say(path, `“${text}”是内部用的，不能公示。能公示的有：${OPEN.join("、")}，和当事人、表单、文书、环节的内容`, { word: text });
    if (first === "party" && guarded.includes(name)) found.say(path, `“${known.party.words?.[name] ?? name}”的身份要保密（guarded），不能公示`, { word: text });
    if (first === "place" && guarded.some((role) => typeof kind.parties[role]!.guarded === "string"))
      found.say(path, "有的当事人不愿意让人知道是谁（guarded），地点会说出来，不能公示", { word: text });
    if (text === "title" && guarded.some((role) => kind.title.includes(`party.${role}.`)))
      found.say(path, "标题里有身份要保密的当事人（guarded），不能公示", { word: text });
  });
  if (until !== undefined && !isTerm(until))
    found.say(["public", "until"], `时长“${until}”写法不对：公示一年写 P1Y，三个月写 P3M，九十天写 P90D`, { word: until });
}

/** By what pins of a map are coloured, and what is written beside them: a map is drawn from the row of a matter alone. */
const COLOURS: readonly string[] = ["light", "priority", "flags"];
const LABELS: readonly string[] = ["title", "number", "item", "task.name"];

/** What `map.when` may ask: the state of a matter and its phase. Whether a matter is on the map is known by them before it is read. */
function standing({ entries }: RecordType): RecordType {
  const { matter } = entries;
  const { state = ANY, phase = ANY } = matter?.is === "record" ? matter.entries : {};
  return recordOf({ matter: recordOf({ state, phase }, { called: "地图的条件" }) }, { called: "地图的条件" });
}

/** By what a board is told apart: by work and places, never by people; by answers of few values. */
function byFinding(setting: Setting, found: Finder, path: Path, text: string): void {
  const [first = ""] = text.split(".");
  const people = first === "party" || text === "begun_by" || text === "task.holder";
  if (people) return found.say(path, `看板不按人看（“${text}”）。可以按：${BY.join("、")}，和表单里的选项`, { word: text });
  if (first === "form" || first === "place" || Object.hasOwn(setting.kind.works, first)) return pathFinding(setting, found, path, text, { open: true });
  found.named(path, text, { what: "看板的分法", names: BY });
}

/** What is wrong with the lists of a kind: columns that there are not, personal ones, conditions. */
export function listFindings(setting: Setting, { inbox, search, map, board, public: open, summary }: KindLists): Finding[] {
  const found = finder();
  const { facts } = setting;
  const paths = (path: Path, texts: readonly string[] | undefined, personal = false): void =>
    texts?.forEach((text, at) => pathFinding(setting, found, [...path, at], text, { open: !personal }));
  paths(["inbox", "columns"], inbox?.columns);
  paths(["search", "columns"], search?.columns);
  paths(["search", "filters"], search?.filters);
  paths(["search", "text"], search?.text);
  paths(["public", "columns"], open?.columns);
  if (open) publicFindings(setting, found, open);
  paths(["summary"], summary, true);
  if (open?.when !== undefined) found.formula(["public", "when"], open.when, facts, { type: BOOLEAN, what: "when " });
  if (map?.when !== undefined) found.formula(["map", "when"], map.when, standing(facts), { type: BOOLEAN, what: "when " });
  if (map && setting.kind.place === undefined) found.say(["map"], "件类没有写 place（在哪里），地图上没有点", { key: true });
  found.named(["map", "colour"], map?.colour, { what: "着色的办法", names: COLOURS });
  found.named(["map", "label"], map?.label, { what: "图上写的", names: LABELS });
  board?.by?.forEach((name, at) => (BY.includes(name) ? undefined : byFinding(setting, found, ["board", "by", at], name)));
  board?.figures?.forEach((name, at) => {
    const [first = "", id = "", more] = name.split(".");
    const of = { act: setting.known.act, outcome: setting.known.outcome, clock: setting.known.clock, rated: undefined }[first];
    if (name.includes(".") && first === "rated") return;
    if (name.includes(".") && of) {
      if (!of.names.includes(id)) found.named(["board", "figures", at], id, of);
      else if (first === "clock" && !["met", "missed", "days"].includes(more ?? ""))
        found.named(["board", "figures", at], more ?? "", { what: "时限的数", names: ["met", "missed", "days"] });
    } else found.named(["board", "figures", at], FIGURES.includes(name) ? undefined : name, { what: "指标", names: FIGURES });
  });
  return found.found;
}
