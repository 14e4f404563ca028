import { partsOf, type Kind, type Paper, type PaperBlock } from "#content/kind";
import { expression } from "#language/feel";
import type { Ctx } from "#kernel/ctx";
import { addDocument, issueDocument, type Blueprint, type NewDocument } from "#matter/matter";
import { provisional } from "./keeping.ts";
import { numberOf } from "./number.ts";
import { wordsScope, type Scope, type Told } from "./scope.ts";
import { sayValue } from "./saying.ts";
import { valueOf, worded } from "./text.ts";

/** A block of a paper as it was when the paper was issued: its formulas have become words. */
export type SaidBlock =
  | { type: "paragraph"; text: string }
  | { type: "list"; title?: string; items: string[] }
  | { type: "table"; head: string[]; rows: string[][] };

/** The ways of review and court: the item's own, else those of its kind. */
export function appealOf({ version, kind }: Blueprint): Kind["appeal"] {
  return version.definition.item.appeal ?? kind.appeal;
}

/** The block that stands for the item's ways of review and court. */
const APPEAL = "appeal";

function appealIn(scope: Scope): string {
  const { review = "", court = "" } = (scope["appeal"] ?? {}) as { review?: string; court?: string };
  return [review, court].filter(Boolean).join("");
}

/** A part of a paper that was written as one: `document` of a form. */
interface Part {
  kind: "heading" | "paragraph" | "item";
  text: string;
}

const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && "text" in value && "kind" in value;

/** What a formula gives as the body of a paper, or a part of it: texts are paragraphs, parts of a document what they are. */
function bodyOf(value: unknown): SaidBlock[] {
  const blocks: SaidBlock[] = [];
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const text = isPart(each) ? each.text : sayValue(each);
    const last = blocks.at(-1);
    if (text === "") continue;
    if (!isPart(each) || each.kind !== "item") blocks.push({ type: "paragraph", text });
    else if (last?.type === "list") last.items.push(text);
    else blocks.push({ type: "list", items: [text] });
  }
  return blocks;
}

/** A text that is a formula by itself, and gives a body rather than words: after "=", or the one name of a document in braces. */
function formulaOf(block: string, scope: Scope): unknown {
  if (block.startsWith("=")) return valueOf(block, scope);
  const [part, more] = partsOf(block);
  const value = part?.formula !== undefined && more === undefined ? expression(part.formula)(scope) : undefined;
  return Array.isArray(value) && value.length > 0 && value.every(isPart) ? value : undefined;
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map(sayValue).filter((text) => text !== "");
}

function said(block: PaperBlock, scope: Scope): SaidBlock[] {
  if (typeof block === "string") {
    const body = block === APPEAL ? undefined : formulaOf(block, scope);
    if (body !== undefined) return bodyOf(body);
    const text = block === APPEAL ? appealIn(scope) : worded(block, scope);
    return text === "" ? [] : [{ type: "paragraph", text }];
  }
  if (block.when !== undefined && expression(block.when)(scope) !== true) return [];
  if ("text" in block) return said(block.text, scope);
  if ("list" in block) {
    const items = listOf(valueOf(block.list, scope));
    return items.length > 0 ? [{ type: "list", ...(block.title !== undefined && { title: worded(block.title, scope) }), items }] : [];
  }
  const rows = valueOf(block.table.rows, scope);
  const table = (Array.isArray(rows) ? rows : []).map((row: unknown) => (Array.isArray(row) ? row : [row]).map(sayValue));
  return table.length > 0 ? [{ type: "table", head: block.table.head, rows: table }] : [];
}

/** The text of a paper as it is when it is issued. */
export function saidBlocks(body: Paper["body"], scope: Scope): SaidBlock[] {
  if (body === undefined) return [];
  if (typeof body !== "string") return body.flatMap((block) => said(block, scope));
  return body.startsWith("=") ? bodyOf(valueOf(body, scope)) : said(body, scope);
}

/** Issues a paper of the matter's kind: number and text are frozen with it. `kept`: what the act keeps that it is of. */
export async function issuePaper(ctx: Ctx, told: Told, paperId: string, kept: Readonly<Record<string, unknown>> = {}): Promise<NewDocument> {
  const { change, blueprint } = told;
  const paper = blueprint.papers.find(({ id }) => id === paperId);
  if (!paper) throw new Error(`the kind ${blueprint.kind.id} has no paper ${paperId}`);
  // A paper whose layout is code holds what it is made of.
  const { outcome: _outcome, ...made } = told.given ?? {};
  if (paper.body === undefined) return issueDocument(change, blueprint, paper.id, { ...made, ...kept, ...(await provisional(ctx, kept)) });
  const scope = { ...(await wordsScope(ctx, told)), appeal: appealOf(blueprint) };
  const number =
    paper.number === undefined
      ? `${change.matter.number ?? ""}-${change.matter.acts + 1}`
      : await numberOf(ctx, paper.number, scope, { gapless: paper.gapless ?? false });
  const to = paper.to === undefined ? undefined : addressee(paper.to, scope);
  return addDocument(change, paper.id, number, { name: paper.name, blocks: saidBlocks(paper.body, scope), ...(to !== undefined && { to }) });
}

/** To whom a paper goes: a party by its name, or the units that FEEL gives. */
function addressee(to: string, scope: Scope): string {
  const parties = scope["party"] as Record<string, { name?: string }>;
  return to.startsWith("=") ? sayValue(valueOf(to, scope)) : (parties[to]?.name ?? "");
}
