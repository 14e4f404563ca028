// The seat of a desk: the telephone is asked about every other second, suggestions follow what is typed. Without it the page's own buttons do both.
const seat = document.querySelector("[data-seat]");
if (seat) {
  const form = seat.querySelector("#order");
  const pane = seat.querySelector("[data-suggestions]");
  const bar = () => seat.querySelector("[data-live=bar]");
  const call = bar()?.dataset.call ?? "";

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

  // Seconds go on by themselves; the server says from where.
  let since = performance.now();
  const tick = () => {
    for (const time of seat.querySelectorAll("[data-seconds]")) {
      const seconds = Number(time.dataset.seconds) + Math.floor((performance.now() - since) / 1000);
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  };
  setInterval(tick, 1000);

  const put = (fresh, name) => {
    const [there, now] = [seat.querySelector(`[data-live=${name}]`), fresh.querySelector(`[data-live=${name}]`)];
    if (!there || !now || there.dataset.version === now.dataset.version) return;
    // Whoever is choosing in it is not disturbed, unless the call itself is another now.
    if (there.contains(document.activeElement) && document.activeElement.matches("select, input")) return;
    const key = there.contains(document.activeElement) ? document.activeElement.accessKey : "";
    there.replaceWith(now);
    if (key) now.querySelector(`[accesskey="${key}"]`)?.focus();
    if (name === "bar") since = performance.now();
  };

  const typing = () => form !== null && form.contains(document.activeElement);
  // Asking keeps the session open. Nobody at the desk: after 25 minutes it is let go, at a seat that takes calls after four hours without a hand or a call.
  let touched = performance.now();
  for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, () => (touched = performance.now()));
  const patience = () => (seat.querySelector(".seat-own") ? 240 : 25) * 60_000;

  // What she pressed is on its way to the server: no answer to an older question may take its place.
  let leaving = false;
  addEventListener("beforeunload", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));

  let asking = false;
  const ask = async () => {
    if (asking || leaving || performance.now() - touched > patience()) return;
    asking = true;
    try {
      const answer = await fetch(`/console/seat/live${call ? `?call=${call}` : ""}`, { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = parsed(await answer.text());
      if (leaving) return;
      const now = fresh.querySelector("[data-now]")?.dataset.now ?? "";
      const [old, state] = [bar()?.dataset.version, fresh.querySelector("[data-live=bar]")?.dataset.version];
      // Another call, and nothing is being written here: the page is about that one.
      if (now !== "" && now !== call && !form) return location.assign("/console/seat");
      // The call that rang is spoken now: its order can be written.
      if (old !== state && !form && call !== "") return location.reload();
      if (old !== state) touched = performance.now();
      put(fresh, "bar");
      put(fresh, "lines");
      document.title = document.title.replace(/^（.*?）/, "");
      if (seat.querySelector(".seat-ringing")) document.title = `（来电）${document.title}`;
    } catch {
      // The next time.
    } finally {
      asking = false;
    }
  };
  setInterval(ask, 2000);

  // The keys that stand on the buttons, in every browser alike: what asks for a choice is gone to, the rest is pressed.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = /^Digit\d$/.test(event.code) && seat.querySelector(`[accesskey="${event.code.slice(5)}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target.matches("button")) target.click();
  });

  if (form && pane) {
    let later;
    let last = "";
    const look = async () => {
      const body = new URLSearchParams(new FormData(form));
      if (String(body) === last) return;
      last = String(body);
      try {
        const answer = await fetch(pane.dataset.suggestions, { method: "POST", body, headers: { accept: "text/html" } });
        if (!answer.ok || answer.redirected || pane.contains(document.activeElement)) return;
        pane.replaceChildren(...parsed(await answer.text()).childNodes);
      } catch {
        // What is typed is sent with the form all the same.
      }
    };
    const soon = (event) => {
      if (event.isComposing) return;
      clearTimeout(later);
      later = setTimeout(look, 600);
    };
    form.addEventListener("input", soon);
    form.addEventListener("compositionend", soon);
    // Another sort asks otherwise.
    form.addEventListener("change", (event) => {
      if (event.target.name === "_item") form.requestSubmit(form.querySelector("[name=_do][value=look]"));
    });
    if (!typing() && !document.querySelector("[data-focus]") && document.activeElement === document.body)
      form.querySelector("textarea, input[type=text]")?.focus({ preventScroll: true });
  }
}
