import { EVERY_PARTY, partsOf, type Kind, type Paper, type PaperBlock } from "#content/kind";
import { expression } from "#language/feel";
import type { Ctx } from "#kernel/ctx";
import { conflict } from "#values/errors";
import { addDocument, changeOf, type Blueprint, type IssuedDocument, type Matter, type NewDocument, type SaidPaper } from "#matter/matter";
import { handedIn } from "./handed-in.ts";
import { provisional } from "./keeping.ts";
import { numberOf } from "./number.ts";
import { paperIn } from "./paper-kind.ts";
import { wordsScope, type Scope, type Told } from "./scope.ts";
import { sayValue, sentenceOf } from "./saying.ts";
import { valueOf, worded } from "./text.ts";

type SaidBlock = SaidPaper["blocks"][number];

/** The ways of review and court: the item's own, else those of its kind. */
export function appealOf({ version, kind }: Blueprint): Kind["appeal"] {
  return version.definition.item.appeal ?? kind.appeal;
}

/** The block that stands for the item's ways of review and court. */
const APPEAL = "appeal";

function appealIn(scope: Scope): string {
  const { review = "", court = "" } = (scope["appeal"] ?? {}) as { review?: string; court?: string };
  return [review, court].filter(Boolean).map(sentenceOf).join("");
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
  const { head, rows: written, widths, empty = false } = block.table;
  const rows = valueOf(written, scope);
  const table = (Array.isArray(rows) ? rows : []).map((row: unknown) => (Array.isArray(row) ? row : [row]).map(sayValue));
  return table.length > 0 || empty ? [{ type: "table", head, rows: table, ...(widths && { widths }) }] : [];
}

function saidBody(body: NonNullable<Paper["body"]>, scope: Scope): SaidBlock[] {
  if (typeof body !== "string") return body.flatMap((block) => said(block, scope));
  return body.startsWith("=") ? bodyOf(valueOf(body, scope)) : said(body, scope);
}

/** A paper in words over what it sees. */
export function saidPaper({ name, title, to, layout, body = [] }: Paper, scope: Scope): SaidPaper {
  return {
    name,
    ...(title !== undefined && { title: worded(title, scope) }),
    ...(to !== undefined && { to: addressee(to, scope) }),
    ...(layout !== undefined && { layout }),
    blocks: saidBody(body, scope),
  };
}

/** To whom a paper goes: a party by its name, or the units that FEEL gives. */
function addressee(to: string, scope: Scope): string {
  if (to === EVERY_PARTY) return "";
  const parties = scope["party"] as Record<string, { name?: string }>;
  return to.startsWith("=") ? sayValue(valueOf(to, scope)) : (parties[to]?.name ?? "");
}

/** What a paper sees: the words of its matter, what is laid out in papers alone, and what is kept with it. */
async function paperScope(ctx: Ctx, told: Told, { title, number, to, body }: Paper, kept: Readonly<Record<string, unknown>>): Promise<Scope> {
  const { change, blueprint } = told;
  const { matter } = change;
  const text = JSON.stringify([title, number, to, body]);
  // A paper to a party names it by its role.
  const sees = (name: string): boolean => text.includes(name) || (name === "party" && to !== undefined);
  const words = await wordsScope(ctx, told, { sees });
  return {
    act: matter.acts + 1,
    provisional: false,
    handed_in: sees("handed_in") ? await handedIn(ctx, matter, blueprint) : [],
    terms: [],
    ...words,
    // What a number says that ends with the day and a serial: the year, and what follows it.
    matter: { ...(words["matter"] as object), year: matter.number?.slice(-12, -8) ?? "", serial: matter.number?.slice(-8) ?? "" },
    ...kept,
    appeal: appealOf(blueprint) ?? null,
  };
}

/** Issues a paper of the matter's kind: number and text are frozen with it. `kept`: what the act keeps that it is of. */
export async function issuePaper(ctx: Ctx, told: Told, paperId: string, kept: Readonly<Record<string, unknown>> = {}): Promise<NewDocument> {
  const { change, blueprint } = told;
  const paper = await paperIn(ctx, blueprint, paperId);
  if (paper?.body === undefined)
    throw conflict("PAPER_WITHOUT_TEXT", `这一步要出具的《${paper?.name ?? paperId}》没有写正文，所以没有办理。请联系事项管理员补上件类的文书。`);
  const data = { ...kept, ...(await provisional(ctx, kept)) };
  const { given, personal = {}, ...about } = told;
  const scope = await paperScope(ctx, { ...about, given: { ...given, ...personal } }, paper, data);
  const number =
    paper.number === undefined
      ? `${change.matter.number ?? ""}-${change.matter.acts + 1}`
      : await numberOf(ctx, paper.number, Object.keys(personal).length === 0 ? scope : await paperScope(ctx, told, paper, data), {
          gapless: paper.gapless ?? false,
        });
  // What service acts of the same step give is known only after it.
  const again = JSON.stringify(paper.body).includes("terms") ? (terms: readonly object[]): SaidPaper => saidPaper(paper, { ...scope, terms }) : undefined;
  return addDocument(change, paper.id, number, frozen(data, saidPaper(paper, scope)), again);
}

/** What is written of a paper: its words, and what was kept with it that is called otherwise. */
function frozen(kept: Readonly<Record<string, unknown>>, words: SaidPaper): Record<string, unknown> {
  const others = Object.entries(kept).filter(([name]) => !["name", "title", "to", "layout", "blocks"].includes(name));
  return { ...Object.fromEntries(others), ...words };
}

/**
 * What an issued document says: as it was frozen; of one from before papers had words of their own, the words of its kind over what was kept with it.
 * Undefined for a paper that nobody has words for.
 */
export async function saidOf(
  ctx: Ctx,
  { matter, blueprint }: { matter: Matter; blueprint: Blueprint },
  { kind, name, data, issuedAt }: Pick<IssuedDocument, "kind" | "name" | "data" | "issuedAt">,
): Promise<SaidPaper | undefined> {
  if (Array.isArray(data["blocks"])) return { name, ...(data as Omit<SaidPaper, "name">) };
  const paper = await paperIn(ctx, blueprint, kind);
  if (paper?.body === undefined) return undefined;
  const then = { ...ctx, now: issuedAt };
  return saidPaper(paper, await paperScope(then, { change: changeOf(matter), blueprint, given: data }, paper, data));
}
