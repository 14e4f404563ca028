// What the phone keeps: pages of the day, what is being written, entries with their photographs, and who is signed in. One database; it goes as a whole.
import { deleteDB, openDB } from "./idb.js";

const NAME = "yw-field";
const LOCKED = "yw-field-locked";

let opening;

/** The database of who is signed in. */
export function store() {
  opening ??= openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("about");
      db.createObjectStore("pages", { keyPath: "path" });
      db.createObjectStore("drafts", { keyPath: "path" });
      db.createObjectStore("entries", { keyPath: "id" });
      db.createObjectStore("photos", { keyPath: "id" }).createIndex("entry", "entry");
    },
    // Another tab clears the phone: it must not wait for us.
    blocking: (_now, _then, event) => {
      opening = undefined;
      event.target.close();
    },
    terminated: () => (opening = undefined),
  });
  return opening;
}

/** What is locked away of entries that were not sent when a login ended. Nobody reads it here. */
export const lockedStore = () => openDB(LOCKED, 1, { upgrade: (db) => void db.createObjectStore("locked", { keyPath: "id" }) });

/** Removes the database with everything in it. */
export async function clearStore() {
  if (opening) (await opening).close();
  opening = undefined;
  await deleteDB(NAME);
}

/** A transaction whose end means that it is on the disk, not only on its way there. */
export async function surely(names, work) {
  const tx = (await store()).transaction(names, "readwrite", { durability: "strict" });
  const [given] = await Promise.all([work(tx), tx.done]);
  return given;
}

/** Who is signed in on this phone, as far as it knows. */
export const me = async () => (await store()).get("about", "me");

export const entriesNow = async () => (await (await store()).getAll("entries")).sort((a, b) => a.seq - b.seq);

export const photosOf = async (entry) => (await (await store()).getAllFromIndex("photos", "entry", entry)).sort((a, b) => a.seq - b.seq);

let last = 0;

/** A number that grows with every call, in this tab and the next: the order of entries. */
export function nextSeq() {
  last = Math.max(last + 1, Date.now());
  return last;
}

/** UUID of version 7, made here: entries must be told apart wherever they were made. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let at = Date.now();
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = at % 256;
    at = Math.floor(at / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const channel = new BroadcastChannel("yw-field");
const heard = new Set();
channel.addEventListener("message", () => heard.forEach((tell) => tell()));

/** Calls `tell` whenever something that is kept has changed, here or in another tab. */
export const onChange = (tell) => heard.add(tell);

export function changed() {
  heard.forEach((tell) => tell());
  channel.postMessage("changed");
}
