// The tabs beside a board: click, or arrow keys; `show(name)` from elsewhere.

/** Ties the tabs of a board; gives the panels by name, a way to show one, and a way to set its count. */
export function tieSides(root) {
  const tabs = [...root.querySelectorAll("[data-side]")];
  const panels = Object.fromEntries([...root.querySelectorAll("[data-panel]")].map((panel) => [panel.dataset.panel, panel]));
  const show = (name) => {
    for (const tab of tabs) {
      const chosen = tab.dataset.side === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panels[tab.dataset.side].hidden = !chosen;
    }
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => show(tab.dataset.side));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      show(next.dataset.side);
      next.focus();
    });
  }
  const count = (name, number) => {
    const place = root.querySelector(`[data-count="${name}"]`);
    place.hidden = number === 0;
    place.textContent = String(number);
  };
  show(tabs[0]?.dataset.side);
  return { panels, show, count };
}
