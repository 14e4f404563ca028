import { inflateSync } from "node:zlib";
import { Refusal } from "#values/errors";
import { openObjects } from "./objects.ts";

/** What a PDF says of itself (XMP, ISO 16684): its title, and its keywords as names and values where they were written so. */
export interface PdfSelf {
  title: string | undefined;
  custom: { name: string; value: string }[];
  /** Where in the file it says so; 0 where it says nothing. */
  at: number;
}

const LONGEST = 2_000;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function said(xmp: string, opening: string, closing: string): string | undefined {
  const from = xmp.indexOf(opening);
  const to = xmp.indexOf(closing, from);
  if (from < 0 || to < 0) return undefined;
  // No "<" within a tag: else each of very many would be followed to the end.
  const text = xmp.slice(from + opening.length, to).replace(/<[^<>]*>/g, "");
  return text
    .replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ENTITIES[name]!)
    .trim()
    .slice(0, LONGEST);
}

/** Reads what a PDF says of itself, where that lies in clear; nothing of it proves anything without a signature. */
export function readPdfSelf(pdf: Buffer): PdfSelf {
  const at = pdf.lastIndexOf("<x:xmpmeta");
  const xmp = at < 0 ? "" : (pdf.toString("utf8", at, at + 100_000).split("</x:xmpmeta>", 1)[0] ?? "");
  const keywords = said(xmp, "<pdf:Keywords>", "</pdf:Keywords>") ?? "";
  const custom = keywords.split("；").flatMap((each) => {
    const [, name, value] = /^([^：]{1,40})：(.+)$/s.exec(each) ?? [];
    return name ? [{ name, value: value! }] : [];
  });
  return { title: said(xmp, "<dc:title>", "</dc:title>") || undefined, custom, at: Math.max(0, at) };
}

const FILES = 20;
const LARGEST = 4 * 1024 * 1024;

/** Files of a media type that travel inside a PDF with plain tables; none where they cannot be read. Up to 20, of up to 4 MB unpacked. */
export function embeddedFiles(pdf: Buffer, type: string): Buffer[] {
  const wanted = `/Subtype /${type.replace("/", "#2F")}`;
  const found: Buffer[] = [];
  try {
    const { places, body } = openObjects(pdf);
    for (const [number, place] of places) {
      if (found.length === FILES) break;
      if (place < 0 || !pdf.toString("latin1", place, place + 300).includes("/Type /EmbeddedFile")) continue;
      const whole = body(number);
      const [dictionary = ""] = whole.split(/\bstream\r?\n/, 1);
      const content = whole.slice(dictionary.length).replace(/^stream\r?\n/, "");
      const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? NaN);
      if (!dictionary.includes(wanted) || !(length <= content.length)) continue;
      const bytes = Buffer.from(content.slice(0, length), "latin1");
      found.push(dictionary.includes("/FlateDecode") ? inflateSync(bytes, { maxOutputLength: LARGEST }) : bytes);
    }
  } catch (error) {
    // Not a table we read, or a stream that zlib does not unpack: nothing is found in it.
    if (!(error instanceof Refusal) && !(error as { code?: string }).code) throw error;
  }
  return found;
}
