// Photographs: what they say of place and time, a hash of what the camera wrote, smaller to send. They are read first: what is made smaller says nothing any more.
import { parse } from "./exifr.js";
import { newId, nextSeq, surely } from "./store.js";

/** Of one entry: what a poor line carries before it breaks. */
export const MOST = 20;
const SIDE = 1600;
/** Below this a photograph goes as it is, with everything that stands in it. */
const SMALL = 400 * 1024;

/** "2026:11:30 08:52:10" of the camera as "2026-11-30T08:52:10", with its offset where it knew one: a wall clock, read in no zone. */
function takenOf({ DateTimeOriginal, OffsetTimeOriginal } = {}) {
  const [, y, mo, d, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(DateTimeOriginal ?? "")) ?? [];
  if (y === undefined || y === "0000") return undefined;
  const offset = /^[+-]\d\d:\d\d$/.exec(String(OffsetTimeOriginal ?? ""))?.[0] ?? "";
  return `${y}-${mo}-${d}T${time}${offset}`;
}

async function factsOf(file) {
  const read = await parse(file, { reviveValues: false, gps: true, exif: true }).catch(() => undefined);
  const { latitude, longitude } = read ?? {};
  const there = Number.isFinite(latitude) && Number.isFinite(longitude) && (latitude !== 0 || longitude !== 0);
  return { taken: takenOf(read), ...(there && { point: [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))] }) };
}

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The picture as it is sent: upright, at most 1600 wide or high. Undefined where the browser cannot open it. */
async function smallerOf(file) {
  let whole;
  try {
    whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return undefined;
  }
  const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
  if (scale === 1 && file.size <= SMALL && /^image\/(jpeg|png)$/.test(file.type)) {
    whole.close();
    return { blob: file, smaller: undefined };
  }
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 }), smaller: true };
}

/** Takes a photograph in for an entry. Gives it as it is kept, or undefined where it cannot be opened. */
export async function takeIn(file, entry, field) {
  const [facts, hash, picture] = [await factsOf(file), await sha256(file), await smallerOf(file)];
  if (!picture) return undefined;
  const name = picture.smaller ? `${file.name.replace(/\.[^.]+$/, "") || "照片"}.jpg` : file.name;
  const photo = { id: newId(), seq: nextSeq(), entry, field, name, sha256: hash, ...facts, ...picture };
  // A file that somebody chose is only a name until it is read: what is kept are its bytes.
  photo.blob = new Blob([await picture.blob.arrayBuffer()], { type: picture.blob.type });
  await surely(["photos"], (tx) => tx.objectStore("photos").put(photo));
  return photo;
}

// From how many metres on it is told: what phones are off between houses is less.
export const FAR = 200;

const [EARTH, RADIANS] = [6_371_000, Math.PI / 180];

/** Metres between two points near each other. */
export function metresBetween([lon1, lat1], [lon2, lat2]) {
  return Math.hypot((lat2 - lat1) * RADIANS, (lon2 - lon1) * RADIANS * Math.cos(lat1 * RADIANS)) * EARTH;
}

/** What a photograph says of itself, in words, and how far from a place it was taken. */
export function factWords({ taken, point, from }, place) {
  const now = new Date();
  const day = taken && `${taken.slice(5, 7)}-${taken.slice(8, 10)}`;
  const today = day === `${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  const when = taken ? `${today ? "" : `${day} `}${taken.slice(11, 16)} 拍` : "没有拍摄时间";
  const metres = point && place ? Math.round(metresBetween(point, place)) : 0;
  const far = metres >= FAR ? `，离这件事 ${metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`}` : "";
  return `${when}，${point ? (from === "phone" ? "手机定位" : "有定位") : "没有定位"}${far}`;
}

/** Draws a photograph on a canvas: the content policy lets no page show what lies in the browser by address. */
export async function drawOn(canvas, { blob }) {
  const picture = await createImageBitmap(blob, { resizeWidth: 264 }).catch(() => undefined);
  if (!picture) return;
  [canvas.width, canvas.height] = [264, 198];
  const scale = Math.max(264 / picture.width, 198 / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  canvas.getContext("2d").drawImage(picture, (264 - w) / 2, (198 - h) / 2, w, h);
  picture.close();
}
