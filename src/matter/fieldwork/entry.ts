import { badInput } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";

/** What a photograph said of itself on the phone, before it was made smaller. */
export interface PhotoFacts {
  /** The field it was taken for. */
  field: string;
  name: string;
  /** SHA-256 of what the camera wrote, hex. */
  sha256?: string;
  /** Wall clock of the camera, with its offset where the camera knew one: "2026-11-30T08:52:10+08:00". */
  taken?: string;
  /** Longitude and latitude. */
  point?: [number, number];
  /** Where the point comes from that is not the photograph's own. */
  from?: "phone";
  /** It was made smaller before it was sent. */
  smaller?: true;
}

/** Something that a phone brings in: its own lines. What it is about is the act's. */
export interface Entry {
  /** UUID that the phone made. */
  id: string;
  /** By the phone's clock; null where it said none that can be read. */
  madeAt: Date | null;
  sentAt: Date | null;
  photos: PhotoFacts[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TAKEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?$/;
const MOST_PHOTOS = 20;

function instantOf(text: unknown): Date | null {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

function pointOf(value: unknown): [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [lon, lat] = value as unknown[];
  if (typeof lon !== "number" || typeof lat !== "number" || !Number.isFinite(lon) || !Number.isFinite(lat)) return undefined;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : undefined;
}

/** A fact that cannot be read is left out: the photograph itself counts. */
function factsOf(value: unknown): PhotoFacts[] {
  if (typeof value !== "object" || value === null) return [];
  const { field, name, sha256, taken, point, from, smaller } = value as Record<string, unknown>;
  const at = pointOf(point);
  return [
    {
      field: typeof field === "string" ? firstGraphemes(field, 60) : "",
      name: typeof name === "string" ? firstGraphemes(name.toWellFormed(), 200) : "",
      ...(typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
      ...(typeof taken === "string" && TAKEN.test(taken) && { taken }),
      ...(at && { point: at }),
      ...(at && from === "phone" && { from }),
      ...(smaller === true && { smaller }),
    },
  ];
}

function photosIn(text: unknown): PhotoFacts[] {
  if (typeof text !== "string" || text === "" || text.length > 20_000) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.slice(0, MOST_PHOTOS).flatMap(factsOf) : [];
  } catch {
    return [];
  }
}

/** The lines of an entry in a form: `_entry`, `_made`, `_sent`, `_photos`. Refuses one without an id; times that nobody can read are none. */
export function entryIn(body: Readonly<Record<string, unknown>>): Entry {
  const id = body["_entry"];
  if (typeof id !== "string" || !UUID.test(id)) throw badInput("ENTRY_ID", "这条记录没有自己的编号，没有收下。请在手机上重新打开这一页再提交，已经填的都在。");
  return { id, madeAt: instantOf(body["_made"]), sentAt: instantOf(body["_sent"]), photos: photosIn(body["_photos"]) };
}
