import { conflict } from "#values/errors";

/** The objects of a PDF whose table of places is plain text, as ours are (ISO 32000-1, 7.5.4). */
export interface PdfObjects {
  /** What stands between "obj" and "endobj" of the newest version of an object, its first million bytes at most. */
  body: (number: number) => string;
  /** Where the newest version of each object begins; -1 where it was struck out. */
  places: ReadonlyMap<number, number>;
  trailer: string;
  /** Where the newest table begins. */
  tableAt: number;
  /** The first number that no object has. */
  size: number;
}

function notOurs(): Error {
  return conflict("PDF_NOT_READABLE", "这个 PDF 不是本平台生成的格式，不能在上面签章。请使用平台出具的原件。");
}

const VERSIONS = 100;
// Of all tables together, and of one object: what a stranger's file may cost.
const TABLES = 1_000_000;
const BODY = 1_000_000;
const BODIES = 8_000_000;

/** The number that a dictionary refers to under a name: "/Root 3 0 R". */
export function referenceIn(dictionary: string, name: string): number | undefined {
  const found = new RegExp(`/${name}\\s+(\\d+)\\s+0\\s+R`).exec(dictionary);
  return found ? Number(found[1]) : undefined;
}

/** The same where it has to be there. */
export function neededIn(dictionary: string, name: string): number {
  const found = referenceIn(dictionary, name);
  if (found === undefined) throw notOurs();
  return found;
}

/** Opens the objects of a PDF that we wrote, later versions behind it included. Refusal PDF_NOT_READABLE for other kinds of PDF. */
export function openObjects(pdf: Buffer): PdfObjects {
  const begun = pdf.lastIndexOf("startxref");
  const tableAt = begun < 0 ? NaN : Number.parseInt(pdf.toString("latin1", begun + 9, begun + 30), 10);
  const places = new Map<number, number>();
  let newest = "";
  let next: number | undefined = tableAt;
  let room = TABLES;
  for (let version = 0; next !== undefined; version++) {
    if (!(next >= 0) || next >= pdf.length || version > VERSIONS || pdf.toString("latin1", next, next + 4) !== "xref") throw notOurs();
    const end: number = pdf.subarray(0, next + room).indexOf("startxref", next);
    if (end < 0) throw notOurs();
    room -= end - next;
    const [table = "", trailer = ""]: string[] = pdf.toString("latin1", next + 4, end).split("trailer");
    const words = table.split(/\s+/).filter(Boolean);
    for (let at = 0; at + 1 < words.length;) {
      const [first, count] = [Number(words[at]), Number(words[at + 1])];
      // A negative count would lead back to where the reading came from, and so on for ever.
      if (!Number.isInteger(first) || !Number.isInteger(count) || first < 0 || count < 0 || at + 2 + count * 3 > words.length) throw notOurs();
      for (let index = 0; index < count; index++) {
        const record = at + 2 + index * 3;
        if (!places.has(first + index)) places.set(first + index, words[record + 2] === "n" ? Number(words[record]) : -1);
      }
      at += 2 + count * 3;
    }
    newest ||= trailer;
    const before: string | undefined = /\/Prev\s+(\d+)/.exec(trailer)?.[1];
    if (before !== undefined && Number(before) >= next) throw notOurs();
    next = before === undefined ? undefined : Number(before);
  }
  const size = Number(/\/Size\s+(\d+)/.exec(newest)?.[1] ?? NaN);
  if (!Number.isInteger(size) || /\/Encrypt\b/.test(newest)) throw notOurs();
  let readable = BODIES;
  const body: PdfObjects["body"] = (number) => {
    const place = places.get(number);
    const opening = `${number} 0 obj`;
    if (place === undefined || place < 0 || pdf.toString("latin1", place, place + opening.length) !== opening) throw notOurs();
    const end = pdf.subarray(0, place + BODY).indexOf("endobj", place);
    readable -= end - place;
    if (end < 0 || readable < 0) throw notOurs();
    return pdf.toString("latin1", place + opening.length, end).trim();
  };
  return { body, places, trailer: newest, tableAt, size };
}

/** A dictionary with entries put in at its end. */
export function withEntries(dictionary: string, entries: string): string {
  const end = dictionary.lastIndexOf(">>");
  if (end < 0) throw notOurs();
  return `${dictionary.slice(0, end)}${entries}\n>>`;
}

/** A list under a name with one more member; made where there is none. */
export function withMember(dictionary: string, name: string, member: string): string {
  const list = new RegExp(`/${name}\\s*\\[([^\\]]*)\\]`).exec(dictionary);
  if (!list) return withEntries(dictionary, `/${name} [${member}]`);
  return dictionary.replace(list[0], () => `/${name} [${list[1]!.trim()} ${member}]`);
}

/** The object of a page, counted from 0, in the flat list that we write. */
export function pageNumber(objects: PdfObjects, page: number): number {
  const root = objects.body(neededIn(objects.trailer, "Root"));
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(objects.body(neededIn(root, "Pages")))?.[1] ?? "";
  const found = [...kids.matchAll(/(\d+)\s+0\s+R/g)][page]?.[1];
  if (found === undefined) throw new Error(`page ${page} of the PDF`);
  return Number(found);
}
