// Lets a signature be drawn with a finger, a pen or a mouse; what is sent are its strokes in whole figures.
for (const field of document.querySelectorAll("[data-signature]:not([data-watched])")) {
  field.dataset.watched = "yes"; // a page with several fields names this script at each
  const [pad, input] = [field.querySelector("[data-pad]"), field.querySelector("[data-drawn]")];
  const [svg, path, wipe] = [pad.querySelector("svg"), pad.querySelector("path"), pad.querySelector("[data-wipe]")];
  pad.hidden = false;
  wipe.hidden = input.value === "";
  const put = (strokes) => {
    input.value = strokes;
    path.setAttribute("d", strokes);
    wipe.hidden = strokes === "";
  };
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return `${within(((clientX - left) / width) * 300, 300)} ${within(((clientY - top) / height) * 100, 100)}`;
  };
  let last;
  svg.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    last = at(event);
    put(`${input.value}M${last}`);
  });
  svg.addEventListener("pointermove", (event) => {
    if (last === undefined) return;
    const next = at(event);
    if (next === last || input.value.length > 19000) return;
    last = next;
    put(`${input.value}L${next}`);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (last = undefined));
  wipe.addEventListener("click", () => put(""));
}
