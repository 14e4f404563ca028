// When a login has ended, the phone keeps nothing that can be read. What was not sent yet is encrypted by a key that the server alone gives out again, to the
// same person; after seven days it is removed.
import { changed, clearStore, entriesNow, lockedStore, photosOf, store, surely } from "./store.js";

const DAYS = 7 * 86_400_000;

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const hashOf = (text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** The key that the server gives this person, as one that can be used and not be read. */
export async function keyOf(secret) {
  return crypto.subtle.importKey("raw", await hashOf(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function sealed(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

const opened = (key, { iv, data }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);

/** One thing that was not sent, with its photographs. */
async function lockAway(db, { key, whose }, name, thing, entry) {
  const photos = await photosOf(entry);
  const words = { name, thing, photos: photos.map(({ blob, ...rest }) => ({ ...rest, type: blob.type })) };
  const pictures = [];
  for (const { blob } of photos) pictures.push(await sealed(key, await blob.arrayBuffer()));
  const text = await sealed(key, new TextEncoder().encode(JSON.stringify(words)));
  await db.put("locked", { id: entry, whose, until: Date.now() + DAYS, text, pictures });
}

/** Locks away what was not sent, then removes everything: tasks, forms, photographs, names, caches. */
export async function lock() {
  await navigator.locks.request("yw-field-lock", async () => {
    const db = await store();
    const me = await db.get("about", "me");
    if (me) {
      const locked = await lockedStore();
      const whose = hex(await hashOf(me.who));
      for (const entry of await entriesNow()) if (entry.state !== "done") await lockAway(locked, { key: me.key, whose }, "entries", entry, entry.id);
      for (const draft of await db.getAll("drafts")) await lockAway(locked, { key: me.key, whose }, "drafts", draft, draft.id);
      locked.close();
    }
    await clearStore();
    for (const name of await caches.keys()) if (name.startsWith("yw-field-")) await caches.delete(name);
  });
  changed();
}

/** Gives back what was locked away of who is signed in now; removes what is too old. Others' stays closed. Gives how many were too old. */
export async function unlock({ who, key }) {
  const locked = await lockedStore();
  const whose = hex(await hashOf(who));
  let old = 0;
  for (const each of await locked.getAll("locked")) {
    if (each.until < Date.now()) {
      old += 1;
      await locked.delete("locked", each.id);
      continue;
    }
    if (each.whose !== whose) continue;
    const { name, thing, photos } = JSON.parse(new TextDecoder().decode(await opened(key, each.text)));
    const pictures = [];
    for (const [i, photo] of photos.entries()) pictures.push({ ...photo, blob: new Blob([await opened(key, each.pictures[i])], { type: photo.type }) });
    await surely([name, "photos"], async (tx) => {
      await tx.objectStore(name).put(thing);
      for (const picture of pictures) await tx.objectStore("photos").put(picture);
    });
    // Only now: what is done twice meanwhile is told apart by its id.
    await locked.delete("locked", each.id);
  }
  locked.close();
  return old;
}
