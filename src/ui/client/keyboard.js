// By keyboard: / to the search, j and k along the rows or the queue, Enter opens, x ticks, f goes to what may be done with the matter, n to the next one of the queue.
const rows = [...document.querySelectorAll("tr[data-row]")];
let at = rows.findIndex((row) => row.hasAttribute("data-at"));

const go = (to) => {
  if (rows.length === 0) return;
  rows[at]?.removeAttribute("data-at");
  at = Math.min(rows.length - 1, Math.max(0, to));
  const row = rows[at];
  row.setAttribute("data-at", "");
  row.querySelector("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

// Beside a matter the rows are those of the queue, which open at once.
const step = (link, to) => (rows.length === 0 ? document.querySelector(link)?.click() : go(to));

const keys = {
  "/": () => {
    const search = document.querySelector("[data-search]");
    search?.focus();
    search?.select();
  },
  j: () => step("a[data-below]", at + 1),
  k: () => step("a[data-above]", at - 1),
  f: () => document.querySelector(".act-panel :is(button, a, textarea, input:not([type=hidden]))")?.focus(),
  n: () => document.querySelector("a[data-next]")?.click(),
  x: () => rows[at]?.querySelector("input[type=checkbox]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
