import { CORE_FLAGS, fieldsAsked } from "#content/kind";
import { WRITABLE, type FieldDefinition } from "#content/form";
import { ITEM_KEYS } from "#content/pack";
import { unbegun, unitFault } from "#content/scope";
import { isDuration } from "#kernel/clock";
import type { Finder, Path } from "./finder.ts";
import type { Setting, Sort } from "./setting.ts";

/** Who may begin a matter, beside roles of staff. */
const BEGINNERS = ["person", "organisation", "anyone", "program", "timer", "matter"];

/** Who may give a clock longer, beside works. */
const EXTENDERS = ["direct", "flow"];

/** Whether a length is told: P5WD, P90D, PT2H, PT4WH. */
function duration(finder: Finder, path: Path, text: string | undefined, sample: string): void {
  if (text !== undefined && !text.startsWith("=") && !isDuration(text.replace(/^[+-]/, "")))
    finder.say(path, `时长“${text}”写法不对：五个工作日写 P5WD，90 天写 P90D，两小时写 PT2H，四个工作小时写 PT4WH${sample}`, { word: text });
}

/** Answers that a matter hands on to one that it begins, where these are called the same; undefined where only its items bring forms. */
function openAnswers({ fields }: Setting): string[] | undefined {
  return fields?.filter(({ personal }) => !personal).map(({ name }) => name);
}

