// A long flow drawing opens where the matter stands, not at its beginning.
for (const box of document.querySelectorAll(".flow-box")) {
  const active = box.querySelector("g.flow-active");
  if (!active) continue;
  const [own, all] = [active.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += own.left - all.left - (all.width - own.width) / 2;
}
