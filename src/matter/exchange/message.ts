import { depthOf, MOST_NESTED } from "#kernel/http";
import { badInput, type Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";
import { isId } from "#values/ids";

/** What a message is for: to pass a matter on, to report how it stands, to give it back. */
export type Sort = "pass" | "report" | "return";

/** A message as it is read. What is signed and kept are its bytes; nothing is ever written anew from this. */
export interface Message {
  message: string;
  /** Key ids of who sends it and for whom it is. */
  from: string;
  to: string;
  /** When it was made; when it was sent stands in its header. */
  at: string;
  sort: Sort;
  /** The message that passed the matter on, of what comes after that. */
  about: string | null;
  body: Record<string, unknown>;
}

/** A photograph, with its bytes in base64. */
export interface Photo {
  name: string;
  type: "image/jpeg" | "image/png";
  content: string;
}

/** What is told of a matter that is passed on. Nothing of who reported it. */
export interface PassBody {
  /** How whoever passes it calls it. */
  number: string;
  title: string;
  /** What it is: the id of the item, its code by a standard or a catalogue, its name. */
  item: { id: string; code: string | null; name: string };
  place: { address: string | null; point: [longitude: number, latitude: number] | null };
  description: string;
  /** Answers that are nobody's, by the name of their field. */
  answers: Record<string, string | number | boolean | string[]>;
  note: string;
  photos: Photo[];
  /** What of it was left out, in words. */
  left_out: string[];
}

/** How a matter stands that was passed to whoever reports. */
export interface ReportBody {
  number: string;
  /** 1 is the first: what comes late is known by it. */
  seq: number;
  /** When it came to stand so. */
  at: string;
  /** In words for everybody. */
  state: string;
  closed: boolean;
  words: string | null;
}

/** That it comes back, and why. */
export interface ReturnBody {
  number: string;
  seq: number;
  at: string;
  state: string;
  reason: string;
}

/** The most bytes of a message: nine photographs as telephones make them smaller, and words. */
export const MOST_BYTES = 16 * 1024 * 1024;
/** The most that all photographs of a message have, and one of them; what is beyond is left out with a remark. */
export const PHOTOS_BYTES = 9 * 1024 * 1024;
export const PHOTO_BYTES = 5 * 1024 * 1024;
export const MOST_PHOTOS = 9;
/** The most letters of a text, and the most answers. */
export const LONGEST = 5000;
export const MOST_ANSWERS = 100;

/** Whether an answer may go along: plain, not too long, under a name that fields have. */
export function isAnswer(name: string, value: unknown): value is PassBody["answers"][string] {
  const plain = Number.isFinite(value) || typeof value === "boolean" || (typeof value === "string" && value.length <= LONGEST);
  const list = (): boolean => Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === "string" && one.length <= 200);
  return /^[a-z][a-z0-9_]{0,59}$/.test(name) && (plain || list());
}

type Row = Record<string, unknown>;