/** Every name in kind.yaml that stands for something, and whether it is there. */
export function references(setting: Setting, finder: Finder): void {
  const { kind, known, around } = setting;
  const asked = (path: Path, name: string | undefined, sort: Sort): void => finder.named(path, name, known[sort]);
  const all = (path: Path, names: readonly string[], sort: Sort): void => names.forEach((name, at) => asked([...path, at], name, sort));
  const plain = (path: Path, text: string | undefined, sort: Sort): void => (text?.startsWith("=") ? undefined : asked(path, text, sort));

  for (const [id, { by, as, for: whom, every }] of Object.entries(kind.channels)) {
    const path = ["channels", id];
    by.forEach((each, at) => finder.named([...path, "by", at], each, { what: "开始的人", names: [...BEGINNERS, ...known.role.names] }));
    asked([...path, "as"], as, "party");
    asked([...path, "for"], whom, "party");
    if (every !== undefined && !by.includes("timer")) finder.say([...path, "every"], "写了 every，就要有 by: timer：到时候自动开始");
    if (every !== undefined && !/^R\/P[1-9]\d{0,2}[YMWD]$/.test(every))
      finder.say([...path, "every"], `周期“${every}”写法不对：每月一次写 R/P1M，每周一次写 R/P7D`, { word: every });
  }
  for (const [role, { follows }] of Object.entries(kind.parties)) if (typeof follows === "string") asked(["parties", role, "follows"], follows, "state");
  partiesNamed(setting, finder);
  for (const [name, type] of Object.entries(kind.items)) {
    if (ITEM_KEYS.has(name)) finder.say(["items", name], `“${name}”是每个事项都有的一项，不能再作这个件类的列，请换一个名字`, { key: true });
    finder.named(["items", name], type, { what: "字段类型", names: Object.keys(WRITABLE), words: WRITABLE });
  }
  for (const name of Object.keys(kind.item_words ?? {})) finder.named(["item_words", name], name, { what: "事项的列", names: Object.keys(kind.items) });
  for (const [name, { register }] of Object.entries(kind.reads)) asked(["reads", name, "register"], register, "register");

  for (const [id, { role, party, act, within, stop, edits, asks, outcomes, two, paper }] of Object.entries(kind.works)) {
    const path = ["works", id];
    asked([...path, "role"], role, "role");
    asked([...path, "party"], party, "party");
    if (act !== "none") asked([...path, "act"], act, "act");
    asked([...path, "stop"], stop, "stop");
    duration(finder, [...path, "within"], within, "");
    if (role !== undefined && party !== undefined)
      finder.say([...path, "party"], `“${kind.works[id]!.word}”又写了 role 又写了 party：一个环节要么由工作人员办，要么由当事人办`);
    if (edits && party === undefined) finder.say([...path, "edits"], "edits: form 只给当事人办的环节用，要写 party");
    if (edits && [asks, ...Object.values(outcomes).map((outcome) => outcome.asks)].some(({ length }) => length > 0))
      finder.say([...path, "edits"], "edits: form 的环节里当事人改的就是表单，不再另外问什么：asks 里的字段请写进 form.yaml");
    asked([...path, "paper"], paper, "paper");
    if (paper !== undefined && !two) finder.say([...path, "paper"], "paper 是两个人签过的核查记录，要写 two: true；别的文书写在动作里");
    for (const [outcome, { act: own }] of Object.entries(outcomes)) if (own !== "none") asked([...path, "outcomes", outcome, "act"], own, "act");
  }
  for (const [id, act] of Object.entries(kind.acts)) {
    const path = ["acts", id];
    plain([...path, "state"], act.state, "state");
    plain([...path, "outcome"], act.outcome, "outcome");
    const fault = act.unit === undefined || act.unit.startsWith("=") ? undefined : unitFault(act.unit, around.city);
    if (fault) finder.say([...path, "unit"], fault);
    act.starts.forEach(({ clock }, at) => finder.named([...path, "starts", at], clock, known.clock));
    all([...path, "ends"], act.ends, "clock");
    act.flags.forEach((flag, at) => finder.named([...path, "flags", at], flag.slice(1), known.flag));
    asked([...path, "paper"], act.paper, "paper");
    for (const whom of Object.keys(act.tells)) if (!known.person.names.includes(whom)) finder.named([...path, "tells", whom], whom, known.person);
    all([...path, "adverse"], act.adverse, "work");
  }
  for (const [id, { within, extends: longer, marks }] of Object.entries(kind.clocks)) {
    const path = ["clocks", id];
    duration(finder, [...path, "within"], within, "；公式以“=”开头");
    duration(finder, [...path, "extends", "most"], longer?.most, "");
    if (longer) finder.named([...path, "extends", "by"], longer.by, { what: "延长的办法", names: [...EXTENDERS, ...known.work.names] });
    marks.forEach(({ at, tells, begins }, index) => {
      duration(finder, [...path, "marks", index, "at"], at, "；到期前写 -P1WD，到期后写 +P1WD");
      all([...path, "marks", index, "tells"], tells, "person");
      if (around.items) asked([...path, "marks", index, "begins"], begins, "item");
      const unable = begins === undefined ? undefined : unbegun(begins, around, openAnswers(setting));
      if (unable) finder.say([...path, "marks", index, "begins"], unable, { word: begins! });
    });
  }
  for (const [id, { clocks, for: whom, most, paper, tells, started, ended }] of Object.entries(kind.stops)) {
    const path = ["stops", id];
    if (Array.isArray(clocks)) all([...path, "clocks"], clocks, "clock");
    asked([...path, "for"], whom, "party");
    duration(finder, [...path, "most"], most, "");
    asked([...path, "paper"], paper, "paper");
    asked([...path, "started"], started, "act");
    asked([...path, "ended"], ended, "act");
    all([...path, "tells"], tells, "person");
  }
  for (const [id, { to, flag, suggest, reopens }] of Object.entries(kind.links)) {
    const path = ["links", id];
    if (Array.isArray(to)) all([...path, "to"], to, "kind");
    finder.named([...path, "flag"], flag, { ...known.flag, names: [...new Set([...known.flag.names, ...Object.keys(CORE_FLAGS)])] });
    duration(finder, [...path, "suggest", "since"], suggest?.since, "");
    duration(finder, [...path, "reopens"], reopens, "");
    if (reopens !== undefined && to !== "any" && !to.includes(kind.id))
      finder.say([...path, "reopens"], `重新打开的还是“${kind.name}”，to 里要有 ${kind.id}`, { key: true });
    const answers = (setting.fields ?? []).filter(({ personal, type }) => !personal && type !== "party").map(({ name }) => `form.${name}`);
    if (setting.fields)
      suggest?.same.forEach((each, at) => finder.named([...path, "suggest", "same", at], each, { what: "可以比较的答案", names: ["item", ...answers] }));
    if (suggest?.near !== undefined && kind.place === undefined)
      finder.say([...path, "suggest", "near"], "件类没有写 place（在哪里），不能按距离找", { key: true });
  }
}

