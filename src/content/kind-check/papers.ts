import { EVERY_PARTY, WAYS_LIST, type Paper, type PaperBlock } from "#content/kind";
import { CHECKED, paperType, type Finding } from "#content/scope";
import { PURPOSES } from "#trust/seal";
import { BOOLEAN, listOf, ANY, type RecordType, type Type } from "#language/typing";
import { bracedFormulas, numberFormulas } from "./formulas.ts";
import { finder, type Finder, type Path } from "./finder.ts";
import { keptTypes } from "./kept.ts";
import { wordsScope, type Setting } from "./setting.ts";

/** The acts by which a paper is issued, those as which stops begin among them, and whether works issue it. */
function issuers({ kind }: Setting, paper: string): { acts: string[]; byWork: boolean } {
  const acts = Object.entries(kind.acts).flatMap(([id, act]) => (act.paper === paper ? [id] : []));
  const stops = Object.values(kind.stops).flatMap((stop) => (stop.paper === paper ? [stop.started ?? "stopped"] : []));
  return { acts: [...new Set([...acts, ...stops])], byWork: Object.values(kind.works).some((work) => work.paper === paper) };
}

/** What a paper sees; its number, which many read, nothing personal. One that records a check list is made of that alone, and of what every text sees. */
function scopeOf(setting: Setting, { acts, byWork }: { acts: string[]; byWork: boolean }, personal: "hidden" | "seen"): RecordType {
  const kept: Record<string, Type> = { ...keptTypes(setting, acts), ...(byWork && CHECKED) };
  return paperType(wordsScope(setting, acts, personal), kept);
}

function block(found: Finder, path: Path, written: PaperBlock, scope: RecordType): void {
  const text = (at: Path, words: string): void => {
    if (words === "appeal") return;
    if (words.startsWith("=")) found.formula(at, words, scope);
    else bracedFormulas(found, at, words, scope);
  };
  if (typeof written === "string") return text(path, written);
  if (written.when !== undefined) found.formula([...path, "when"], written.when, scope, { type: BOOLEAN, what: "when " });
  if ("text" in written) return text([...path, "text"], written.text);
  if ("list" in written) {
    if (written.title !== undefined) bracedFormulas(found, [...path, "title"], written.title, scope);
    if (written.list.startsWith("=")) found.formula([...path, "list"], written.list, scope);
    return;
  }
  const { rows, head, widths } = written.table;
  if (widths && widths.length !== head.length) found.say([...path, "table", "widths"], `widths 有 ${widths.length} 个，表头有 ${head.length} 列：一列写一个`);
  if (rows.startsWith("=")) found.formula([...path, "table", "rows"], rows, scope, { type: listOf(ANY), what: "rows 要得出清单，" });
  else found.say([...path, "table", "rows"], `rows 要写公式，以“=”开头：'=[["项目", 金额]]'`);
}

/** What is wrong with the papers of a kind: names that are there twice, to whom they go, formulas in their text. */
export function paperFindings(setting: Setting, papers: readonly Paper[]): Finding[] {
  const found = finder();
  const { known } = setting;
  const ids = papers.map(({ id }) => id);
  const ways = setting.around.codes?.get(WAYS_LIST);
  papers.forEach(({ id, name, title, number, to, body, gapless, seal, receipt }, at) => {
    if (ids.indexOf(id) < at) found.say([at, "id"], `文书“${id}”重复`, { word: id });
    if (gapless && !/\{serial/.test(number ?? "")) found.say([at, "gapless"], "gapless 是文号一个不缺，要有带 {serial:1} 的 number");
    if (receipt && setting.around.codes && !ways?.length)
      found.say([at, "receipt"], `要送达回证的文书（receipt: true）要有送达方式的代码表 ${WAYS_LIST}，业务包 common 里有一份`, { key: true });
    if (seal !== undefined)
      found.named([at, "seal"], seal, { what: "用印的用途", names: [...Object.keys(PURPOSES), "none"], words: { ...PURPOSES, none: "不盖章" } });
    if (body === undefined) return found.say([at, "id"], `文书“${name}”没有正文：在 body 里写几段`, { word: id });
    const by = issuers(setting, id);
    if (by.acts.length === 0 && !by.byWork && setting.graphs.length > 0)
      found.say([at, "id"], `文书“${id}”没有动作、停或者环节用到：在 acts 里写 paper: ${id}`, { word: id });
    const scope = scopeOf(setting, by, "seen");
    if (title !== undefined) bracedFormulas(found, [at, "title"], title, scope);
    if (number !== undefined) numberFormulas(found, [at, "number"], number, scopeOf(setting, by, "hidden"));
    if (to?.startsWith("=")) found.formula([at, "to"], to, scope);
    else if (to !== EVERY_PARTY) found.named([at, "to"], to, known.party);
    if (typeof body !== "string") body.forEach((each, index) => block(found, [at, "body", index], each, scope));
    else if (body.startsWith("=")) found.formula([at, "body"], body, scope);
    else bracedFormulas(found, [at, "body"], body, scope);
  });
  return found.found;
}
