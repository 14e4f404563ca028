// The map of a place: what is pressed is filled in at once; without this the form is sent and comes back with it.
for (const map of document.querySelectorAll("[data-place-map]:not([data-watched])")) {
  map.dataset.watched = "yes"; // a page with several fields names this script at each
  const field = map.closest("[data-place]");
  const [sheet, view, put, said] = ["[data-drawn]", "[data-map-view]", "[data-put]", "[data-map-said]"].map((part) => map.querySelector(part));
  const [address, area, point] = ["-address", "-area", "-point"].map((part) => field.querySelector(`[name$="${part}"]`));
  let last = 0;
  // What lies there, and the map with it; of several answers the last counts.
  const ask = async (changes) => {
    const mine = (last += 1);
    const asked = new URLSearchParams({ view: view.value, ...(point.value && { here: point.value.replaceAll(" ", "") }), ...changes });
    const answer = await fetch(`/place/map?${asked}`).catch(() => undefined);
    if (mine !== last) return;
    if (!answer?.ok) {
      said.textContent = "地图没有取到，请稍后再试，或者直接填地址。";
      return;
    }
    const found = await answer.json();
    sheet.innerHTML = found.drawn;
    view.value = found.view;
    said.textContent = "";
    if (!("point" in found)) return;
    point.value = found.point;
    field.querySelector("[data-point]").open = true;
    if (found.address && (address.value === "" || address.value === put.value)) put.value = address.value = found.address;
    if (found.area && (area.tagName !== "SELECT" || [...area.options].some(({ value }) => value === found.area))) area.value = found.area;
    said.textContent = found.said;
  };
  map.querySelector("[type=image]").addEventListener("click", (event) => {
    // Enter in another field presses the first button of a form: that one is to be sent.
    if (event.detail === 0) return;
    event.preventDefault();
    ask({ x: Math.round(event.offsetX), y: Math.round(event.offsetY) });
  });
  for (const button of map.querySelectorAll("[name=_move]"))
    button.addEventListener("click", (event) => {
      event.preventDefault();
      ask({ move: button.value.split(" ")[0] });
    });
  const locate = map.querySelector("[data-locate]");
  if (!navigator.geolocation) continue;
  locate.hidden = false;
  locate.addEventListener("click", () => {
    said.textContent = "正在问您的设备……";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => ask({ at: `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}` }),
      () => (said.textContent = "没有得到您的位置：可能没有允许，或者设备现在定不了位。请在图上点，或者直接填地址。"),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
