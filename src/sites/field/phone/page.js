// Begins on every page of the phone: keeps what is needed, draws what is kept when there is no net, sends what waits.
import { attach } from "./form.js";
import { lock } from "./lock.js";
import { button, mark } from "./marks.js";
import { drawQueue } from "./queue.js";
import { reach, refreshDay, sendAll } from "./reaching.js";
import { entriesNow, me, onChange, store } from "./store.js";

const main = document.querySelector("main");
const { way } = main.dataset;
const item = new URLSearchParams(location.search).get("item");
const path = location.pathname === "/field/report" && item ? `/field/report?item=${encodeURIComponent(item)}` : location.pathname;

/** The amber or green line under the head: what is safe, what waits. */
async function drawBand() {
  const band = document.querySelector("[data-band]");
  const day = await (await store()).get("about", "day");
  const waiting = (await entriesNow()).filter(({ state }) => state === "waiting").length;
  const off = !navigator.onLine || !reach.ok;
  const queue = waiting > 0 ? `，${waiting} 件等着送` : "";
  band.classList.toggle("field-band-off", off);
  band.textContent = off ? `没有信号，都存在手机里，不会丢${queue}` : day ? `✓ 已存到手机（${day.clock}），没信号也能办${queue}` : queue ? queue.slice(1) : "";
  band.hidden = band.textContent === "";
}

/** Marks what was done since the list was fetched. */
async function markTasks() {
  const of = ({ pairs = [], task }) => task ?? ["_matter", "_task"].map((name) => pairs.find(([each]) => each === name)?.[1]).join("/");
  const words = { waiting: "办完了，等着送出", done: "办完了，送到了", conflict: "办过了，要您到“待送”里定一下", wrong: "办过了，要改一改再送" };
  const done = new Map((await entriesNow()).map((entry) => [of(entry), words[entry.state]]));
  for (const row of document.querySelectorAll("[data-task]")) {
    row.querySelector(".field-waits")?.remove();
    const said = done.get(row.dataset.task);
    if (said) row.append(mark("p", { class: "field-waits field-remark" }, said));
  }
}

async function drawKept() {
  const place = document.querySelector("[data-kept]");
  if (!place) return;
  const entries = await entriesNow();
  const pages = await (await store()).count("pages");
  const photos = await (await store()).count("photos");
  const { usage = 0, quota = 1 } = (await navigator.storage?.estimate?.()) ?? {};
  const full = usage / quota > 0.8 ? "空间快用完了，请尽快送出。" : "";
  place.textContent = `${pages} 页任务和表，${entries.filter(({ state }) => state !== "done").length} 件没送出，${photos} 张照片，共 ${(usage / 1024 / 1024).toFixed(1)} MB。${full}`;
}

async function redraw() {
  if (reach.locked) return;
  const box = document.querySelector("[data-entries]");
  if (box) await drawQueue(box);
  await Promise.all([drawBand(), markTasks(), drawKept()]);
}

/** Lets scripts of fields run that came with a fragment: what is put in as text does not begin by itself. */
function beginScripts(place) {
  for (const dead of place.querySelectorAll("script[src]")) {
    if (dead.src.includes("/assets/photos.")) dead.remove();
    else dead.replaceWith(mark("script", { src: dead.getAttribute("src") }));
  }
}

function put(place, html) {
  place.innerHTML = html;
  beginScripts(place);
}

async function drawFix(place) {
  const entry = await (await store()).get("entries", location.hash.slice(1));
  if (!entry?.html) return void place.replaceChildren(mark("p", { class: "field-pad" }, "这一条已经送到，或者不用改了。"));
  put(place, entry.html);
  const form = place.querySelector("form[data-entry]");
  form.dataset.called = entry.title;
  await attach(form, path, entry);
}

/** A report's form out of those that are kept: word for word the same ones are kept once. */
async function reportPage() {
  const reports = await (await store()).get("about", "reports");
  const found = reports && Object.hasOwn(reports.items, item) ? reports.items[item] : undefined;
  return found && { title: found.name, html: reports.forms[found.form], item, called: found.name };
}

/** Draws the page that the phone keeps for an address: there is no net. */
async function drawShell() {
  reach.ok = false;
  const place = document.querySelector("[data-page]");
  for (const link of document.querySelectorAll(".field-places a"))
    if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");
  const title = (words) => {
    document.querySelector("[data-title]").textContent = words;
    document.title = words;
  };
  const back = document.querySelector(".field-back");
  back.hidden = ["/field", "/field/queue", "/field/own"].includes(path) || path === "/field/report";
  const who = await me();
  if (path === "/field/queue") {
    title("待送");
    return place.append(document.querySelector("[data-queue-page]").content.cloneNode(true));
  }
  if (path === "/field/fix") {
    title("改一改再送");
    return drawFix(place);
  }
  if (path === "/field/own" && who) {
    title("我的");
    const clear = button("清掉手机里的内容", async () => {
      reach.locked = true;
      await lock();
      place.replaceChildren(mark("p", { class: "field-pad" }, "手机里的任务和个人信息清掉了。还没送出的记录锁在手机里，七天内用您的账号登录会接着送。"));
    });
    return place.append(
      mark("div", { class: "field-facts" }, mark("p", {}, who.name), mark("p", { "data-kept": true })),
      mark("div", { class: "field-pad" }, clear),
    );
  }
  const page = item && location.pathname === "/field/report" ? await reportPage() : await (await store()).get("pages", path);
  if (!page) {
    title("没有信号");
    document.querySelector("[data-missing]").hidden = false;
    return;
  }
  title(page.title);
  put(place, page.html);
  const form = place.querySelector("form[data-entry]");
  if (form && page.item) {
    form.elements["_item"].value = page.item;
    form.dataset.called = page.called;
  }
}

async function beginForms() {
  const fix = document.querySelector("[data-fix]");
  if (fix) await drawFix(fix);
  for (const form of document.querySelectorAll("form[data-entry]")) if (!form.dataset.ready) await attach(form, path);
}

async function send() {
  await sendAll();
  await redraw();
}

async function begin() {
  if (way === "locked") {
    reach.locked = true;
    return lock();
  }
  if (way === "shell") await drawShell();
  await beginForms();
  onChange(() => void redraw());
  await redraw();
  document.documentElement.dataset.ready = "yes";
  document.querySelector("[name=send-now]")?.addEventListener("click", () => void send());
  window.addEventListener("online", () => void send());
  window.addEventListener("offline", () => void redraw());
  setInterval(() => void send(), 60_000);
  if (navigator.onLine) await send();
  if (navigator.onLine && !reach.locked) await refreshDay();
  await redraw();
}

navigator.serviceWorker
  ?.register("/field/worker.js", { scope: "/field" })
  .then(async () => {
    if (way !== "locked") (await navigator.serviceWorker.ready).active?.postMessage("keep");
  })
  .catch(() => {});

void begin();
