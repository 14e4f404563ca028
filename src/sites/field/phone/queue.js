// The queue as its reader sees it: what waits, what a person has to settle, what arrived today.
import { button, mark, shortNumber, timeWords } from "./marks.js";
import { changed, entriesNow, newId, surely } from "./store.js";

async function change(entry, next) {
  await surely(["entries"], (tx) => tx.objectStore("entries").put({ ...entry, said: undefined, code: undefined, html: undefined, ...next }));
  changed();
}

async function drop({ id }) {
  await surely(["entries", "photos"], async (tx) => {
    await tx.objectStore("entries").delete(id);
    const photos = tx.objectStore("photos");
    for (const key of await photos.index("entry").getAllKeys(id)) await photos.delete(key);
  });
  changed();
}

const valueOf = ({ pairs }, name) => pairs.find(([each]) => each === name)?.[1];
const withPair = ({ pairs }, name, value) => [...pairs.filter(([each]) => each !== name), [name, value]];

/** A note is another entry: it has an id of its own, and the photographs. */
async function asNote(entry) {
  const id = newId();
  await surely(["entries", "photos"], async (tx) => {
    const entries = tx.objectStore("entries");
    const photos = tx.objectStore("photos");
    for (const photo of await photos.index("entry").getAll(entry.id)) await photos.put({ ...photo, entry: id });
    const { said: _said, code: _code, html: _html, ...rest } = entry;
    await entries.put({ ...rest, id, pairs: withPair(entry, "_about", "note"), title: `${entry.title}（备注）`, state: "waiting" });
    await entries.delete(entry.id);
  });
  changed();
}

function dropButton(entry) {
  let sure = false;
  const away = button("不要了", () => {
    if (sure) return void drop(entry);
    sure = true;
    away.textContent = "真的不要了？再点一次就删掉";
  });
  return away;
}

function choices(entry) {
  const [matter, about] = [valueOf(entry, "_matter"), valueOf(entry, "_about")];
  return mark(
    "p",
    { class: "field-acts" },
    entry.state === "wrong" && mark("a", { class: "button button-primary", href: `/field/fix#${entry.id}` }, "改一改再送"),
    entry.code === "FIELD_CHANGED" && button("照样送", () => change(entry, { pairs: withPair(entry, "_anyway", "1"), state: "waiting" })),
    about === "task" && matter && button("记成备注", () => asNote(entry)),
    matter && mark("a", { class: "button button-secondary", href: `/console/matters/${matter}` }, "看这件事"),
    entry.state === "conflict" && entry.code !== "FIELD_CHANGED" && about !== "task" && button("再送一次", () => change(entry, { state: "waiting" })),
    dropButton(entry),
  );
}

const SIGNS = { waiting: "…", wrong: "!", conflict: "!", done: "✓" };
const STATES = { waiting: "等着送", wrong: "要改", conflict: "要您定", done: "送到" };

function line(entry) {
  const { state, title, madeAt, said, number, clock, again, photos } = entry;
  const facts = [
    `${timeWords(madeAt)} 记下`,
    photos > 0 && state !== "done" && `照片 ${photos} 张`,
    number && `编号 ${shortNumber(number)}`,
    again && "以前送到过，没有重复",
    clock && `${clock}，两个时间都记下了`,
  ];
  return mark(
    "li",
    { class: `field-entry field-entry-${state === "conflict" ? "wrong" : state}`, "data-state": state, "data-id": entry.id },
    mark("span", { class: "field-sign", "aria-hidden": "true" }, SIGNS[state]),
    mark(
      "div",
      {},
      mark("h3", {}, title),
      mark("p", { class: "hint" }, facts.filter((fact) => fact).join("，")),
      said !== undefined && mark("p", { class: state === "waiting" ? "hint" : "field-remark" }, said),
    ),
    mark("span", { class: "tag" }, STATES[state]),
    (state === "wrong" || state === "conflict") && choices(entry),
  );
}

function part(title, entries, words) {
  if (entries.length === 0) return undefined;
  const head = mark("div", { class: "field-street" }, mark("h2", {}, title), mark("span", {}, words ?? `${entries.length} 件`));
  return mark("section", { "aria-label": title }, head, mark("ul", { class: "field-list" }, ...entries.map(line)));
}

/** Draws the queue into a box. */
export async function drawQueue(box) {
  const entries = await entriesNow();
  const of = (...states) => entries.filter(({ state }) => states.includes(state));
  const waiting = of("waiting");
  const photos = waiting.reduce((sum, entry) => sum + (entry.photos ?? 0), 0);
  const parts = [
    part("要您定一下", of("wrong", "conflict")),
    part("等着送出", waiting, `${waiting.length} 件${photos > 0 ? `，${photos} 张照片` : ""}`),
    part("今天送出了", of("done").toReversed()),
  ].filter((each) => each);
  const nothing = mark(
    "div",
    { class: "empty" },
    mark("p", { class: "empty-title" }, "没有等着送的"),
    mark("p", {}, "上报和办完的任务先存在手机里，有信号就送出，送到的当天能在这里看到。"),
  );
  box.replaceChildren(...(parts.length > 0 ? parts : [nothing]));
}
