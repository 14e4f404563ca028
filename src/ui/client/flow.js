// A long flow drawing opens where the matter stands, or where something is marked, not at its beginning.
for (const box of document.querySelectorAll(".flow-box")) {
  const active = box.querySelector("g.flow-active, g.flow-refused, g.flow-added, g.flow-removed, g.flow-changed, g.flow-heat-4");
  if (!active) continue;
  const [own, all] = [active.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += own.left - all.left - (all.width - own.width) / 2;
}