/** That a role and the field it comes from agree on how many there are: at least one where the field is required, several where it holds several. */
function howMany(finder: Finder, role: string, { word, count, from }: Setting["kind"]["parties"][string], field: FieldDefinition): void {
  const path = ["parties", role, "count"];
  const several = (field.type === "units" || field.type === "rows") && field.max !== 1;
  const least = field.required === true || (field.min ?? 0) > 0;
  if ((count === "1" || count === "1..n") && !least)
    finder.say(path, `“${word}”至少要有一个（count: ${count}），“${from}”却可以不填：字段写 required: true，或者 count 写 ${several ? "0..n" : "0..1"}`, {
      key: true,
    });
  if ((count === "1" || count === "0..1") && several)
    finder.say(path, `“${word}”只有一个（count: ${count}），“${from}”却可以填好几个：count 写 ${least ? "1..n" : "0..n"}，或者字段写 max: 1`, { key: true });
}

/** What of a form a kind says to know its matters by: where they are, what they are about, whom they name. */
export function answersNamed({ kind, fields }: Setting, finder: Finder): void {
  if (!fields) return;
  const field = (path: Path, name: string, types: readonly FieldDefinition["type"][]): void => {
    const fit = fields.filter(({ type }) => types.includes(type)).map((each) => each.name);
    const found = fields.find((each) => each.name === name);
    if (!found) return finder.named(path, name, { what: "表单字段", names: fit.length > 0 ? fit : fields.map((each) => each.name) });
    if (!types.includes(found.type))
      finder.say(path, `表单字段“${name}”的类型是 ${found.type}，这里要 ${types.join("、")} 类型的字段${fit.length > 0 ? `：${fit.join("、")}` : ""}`, {
        word: name,
      });
  };
  if (kind.place !== undefined) field(["place"], kind.place, ["place"]);
  kind.subjects.forEach((name, at) => field(["subjects", at], name, ["record", "licence"]));
  for (const [role, party] of Object.entries(kind.parties)) {
    const named = fields.find(({ name }) => name === party.from);
    if (named) howMany(finder, role, party, named);
  }
  const rowsOfParties = fields.filter(({ type, fields: columns = [] }) => type === "rows" && columns.some((column) => column.type === "party"));
  for (const [role, { from }] of Object.entries(kind.parties))
    if (from !== "actor" && !from.includes(".") && !rowsOfParties.some(({ name }) => name === from))
      field(["parties", role, "from"], from, ["party", "unit", "units"]);
}

/** That a party which a work names is asked for there: `from: search.third`. */
function partiesNamed({ kind, known }: Setting, finder: Finder): void {
  for (const [role, { from }] of Object.entries(kind.parties)) {
    const [work = "", name] = from.split(".");
    if (name === undefined) continue;
    const path = ["parties", role, "from"];
    if (!Object.hasOwn(kind.works, work)) {
      finder.named(path, work, known.work);
      continue;
    }
    const fit = fieldsAsked(kind.works[work]!).filter(({ type }) => type === "party" || type === "unit" || type === "units");
    finder.named(path, name, { what: `环节“${work}”问的当事人（type: party、unit、units）`, names: fit.map((each) => each.name) });
    const named = fit.find((each) => each.name === name);
    if (named) howMany(finder, role, kind.parties[role]!, named);
  }
}
