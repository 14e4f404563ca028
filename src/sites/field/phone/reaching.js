// Talking to the server: who is signed in, the day's pages, entries one after another. Whatever is lost on the way is sent again; the server tells it apart by its id.
import { keyOf, lock, unlock } from "./lock.js";
import { changed, entriesNow, me, photosOf, store, surely } from "./store.js";

/** Whether the last try reached the server. */
export const reach = { ok: navigator.onLine, locked: false };

const PATIENCE = 60_000;

async function asked(path, options = {}) {
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
    const body = await answer.json();
    reach.ok = true;
    return { status: answer.status, body };
  } catch {
    // No net, an answer that broke off, or something between us and the server that speaks for it.
    reach.ok = false;
    return undefined;
  }
}

/** The office has ended the login, or the duty. */
async function ended() {
  reach.locked = true;
  await lock();
  if (!location.pathname.startsWith("/field/signed-out")) location.replace("/field/signed-out");
}

/** Who is signed in, with the token of forms; undefined without a net, or when nobody is. */
export async function session() {
  if (reach.locked) return undefined;
  const answer = await asked("/field/session");
  if (!answer) return undefined;
  if (answer.status === 401 || answer.status === 403) return void (await ended());
  if (answer.status !== 200) return undefined;
  const { who, name, token, key: secret } = answer.body;
  const known = await me();
  // Another person on the same phone: what is not theirs is locked away first.
  if (known && known.who !== who) await lock();
  const key = await keyOf(secret);
  await (await store()).put("about", { who, name, key }, "me");
  const old = await unlock({ who, key });
  if (old > 0) await (await store()).put("about", old, "old");
  return { who, token };
}

// Fetching the day is looking at every task of it, and each look is on record: not more often than somebody would open the page.
const FRESH = 15 * 60_000;

/** Fetches the day's pages, unless they are fresh. */
export async function refreshDay() {
  const at = await (await store()).get("about", "day");
  if (at && Date.now() - at.kept < FRESH && Date.now() >= at.kept) return;
  const answer = await asked("/field/day");
  if (answer?.status !== 200 || (await me())?.who !== answer.body.who) return;
  const { pages, reports, clock } = answer.body;
  await surely(["pages", "about"], async (tx) => {
    const held = tx.objectStore("pages");
    await held.clear();
    for (const page of pages) await held.put(page);
    await held.put({ path: "/field/report", title: "上报", html: reports.choice });
    await tx.objectStore("about").put(reports, "reports");
    await tx.objectStore("about").put({ kept: Date.now(), clock }, "day");
  });
  changed();
}

function formOf(entry, photos, token) {
  const form = new FormData();
  form.append("_token", token);
  form.append("_entry", entry.id);
  form.append("_made", new Date(entry.madeAt).toISOString());
  form.append("_sent", new Date().toISOString());
  for (const [name, value] of entry.pairs) form.append(name, value);
  const facts = photos.map(({ field, name, sha256, taken, point, from, smaller }) => ({ field, name, sha256, taken, point, from, smaller }));
  form.append("_photos", JSON.stringify(facts));
  for (const { field, blob, name } of photos) form.append(field, blob, name);
  return form;
}

/** What became of an entry. */
function settled(entry, { status, body }) {
  const { number, clock, again, title, code, html } = body;
  if (status === 200) {
    const { id, seq, title: called, madeAt, sign, pairs } = entry;
    const task = pairs.find(([name]) => name === "_task")?.[1];
    const matter = pairs.find(([name]) => name === "_matter")?.[1];
    return {
      id,
      seq,
      title: called,
      madeAt,
      sign,
      ...(task && { task: `${matter}/${task}` }),
      state: "done",
      sentAt: Date.now(),
      number,
      ...(clock && { clock }),
      ...(again && { again }),
    };
  }
  return { ...entry, state: status === 422 || status === 413 ? "wrong" : "conflict", said: title, code, html };
}

const TO_SETTLE = new Set([403, 404, 409, 413, 422]);

/** Sends one entry; gives whether to go on with the next. */
async function sendOne(entry, pass) {
  const answer = await asked("/field/entries", { method: "POST", body: formOf(entry, await photosOf(entry.id), pass.token) });
  if (!answer) return false;
  const { status, body } = answer;
  if (status === 401) return void (await ended());
  if (status === 403 && body.code === "FORM_EXPIRED" && !pass.renewed) {
    const next = await session();
    return next ? sendOne(entry, { token: next.token, renewed: true }) : false;
  }
  if (status !== 200 && (!TO_SETTLE.has(status) || body.code === "FORM_EXPIRED")) {
    await surely(["entries"], (tx) => tx.objectStore("entries").put({ ...entry, said: body.title ?? "服务器现在收不了，过一会儿再送。" }));
    return false;
  }
  await surely(["entries", "photos"], async (tx) => {
    await tx.objectStore("entries").put(settled(entry, answer));
    if (status !== 200) return;
    const photos = tx.objectStore("photos");
    for (const id of await photos.index("entry").getAllKeys(entry.id)) await photos.delete(id);
  });
  changed();
  return true;
}

/** What arrived before today is of no use here any more. */
async function forgetOld(entries) {
  const today = new Date().toDateString();
  for (const { id, state, sentAt } of entries) if (state === "done" && new Date(sentAt).toDateString() !== today) await (await store()).delete("entries", id);
}

/** Sends everything that waits, in its order, one tab at a time; then fetches the day again. */
export async function sendAll() {
  await navigator.locks.request("yw-field-send", { ifAvailable: true }, async (mine) => {
    if (!mine) return;
    const pass = await session();
    if (pass) {
      const entries = await entriesNow();
      await forgetOld(entries);
      for (const entry of entries.filter(({ state }) => state === "waiting")) {
        if (!(await sendOne(entry, pass))) break;
      }
      if (reach.ok && !reach.locked) await refreshDay();
    }
  });
  if (!reach.locked) changed();
}
