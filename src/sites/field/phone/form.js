// A form of the phone: every answer is kept as it is given, and what is handed in becomes an entry of the queue, with a net or without.
import { mark, timeWords } from "./marks.js";
import { keepShots } from "./shots.js";
import { changed, entriesNow, newId, nextSeq, photosOf, store, surely } from "./store.js";

const BESIDE = new Set(["_token", "_entry"]);

/** What stands in a form, as names and texts; files lie with the photographs. */
function pairsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !BESIDE.has(name));
}

/** Puts what was written back into a form. */
function refill(form, pairs) {
  const given = new Map();
  for (const [name, value] of pairs) given.set(name, [...(given.get(name) ?? []), value]);
  for (const element of form.elements) {
    const values = given.get(element.name);
    if (!element.name || element.name === "_seen" || BESIDE.has(element.name) || element.type === "file") continue;
    if (element.type === "radio" || element.type === "checkbox") element.checked = values?.includes(element.value) ?? false;
    else if (values?.length) element.value = values.shift();
  }
}

/** Shows what is asked only with the outcome that is chosen. */
function followOutcome(form) {
  const chosen = form.querySelector("[name=_outcome]:checked")?.value ?? form.querySelector("input[type=hidden][name=_outcome]")?.value;
  for (const section of form.querySelectorAll("[data-with]")) section.hidden = !section.dataset.with.split(" ").includes(chosen);
}

/** What must be answered and is not: the server asks again, with everything it knows. */
function lackingIn(form, pairs, photos) {
  const outcome = pairs.find(([name]) => name === "_outcome")?.[1];
  return JSON.parse(form.dataset.needs).filter(({ name, with: outcomes }) => {
    if (outcomes && !outcomes.includes(outcome)) return false;
    const whole = name.startsWith("point-");
    const said = pairs.some(([each, value]) => value.trim() !== "" && (each === name || (!whole && each.startsWith(`${name}-`))));
    return !said && !photos.some(({ field }) => field === name);
  });
}

function showLacking(form, lacking) {
  form.querySelector(".error-summary")?.remove();
  const lines = lacking.map(({ name, label }) => {
    const at = form.querySelector(`[id="f-${CSS.escape(name)}"]`) ?? form.querySelector(`[name="${CSS.escape(name)}"]`);
    return mark("li", {}, mark("a", { href: at?.id ? `#${at.id}` : "#main" }, `还没有填：${label}`));
  });
  const title = mark("h2", { id: "error-summary-title" }, `有 ${lacking.length} 处还没有填`);
  const summary = mark(
    "section",
    { class: "error-summary", role: "alert", tabindex: "-1", "aria-labelledby": "error-summary-title" },
    title,
    mark("ul", {}, ...lines),
  );
  form.prepend(summary);
  summary.focus();
}

const DAY = 86_400_000;

/** The same thing handed in before, today: word for word, photograph for photograph. */
async function sameBefore(id, sign) {
  return (await entriesNow()).find((entry) => entry.id !== id && entry.sign === sign && Date.now() - entry.madeAt < DAY && Date.now() >= entry.madeAt);
}

async function signOf(pairs, photos) {
  const said = JSON.stringify([pairs.filter(([name]) => name !== "_seen"), photos.map(({ sha256 }) => sha256)]);
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function showSame(form, { madeAt, number }) {
  form.querySelector(".error-summary")?.remove();
  const words = `${timeWords(madeAt)} 已经交过一件一模一样的${number ? `（${number}）` : ""}，这次没有再存。真要再交一件，就再点一次。`;
  const summary = mark("section", { class: "error-summary", role: "alert", tabindex: "-1" }, mark("p", {}, words));
  form.prepend(summary);
  summary.focus();
}

/** What the queue calls an entry: a report by its place, too. */
function calledIn(form) {
  const address = form.elements["_about"]?.value === "report" ? form.querySelector("[data-place] [name$='-address']")?.value.trim() : "";
  return [form.dataset.called, address].filter((part) => part).join(" · ");
}

/**
 * Lets a form keep what is written and hand it in to the queue.
 * @param path under which what is being written is found again
 * @param entry the entry that is put right, where it was handed in before
 */
export async function attach(form, path, entry) {
  const draft = entry ?? (await (await store()).get("drafts", path));
  const id = draft?.id ?? newId();
  if (draft && !entry) refill(form, draft.pairs);
  followOutcome(form);
  let handedIn = false;
  const told = document.querySelector(".field-aside");
  let saving;
  let stale = false;
  async function saveNow() {
    try {
      while (stale && !handedIn) {
        stale = false;
        await (await store()).put("drafts", { path, id, pairs: pairsOf(form), at: Date.now() });
      }
      if (told) told.textContent = "✓ 已存";
    } catch {
      // Full, most likely: handing in tries again, and says so in full.
      if (told) told.textContent = "没有存下";
    } finally {
      saving = undefined;
    }
  }
  // One at a time, always the newest: twenty answers in a row must not wait for each other.
  const save = () => {
    if (handedIn || entry) return Promise.resolve();
    stale = true;
    if (told && !saving) told.textContent = "正在存";
    saving ??= saveNow();
    return saving;
  };
  form.addEventListener("input", () => void save());
  form.addEventListener("change", (event) => {
    followOutcome(form);
    if (event.target.type !== "file") void save();
  });
  const shots = await keepShots(form, { entryId: () => id, save });

  let again = "";
  async function handIn() {
    await shots.ready();
    await saving;
    if (handedIn) return;
    const [pairs, photos] = [pairsOf(form), await photosOf(id)];
    const lacking = lackingIn(form, pairs, photos);
    if (lacking.length > 0) return showLacking(form, lacking);
    const sign = await signOf(pairs, photos);
    const same = await sameBefore(id, sign);
    if (same && again !== sign) {
      again = sign;
      return showSame(form, same);
    }
    handedIn = true;
    const kept = {
      id,
      seq: entry?.seq ?? nextSeq(),
      title: entry?.title ?? calledIn(form),
      pairs,
      photos: photos.length,
      madeAt: entry?.madeAt ?? Date.now(),
      sign,
      state: "waiting",
    };
    await surely(["entries", "drafts"], async (tx) => {
      await tx.objectStore("entries").put(kept);
      if (!entry) await tx.objectStore("drafts").delete(path);
    });
    void navigator.storage?.persist?.();
    changed();
    location.assign("/field/queue");
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void handIn().catch((error) => {
      handedIn = false;
      showLacking(form, []);
      form.querySelector(".error-summary").replaceChildren(mark("p", {}, `手机没有存下来（${error.message}）。请腾出一些空间再点一次，已经填的都在。`));
    });
  });
  form.dataset.ready = "yes";
}
