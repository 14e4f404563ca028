import { Refusal } from "#values/errors";
import { openObjects, referenceIn, type PdfObjects } from "./objects.ts";

/** What was added to a PDF behind a place: nothing; signatures and their pictures alone; or something else, or who knows what. */
export type Addition = "nothing" | "signatures" | "other";

// What a signature brings, each whole: its value, its field, its picture, the list of fields. Nothing that acts, and no page's content.
const BROUGHT = [
  /^<<\s*\/Type \/Sig [^]*\/ByteRange/,
  /^<<\s*\/Type \/Annot \/Subtype \/Widget \/FT \/Sig /,
  /^<<\s*\/Type \/Annot \/Subtype \/Stamp /,
  /^<<\s*\/Type \/XObject \/Subtype \/(Image|Form) /,
  /^<<\s*\/Fields \[[^\][]*\]\s*\/SigFlags \d\s*>>$/,
];
const ACTS = /\/(AA|A|JS|JavaScript|OpenAction|XFA|URI|Launch)\b/;

// The lists that may grow when a signature is added: annotations of a page, fields of the form; and the catalog may get its form.
const GROWING = /\/(Annots|Fields)\s*\[([^\][]*)\]|\/(AcroForm)\s+(\d+\s+0\s+R)|\/SigFlags\s+\d+/g;

function apart(body: string): { rest: string; lists: Map<string, string> } {
  const lists = new Map<string, string>();
  const rest = body.replace(GROWING, (_all, name?: string, list?: string, form?: string, reference?: string) => {
    if (name ?? form) lists.set((name ?? form)!, (list ?? reference)!.trim().replace(/\s+/g, " "));
    return "";
  });
  return { rest: rest.replace(/\s+/g, ""), lists };
}

function onlyGrew(before: string, after: string): boolean {
  const [old, now] = [apart(before), apart(after)];
  return (
    old.rest === now.rest &&
    [...old.lists].every(([name, list]) => (name === "AcroForm" ? now.lists.get(name) === list : now.lists.get(name)?.startsWith(list)))
  );
}

/** The dictionary of an object, without what may be streamed behind it. */
function dictionaryOf(body: string): string {
  return body.split(/\bstream\r?\n/, 1)[0]!.trim();
}

function onlySigned(before: PdfObjects, after: PdfObjects): boolean {
  if (["Root", "Info"].some((name) => referenceIn(before.trailer, name) !== referenceIn(after.trailer, name))) return false;
  return [...after.places].every(([number, place]) => {
    const old = before.places.get(number);
    if (old === place) return true;
    if (place < 0) return false;
    const body = after.body(number);
    if (old !== undefined) return old >= 0 && onlyGrew(before.body(number), body);
    const dictionary = dictionaryOf(body);
    return !ACTS.test(dictionary) && BROUGHT.some((shape) => shape.test(dictionary));
  });
}

/**
 * What was added behind the first `end` bytes of a PDF that may come from anybody, such as behind what a signature covers. Only in files with plain
 * tables can that be told; of others, and of any change to what stood there, it is "other".
 */
export function additionBehind(pdf: Buffer, end: number): Addition {
  if (/^\s*$/.test(pdf.toString("latin1", end, end + 1000)) && pdf.length - end <= 1000) return "nothing";
  try {
    return onlySigned(openObjects(pdf.subarray(0, end)), openObjects(pdf)) ? "signatures" : "other";
  } catch (error) {
    if (error instanceof Refusal) return "other";
    throw error;
  }
}
