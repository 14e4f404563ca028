import { BOXES, DATED, GRAMMAR } from "./grammar.ts";
import { isDmn, isDrawing, isFeel, XSD, YIWANG } from "./namespaces.ts";
import { refuse, refuseName, type DmnRefusal } from "./refusal.ts";
import type { XmlElement } from "./xml.ts";
import { firstGraphemes } from "#values/graphemes";

/** Kinds that hold several expressions; all others hold at most one. */
const SEVERAL: ReadonlySet<string> = new Set(["list"]);

/** Kinds in which an expression must stand. */
const FILLED: ReadonlySet<string> = new Set(["binding", "entry", "box"]);

/**
 * Everything in the element that DMN 1.5 does not know in this place. What other tools note in their own namespaces, and drawings,
 * are left alone: by the standard they change no value.
 */
export function notUnderstood(element: XmlElement, kind: string, owner: string): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  walk(element, kind, owner, found);
  return found;
}

function walk(element: XmlElement, kind: string, owner: string, found: DmnRefusal[]): void {
  const grammar = GRAMMAR[kind];
  if (!grammar) return;
  const where = element.own["id"] ?? owner;
  const known = grammar.attributes.split(" ");
  for (const name of Object.keys(element.own))
    if (!known.includes(name)) found.push(refuseName(where, "unknown-attribute", `${element.name}/@${name}`, name, known));
  for (const key of Object.keys(element.foreign)) {
    const [namespace, name = ""] = key.split(" ");
    if (namespace === YIWANG && !(DATED.has(kind) && (name === "from" || name === "to")))
      found.push(refuse(where, "unknown-attribute", `${element.name}/@yw:${name}`));
  }
  if (grammar.needs && element.own[grammar.needs] === undefined) found.push(refuse(where, "missing-attribute", `${element.name}/@${grammar.needs}`));
  const { expressionLanguage = "", typeLanguage = "" } = element.own;
  if (expressionLanguage !== "" && !isFeel(expressionLanguage)) found.push(refuse(where, "unsupported-language", expressionLanguage));
  if (typeLanguage !== "" && !isFeel(typeLanguage) && typeLanguage !== XSD) found.push(refuse(where, "unsupported-language", typeLanguage));
  if (kind === "imported-values") found.push(refuse(where, "unsupported-import", element.own["importType"] ?? element.name));
  if (kind === "text") return;
  if (element.text.trim() !== "") found.push(refuse(where, "stray-text", firstGraphemes(element.text.trim(), 40)));
  walkChildren(element, kind, where, found);
}

function walkChildren(element: XmlElement, kind: string, where: string, found: DmnRefusal[]): void {
  const grammar = GRAMMAR[kind]!;
  let boxes = 0;
  for (const below of element.children) {
    if (isDrawing(below.namespace)) continue;
    const next = isDmn(below.namespace) ? grammar.children[below.name] : undefined;
    if (next === undefined) found.push(refuseName(where, "unknown-element", `${element.name}/${below.name}`, below.name, Object.keys(grammar.children)));
    else if (next !== "foreign") walk(below, next, where, found);
    if (BOXES.has(below.name) && next !== undefined) boxes += 1;
  }
  if (boxes > 1 && !SEVERAL.has(kind)) found.push(refuse(where, "one-expression"));
  if (boxes === 0 && FILLED.has(kind)) found.push(refuse(where, "no-expression", element.name));
}
