import type { Box } from "#drawing/layout";
import { sm3 } from "#crypto/crypto";
import { pictureObject, showing } from "./appearance.ts";
import { neededIn, openObjects, pageNumber, referenceIn, withEntries, withMember } from "./objects.ts";

export interface PdfSignatureGiven {
  /** From 0. */
  page: number;
  /** Where the picture stands: points from the top left, as a drawing gives it. */
  box: Box;
  /** PNG; none for a signature that shows nothing. */
  picture?: Buffer;
  /** Where the picture, or the part of it in `clip`, is shown besides: 骑缝章. Boxes of the whole picture, clips counted from their corner. */
  also?: readonly { page: number; box: Box; clip?: Box }[];
  /** Who signs, in words. */
  name: string;
  reason?: string;
  time: Date;
  /** Bytes kept free for the CMS. */
  room?: number;
}

/** A PDF that waits for its CMS. */
export interface PreparedPdf {
  bytes: Buffer;
  /** Start and length of both pieces that are signed; between them lies the room for the CMS. */
  range: [number, number, number, number];
  /** What is signed: both pieces together, and their SM3. */
  content: Buffer;
  hash: Buffer;
}

// Signature, certificates of a chain of three, and a time stamp take some six thousand bytes.
const ROOM = 16_000;
const HOLE = "0000000000 0000000000 0000000000";

function words(text: string): string {
  return `<FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}>`;
}

/** "D:20261126103000+08'00'": the time of the city. */
function moment(time: Date): string {
  const local = new Date(time.getTime() + 8 * 3_600_000).toISOString();
  return `(D:${local.slice(0, 19).replaceAll(/[-:T]/g, "")}+08'00')`;
}

/** The table of places of what was added (ISO 32000-1, 7.5.6). */
function table(places: ReadonlyMap<number, number>): string {
  const lines = [...places].sort(([a], [b]) => a - b).map(([number, place]) => `${number} 1\n${String(place).padStart(10, "0")} 00000 n \n`);
  return `xref\n${lines.join("")}`;
}

/**
 * Adds a signature field behind a PDF of ours (an incremental update: nothing before it changes, so that earlier signatures hold on), with its
 * picture and a room for a detached CMS (adbe.pkcs7.detached).
 * @throws Refusal PDF_NOT_READABLE for a PDF that is not of our kind. Error for a page it does not have, or a picture that is no PNG.
 */
export function preparePdfSignature(pdf: Buffer, given: PdfSignatureGiven): PreparedPdf {
  const { page, box, picture, also = [], name, reason, time, room = ROOM } = given;
  const objects = openObjects(pdf);
  const pieces: Buffer[] = [pdf, Buffer.from("\n")];
  let length = pdf.length + 1;
  const places = new Map<number, number>();
  const put = (number: number, body: string | Buffer): void => {
    const written = Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from("\nendobj\n")]);
    places.set(number, length);
    pieces.push(written);
    length += written.length;
  };
  let next = objects.size;
  const add = (body: string | Buffer): number => {
    put(next, body);
    return next++;
  };
  const root = neededIn(objects.trailer, "Root");
  const catalog = objects.body(root);
  const changed = new Map<number, { at: number; body: string; height: number }>();
  const pageOf = (index: number) => {
    const at = pageNumber(objects, index);
    const body = objects.body(at);
    const known = changed.get(index) ?? { at, body, height: Number(/\/MediaBox\s*\[\s*\S+\s+\S+\s+\S+\s+([\d.]+)/.exec(body)?.[1] ?? 841.89) };
    changed.set(index, known);
    return known;
  };
  const rectOn = (index: number, { x, y, width, height }: Box): string =>
    [x, pageOf(index).height - y - height, x + width, pageOf(index).height - y].map((each) => each.toFixed(2)).join(" ");
  const annotate = (index: number, annotation: number): void => {
    const known = pageOf(index);
    known.body = withMember(known.body, "Annots", `${annotation} 0 R`);
  };
  const signed = pageOf(page).at;
  const image = picture && pictureObject(add, picture);
  for (const { page: index, box: whole, clip } of image === undefined ? [] : also) {
    const seen = clip ? { x: whole.x + clip.x, y: whole.y + clip.y, width: clip.width, height: clip.height } : whole;
    const look = add(showing(image!, whole, clip));
    // Printed, locked, and nobody may write on it (12.5.3).
    annotate(index, add(`<< /Type /Annot /Subtype /Stamp /F 196 /P ${pageOf(index).at} 0 R /Rect [${rectOn(index, seen)}] /AP << /N ${look} 0 R >> >>`));
  }
  const look = image === undefined ? undefined : add(showing(image, box));

  const why = reason ? ` /Reason ${words(reason)}` : "";
  const value = add(
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name ${words(name)}${why} /M ${moment(time)}\n/ByteRange [0 ${HOLE}]\n/Contents <${"0".repeat(room * 2)}> >>`,
  );
  const form = referenceIn(catalog, "AcroForm");
  const shown = look === undefined ? "/Rect [0 0 0 0]" : `/Rect [${rectOn(page, box)}] /AP << /N ${look} 0 R >>`;
  // Printed and locked (12.5.3).
  const field = add(`<< /Type /Annot /Subtype /Widget /FT /Sig /T (seal-${value}) /V ${value} 0 R /F 132 /P ${signed} 0 R ${shown} >>`);
  annotate(page, field);
  for (const { at, body } of changed.values()) put(at, body);
  if (form === undefined) put(root, withEntries(catalog, `/AcroForm ${add(`<< /Fields [${field} 0 R] /SigFlags 3 >>`)} 0 R`));
  else put(form, withMember(objects.body(form), "Fields", `${field} 0 R`));
  const kept = objects.trailer.replace(/\/(Size|Prev)\s+\d+/g, "").trim();
  pieces.push(Buffer.from(`${table(places)}trailer\n${withEntries(kept, `/Size ${next}\n/Prev ${objects.tableAt}`)}\nstartxref\n${length}\n%%EOF\n`));
  const bytes = Buffer.concat(pieces);

  const start = bytes.indexOf("/Contents <", places.get(value)) + "/Contents ".length;
  const behind = start + room * 2 + 2;
  const range: PreparedPdf["range"] = [0, start, behind, bytes.length - behind];
  bytes.write(range.slice(1).join(" ").padEnd(HOLE.length), bytes.indexOf("/ByteRange [0 ", places.get(value)) + "/ByteRange [0 ".length, "latin1");
  const content = Buffer.concat([bytes.subarray(0, start), bytes.subarray(behind)]);
  return { bytes, range, content, hash: sm3(content) };
}

/** Puts the CMS (DER) into its room. Error when it does not fit. */
export function attachCms({ bytes, range }: Pick<PreparedPdf, "bytes" | "range">, der: Buffer): Buffer {
  const room = (range[2] - range[1] - 2) / 2;
  if (der.length > room) throw new Error(`CMS of ${der.length} bytes, room for ${room}`);
  const signed = Buffer.from(bytes);
  signed.write(der.toString("hex"), range[1] + 1, "latin1");
  return signed;
}
