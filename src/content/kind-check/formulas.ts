import type { FieldDefinition } from "#content/form";
import { partsOf, type Work } from "#content/kind";
import { formulaFaults, resultType, wordsType, NUMBERED } from "#content/scope";
import { BOOLEAN, NUMBER, oneOf, recordOf, TEXT, type RecordType, type Type } from "#language/typing";
import type { Finder, Path } from "./finder.ts";
import { keepingScope, keptTypes } from "./kept.ts";
import { actScope, wordsScope, type Setting } from "./setting.ts";

/** What number patterns hold beside formulas. */
const PARTS = /\{(?:yyyymmdd|yyyy|serial(?::\d)?)\}/g;

/** Whether every brace of a text is closed. */
function open(text: string): boolean {
  const last = partsOf(text).at(-1);
  return last?.text?.includes("{") ?? false;
}

/** The formulas in the braces of a text. */
export function bracedFormulas(finder: Finder, path: Path, text: string, scope: RecordType): void {
  if (open(text)) return finder.say(path, `花括号没有写完：“${text.slice(text.lastIndexOf("{")).slice(0, 20)}”`, { word: text.slice(text.lastIndexOf("{")) });
  for (const { formula } of partsOf(text)) if (formula !== undefined) finder.formula(path, formula, scope);
}

/** The formulas of a number, which also has {yyyy} {yyyymmdd} {serial:n}. */
export function numberFormulas(finder: Finder, path: Path, pattern: string, scope: RecordType): void {
  const parts = recordOf({ ...scope.entries, yyyy: TEXT, yyyymmdd: TEXT, "serial:6": TEXT }, scope.open ? { open: true } : {});
  const rest = pattern.replaceAll(PARTS, "");
  const strange = /\{(\w+):\d*\}/.exec(rest);
  if (strange) return finder.say(path, `编号里不认识“${strange[0]}”。流水号写成 {serial:5}：五位，前面补零`, { word: strange[0] });
  bracedFormulas(finder, path, rest, parts);
}

/** What is said ready in words to whom an act tells: the day it is due, what was granted, what was promised for later. */
const NOTICE = recordOf({ due: TEXT, terms: TEXT, later: TEXT }, { called: "通知里" });

/** What a length may be beside a text. */
const MOMENTS: ReadonlySet<string> = new Set(["date", "date and time", "duration"]);

const isFormula = (text: string | undefined): text is string => text?.startsWith("=") ?? false;

/** The result of a work as its rules see it: every field it may hold, check lists counted. */
function ruleScope(setting: Setting, work: Work): RecordType {
  const { entries } = resultType(work);
  const counted = [...work.asks, ...Object.values(work.outcomes).flatMap(({ asks }) => asks)].filter(({ type }) => type === "checklist");
  const counts = counted.map(({ name }): [string, Type] => [name, recordOf({ failed: NUMBER, failed_key: NUMBER }, { called: "核查表的结果" })]);
  // Results of earlier steps stand under the ids of the steps.
  const { entries: earlier, open } = actScope(setting, []);
  return recordOf({ ...earlier, ...entries, ...Object.fromEntries(counts) }, open ? { open: true } : {});
}

/** Every formula of kind.yaml over what it will see, and whether it gives what is wanted there. */
export function formulas(setting: Setting, finder: Finder): void {
  const { kind, known, facts, fields } = setting;
  const { reads: _reads, clock: _clock, ...early } = facts.entries;
  const begun = recordOf(early);
  const value = (path: Path, text: string | undefined, scope: RecordType, wanted: Type, what: string): void => {
    if (isFormula(text)) finder.formula(path, text, scope, { type: wanted, what });
  };
  const length = (path: Path, text: string | undefined, scope: RecordType): void => {
    if (!isFormula(text)) return;
    const { type, faults } = formulaFaults(text, scope);
    if (faults.length > 0 || !MOMENTS.has(type.is)) return value(path, text, scope, TEXT, "within 要得出时长或者日期，");
    // 72 hours and three days are one duration in FEEL, and two limits.
    if (type.is === "duration") finder.say(path, `within 的时长要写成文字，例如 '="PT" + string(form.hours) + "H"'：duration(…) 分不清是按小时还是按天`);
  };
  const presets = (path: Path, asks: readonly FieldDefinition[]): void =>
    asks.forEach(({ preset }, at) => {
      if (preset !== undefined) finder.formula([...path, at, "preset"], preset, actScope(setting, []));
    });
  numberFormulas(finder, ["number"], kind.number, NUMBERED);
  bracedFormulas(finder, ["title"], kind.title, wordsType(begun, kind, fields, { masked: true }));
  if (kind.unit !== undefined) finder.formula(["unit"], kind.unit, facts, { type: TEXT, what: "unit 要得出机构代码，" });
  for (const [name, { key }] of Object.entries(kind.reads)) finder.formula(["reads", name, "key"], key, begun, { type: TEXT, what: "key 要得出库里的主键，" });
  for (const [role, { guarded }] of Object.entries(kind.parties))
    if (typeof guarded === "string") finder.formula(["parties", role, "guarded"], guarded, facts, { type: BOOLEAN, what: "guarded " });
  for (const [id, work] of Object.entries(kind.works)) {
    const path = ["works", id];
    length([...path, "within"], work.within, actScope(setting, []));
    if (work.script !== undefined) bracedFormulas(finder, [...path, "script"], work.script, wordsType(actScope(setting, []), kind, fields, { masked: true }));
    presets([...path, "asks"], work.asks);
    for (const [outcome, { asks }] of Object.entries(work.outcomes)) presets([...path, "outcomes", outcome, "asks"], asks);
    work.rules.forEach(({ if: when, then }, at) => {
      const scope = ruleScope(setting, work);
      finder.formula([...path, "rules", at, "if"], when, scope, { type: BOOLEAN, what: "if " });
      finder.formula([...path, "rules", at, "then"], then, scope, { type: BOOLEAN, what: "then " });
    });
  }
  const starters = new Map<string, string[]>();
  for (const [id, act] of Object.entries(kind.acts)) {
    const path = ["acts", id];
    const scope = actScope(setting, [id]);
    const states = (sort: "state" | "outcome"): Type => oneOf(known[sort].names, known[sort].words);
    value([...path, "state"], act.state, scope, states("state"), "state ");
    value([...path, "outcome"], act.outcome, scope, states("outcome"), "outcome ");
    value([...path, "unit"], act.unit, scope, TEXT, "unit 要得出机构代码，");
    act.starts.forEach(({ clock, from }, at) => {
      if (from !== undefined) finder.formula([...path, "starts", at], from, scope, { type: TEXT, what: "从哪一天算起，" });
      starters.set(clock, [...(starters.get(clock) ?? []), id]);
    });
    const kept = keepingScope(setting, id);
    for (const [name, formula] of Object.entries(act.keeps)) finder.formula([...path, "keeps", name], formula, kept);
    const words = wordsScope(setting, [id]);
    const told = recordOf({ ...words.entries, ...keptTypes(setting, [id]), notice: NOTICE }, words.open ? { open: true } : {});
    for (const [whom, given] of Object.entries(act.tells)) {
      const at = [...path, "tells", whom];
      if (typeof given === "string") bracedFormulas(finder, at, given, told);
      else for (const part of ["title", "text"] as const) if (given[part] !== undefined) bracedFormulas(finder, [...at, part], given[part], told);
    }
  }
  for (const [id, { within }] of Object.entries(kind.clocks)) length(["clocks", id, "within"], within, actScope(setting, starters.get(id) ?? []));
}
