import type { Answers } from "#content/form";
import type { Desk } from "#content/kind";
import { alikeOf } from "#matter/begin";
import { linkOfAlike, type Alike } from "#matter/location";
import { NOBODY, type Blueprint } from "#matter/matter";
import { findPlace, type Candidate } from "#place/address";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { categoriesFor, type SuggestedCategory } from "./category.ts";
import { knowledgeFor, type Known } from "./knowledge.ts";
import { said, wordsIn } from "./words.ts";

/** A place that was likely meant, and what of the saying was changed. */
export type SuggestedPlace = Pick<Candidate, "words" | "point" | "area" | "changed" | "tail"> & { areaName: string };

/** What law takes elsewhere: what is told, and where to go. */
export interface Elsewhere {
  label: string;
  say: string;
  where: string;
  words: string[];
}

/** What a seat is shown beside what it writes. */
export interface Suggestions {
  places: SuggestedPlace[];
  categories: SuggestedCategory[];
  knowledge: Known[];
  /** Open matters that say the same. */
  same: Alike[];
  elsewhere: Elsewhere[];
}

const PLACES = 3;

/** Of what was said behind a number the house, stairs and room; the rest is no address. */
const ROOM = /^(?:[\d一二三四五六七八九十]+(?:幢|栋|号楼|单元|层|楼|室)[\d-]*)+/;

async function placesFor(ctx: Ctx, blueprint: Blueprint, answers: Answers, text: string): Promise<SuggestedPlace[]> {
  const { place } = blueprint.kind;
  if (place === undefined) return [];
  const { address = "", point } = (answers[place] ?? {}) as { address?: string; point?: unknown };
  // One that has its point is found.
  if (Array.isArray(point) || (address.trim() === "" && text.trim() === "")) return [];
  const [{ candidates }, { areas }] = await Promise.all([findPlace(ctx, address.trim() === "" ? text : address, { most: PLACES }), organisationNow(ctx)]);
  return candidates.map(({ words, point: at, area, changed, tail }) => ({
    words,
    point: at,
    area,
    changed,
    tail: ROOM.exec(tail)?.[0] ?? "",
    areaName: (area && areas.get(area)?.name) || "",
  }));
}

function elsewhereFor({ kind }: Blueprint, { elsewhere }: Desk, text: string): Elsewhere[] {
  const entries = elsewhere === undefined ? [] : (kind.codes?.[elsewhere] ?? []);
  return entries.flatMap((entry) => {
    const words = said(text, wordsIn(entry["words"]));
    return words.length > 0 ? [{ label: entry.label, say: String(entry["say"] ?? ""), where: String(entry["where"] ?? ""), words }] : [];
  });
}

/** What there is to say to an order that is half written: places, categories with their reason, what is known, what says the same, what law takes elsewhere. */
export async function suggestionsFor(ctx: Ctx, blueprint: Blueprint, itemId: string, answers: Answers): Promise<Suggestions> {
  const { kind, form } = blueprint;
  const { desk } = kind;
  if (!desk) return { places: [], categories: [], knowledge: [], same: [], elsewhere: [] };
  const text = String(answers[desk.about] ?? "");
  const chosen = desk.category === undefined ? undefined : (answers[desk.category] as string | undefined);
  const codes = (desk.category === undefined ? undefined : form.fields.get(desk.category)?.codes) ?? {};
  const link = linkOfAlike(kind);
  const places = await placesFor(ctx, blueprint, answers, text);
  const { address = "" } = ((kind.place === undefined ? undefined : answers[kind.place]) ?? {}) as { address?: string };
  const categories = await categoriesFor(ctx, kind, desk, codes, { text, places: [address, ...places.map(({ words }) => words)] });
  const [knowledge, same] = await Promise.all([
    knowledgeFor(ctx, desk, text, chosen ?? categories[0]?.value),
    link === undefined ? [] : alikeOf(ctx, kind, link, { matterId: NOBODY, itemId, form: answers, kind: kind.id }),
  ]);
  return {
    places,
    categories: chosen === undefined ? categories : categories.filter(({ value }) => value !== chosen),
    knowledge,
    same,
    elsewhere: elsewhereFor(blueprint, desk, text),
  };
}