function fault(where: string, what: string): Refusal {
  return badInput("FORM", `报文不合格式：${where} ${what}。格式见《协同报文》。`);
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

function rowAt(value: unknown, where: string): Row {
  if (!isRow(value)) throw fault(where, "要是一个对象");
  return value;
}

function textAt(row: Row, name: string, where: string, { most, least = 0 }: { most: number; least?: number }): string {
  const value = row[name];
  if (typeof value !== "string" || [...value].length < least || [...value].length > most)
    throw fault(`${where}.${name}`, `要是 ${least} 到 ${most} 个字的文本`);
  return value;
}

const orNull = <T>(value: unknown, read: () => T): T | null => (value === null || value === undefined ? null : read());

function pointAt(value: unknown): [number, number] {
  const [longitude, latitude, more] = Array.isArray(value) ? (value as unknown[]) : [];
  const fits = (each: unknown, most: number): each is number => typeof each === "number" && Math.abs(each) <= most;
  if (!fits(longitude, 180) || !fits(latitude, 90) || more !== undefined) throw fault("body.place.point", "要是 [经度, 纬度]（CGCS2000）");
  return [longitude, latitude];
}

function answersAt(value: unknown): PassBody["answers"] {
  const entries = Object.entries(rowAt(value, "body.answers"));
  if (entries.length > MOST_ANSWERS) throw fault("body.answers", `最多 ${MOST_ANSWERS} 项`);
  return Object.fromEntries(
    entries.map(([name, each]) => {
      if (!isAnswer(name, each)) throw fault(`body.answers.${firstGraphemes(name, 60)}`, "要是文本、数、真假或者文本的列表");
      return [name, each];
    }),
  );
}

function photosAt(value: unknown): Photo[] {
  if (!Array.isArray(value) || value.length > MOST_PHOTOS) throw fault("body.photos", `要是列表，最多 ${MOST_PHOTOS} 张`);
  return value.map((each, at) => {
    const where = `body.photos[${at}]`;
    const photo = rowAt(each, where);
    const { type, content } = photo;
    if (type !== "image/jpeg" && type !== "image/png") throw fault(`${where}.type`, "要是 image/jpeg 或者 image/png");
    const most = Math.ceil(PHOTO_BYTES / 3) * 4;
    if (typeof content !== "string" || content.length > most || !/^[A-Za-z0-9+/]+={0,2}$/.test(content))
      throw fault(`${where}.content`, `要是 base64，最多 ${PHOTO_BYTES / 1024 / 1024} MB`);
    return { name: textAt(photo, "name", where, { most: 200 }), type, content };
  });
}

/** What a pass says; refuses by its place what does not fit. */
export function passBody(body: Row): PassBody {
  const item = rowAt(body["item"], "body.item");
  const place = rowAt(body["place"], "body.place");
  const { left_out: leftOut = [] } = body;
  if (!Array.isArray(leftOut) || leftOut.length > 50 || !leftOut.every((each) => typeof each === "string" && each.length <= 500))
    throw fault("body.left_out", "要是文本的列表");
  return {
    number: textAt(body, "number", "body", { least: 1, most: 100 }),
    title: textAt(body, "title", "body", { most: 500 }),
    item: {
      id: textAt(item, "id", "body.item", { least: 1, most: 100 }),
      code: orNull(item["code"], () => textAt(item, "code", "body.item", { least: 1, most: 100 })),
      name: textAt(item, "name", "body.item", { least: 1, most: 200 }),
    },
    place: {
      address: orNull(place["address"], () => textAt(place, "address", "body.place", { most: 500 })),
      point: orNull(place["point"], () => pointAt(place["point"])),
    },
    description: textAt(body, "description", "body", { most: 5000 }),
    answers: answersAt(body["answers"]),
    note: textAt(body, "note", "body", { most: 5000 }),
    photos: photosAt(body["photos"]),
    left_out: leftOut as string[],
  };
}

function seqAt({ seq }: Row): number {
  if (!Number.isInteger(seq) || (seq as number) < 1 || (seq as number) > 1_000_000) throw fault("body.seq", "要是从 1 起的整数");
  return seq as number;
}

function momentAt(row: Row, name: string, where: string): string {
  const text = textAt(row, name, where, { most: 40 });
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(Date.parse(text)))
    throw fault(`${where}.${name}`, "要写日期、时间和时区，例如 2026-11-20T08:00:00+08:00");
  return text;
}

/** What a report says. */
export function reportBody(body: Row): ReportBody {
  if (typeof body["closed"] !== "boolean") throw fault("body.closed", "要是 true 或者 false");
  return {
    number: textAt(body, "number", "body", { least: 1, most: 100 }),
    seq: seqAt(body),
    at: momentAt(body, "at", "body"),
    state: textAt(body, "state", "body", { least: 1, most: 100 }),
    closed: body["closed"],
    words: orNull(body["words"], () => textAt(body, "words", "body", { most: 5000 })),
  };
}

/** What comes with a matter that is given back. */
export function returnBody(body: Row): ReturnBody {
  return {
    number: textAt(body, "number", "body", { least: 1, most: 100 }),
    seq: seqAt(body),
    at: momentAt(body, "at", "body"),
    state: textAt(body, "state", "body", { least: 1, most: 100 }),
    reason: textAt(body, "reason", "body", { least: 1, most: 5000 }),
  };
}

// A text that no database holds: it has a NUL, or half of a character.
const isOdd = (value: unknown): boolean => typeof value === "string" && (value.includes("\0") || !value.isWellFormed());

/** A message out of its bytes; refuses what is none. Says nothing yet of who sent it. */
export function readMessage(bytes: Buffer): Message {
  let read: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (depthOf(text) > MOST_NESTED) throw new Error("too deep");
    read = JSON.parse(text, (name, value: unknown) => {
      if (isOdd(name) || isOdd(value)) throw new Error("an odd text");
      return value;
    });
  } catch {
    throw badInput("FORM", "报文读不懂：要是 UTF-8 的 JSON，不能有空字符。");
  }
  const row = rowAt(read, "报文");
  const { message, about = null, sort } = row;
  if (!isId(message)) throw fault("message", "要是小写的 UUID");
  if (about !== null && !isId(about)) throw fault("about", "要是小写的 UUID 或者 null");
  if (sort !== "pass" && sort !== "report" && sort !== "return") throw fault("sort", "要是 pass、report 或者 return");
  if ((sort === "pass") !== (about === null)) throw fault("about", sort === "pass" ? "在 pass 里是 null" : "要写明是哪一条 pass");
  const key = (name: "from" | "to"): string => {
    if (!/^[0-9a-f]{32}$/.test(String(row[name]))) throw fault(name, "要是 32 个十六进制字符");
    return String(row[name]);
  };
  return { message, from: key("from"), to: key("to"), at: momentAt(row, "at", "报文"), sort, about, body: rowAt(row["body"], "body") };
}
