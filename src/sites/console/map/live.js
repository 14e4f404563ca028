// The map that moves, laid over the one that the server drew. Where it cannot be had, that one stays: every part of it works by links.
import { styleOf } from "./look.js";

const page = document.querySelector("[data-map]");
const frame = page?.querySelector(".map-frame");
const drawn = page?.querySelector(".map-scroll");

// Keys of the drawn map follow the links that stand beside it.
drawn?.addEventListener("keydown", (event) => {
  const link = frame.querySelector(`[data-map-key="${CSS.escape(event.key === "=" ? "+" : event.key)}"]`);
  if (!link || event.ctrlKey || event.metaKey || event.altKey || event.target !== drawn) return;
  event.preventDefault();
  link.click();
});

// Zooms of the page count by tiles of 256 pixels, those of the library by 512.
const NEARER = 1;

// So far apart two pins can be pressed by a thumb (WCAG 2.2, 2.5.8).
const APART = 28;

// The drawn map is as wide as it was asked for; in a narrower room as much of the ground is shown by a lesser zoom.
function viewOf() {
  const map = drawn.querySelector("[data-view]");
  const [longitude, latitude, zoom] = map.dataset.view.split(",").map(Number);
  return { center: [longitude, latitude], zoom: zoom - NEARER + Math.min(0, Math.log2(frame.clientWidth / map.getAttribute("width"))) };
}

function able() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

async function begin() {
  const { Map: LiveMap, Marker } = await import("./maplibre-gl.mjs");
  const holder = document.createElement("div");
  holder.className = "map-live";
  frame.prepend(holder);
  const known = {
    tiles: location.origin + page.dataset.tiles,
    query: page.dataset.query,
    layers: page.dataset.layers.split(","),
    deepest: JSON.parse(page.dataset.deepest),
  };
  const map = new LiveMap({
    container: holder,
    style: styleOf(known),
    ...viewOf(),
    minZoom: 3 - NEARER,
    maxZoom: 19 - NEARER,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    localIdeographFontFamily: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif",
    locale: { "Map.Title": "地图，可以用方向键移动，用加减号缩放" },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  let ready = false;
  // Before it has drawn anything a fault gives the drawn map back; afterwards a tile that did not come is asked for again by moving.
  map.on("error", () => {
    if (ready) return;
    map.remove();
    holder.remove();
  });

  // Whether a pin would lie below what stands on the map: the keys that move it, the legend.
  const below = ({ x, y }) => {
    const { left, top } = holder.getBoundingClientRect();
    const near = APART / 2;
    return [...frame.querySelectorAll(".map-moves, .map-legend")].some((box) => {
      const rect = box.getBoundingClientRect();
      return left + x > rect.left - near && left + x < rect.right + near && top + y > rect.top - near && top + y < rect.bottom + near;
    });
  };
  // What presses most may be pressed; one that would lie over it is a mark alone, and stands in the list beside.
  const pinOf = (row, taken) => {
    const place = row.dataset.mapPoint.split(",").map(Number);
    const at = map.project(place);
    const free = taken.every((other) => at.dist(other) >= APART) && !below(at);
    if (free) taken.push(at);
    const link = row.querySelector("a");
    const element = document.createElement(free ? "a" : "span");
    element.className = `map-number map-number-${row.dataset.mapLook} map-marker`;
    element.textContent = row.dataset.mapNumber;
    if (free) {
      element.href = link.href;
      element.title = link.textContent;
      element.setAttribute("aria-label", `${row.dataset.mapNumber}：${link.textContent}`);
    } else element.setAttribute("aria-hidden", "true");
    return new Marker({ element }).setLngLat(place);
  };
  let pins = [];
  const show = () => {
    for (const pin of pins) pin.remove();
    const taken = [];
    pins = [...page.querySelectorAll("[data-map-point]")].map((row) => pinOf(row, taken)).toReversed();
    for (const pin of pins) pin.addTo(map);
  };
  let tinted = [];
  const tint = () => {
    for (const code of tinted) for (const layer of ["areas", "cells"]) map.removeFeatureState({ source: "outlines", sourceLayer: layer, id: code });
    const steps = JSON.parse(page.querySelector("[data-map-tints]")?.dataset.mapTints ?? "{}");
    tinted = Object.keys(steps);
    for (const code of tinted)
      map.setFeatureState({ source: "outlines", sourceLayer: code.length === 15 ? "cells" : "areas", id: code }, { step: steps[code] });
  };

  map.once("load", () => {
    ready = true;
    drawn.hidden = true;
    page.classList.add("map-is-live");
    show();
    if (known.layers.includes("cells")) tint();
  });

  // The list beside goes with the map; of several answers the last counts.
  let asked = 0;
  let waiting;
  const at = () => {
    const { lng, lat } = map.getCenter();
    return `${lng.toFixed(6)},${lat.toFixed(6)},${(map.getZoom() + NEARER).toFixed(2)}`;
  };
  async function follow() {
    const mine = (asked += 1);
    const address = new URL(location.href);
    address.searchParams.set("at", at());
    history.replaceState(null, "", address);
    for (const box of document.querySelectorAll("[data-map-at]")) box.value = at();
    address.searchParams.set("size", `${holder.clientWidth}x${holder.clientHeight}`);
    const answer = await fetch(address).catch(() => undefined);
    if (!answer?.ok || mine !== asked) return;
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["[data-map-list]", ".console-facts"]) {
      const [now, then] = [document.querySelector(part), other.querySelector(part)];
      if (now && then) now.replaceWith(then);
    }
    show();
    if (known.layers.includes("cells")) tint();
  }
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, 250);
  });

  for (const layer of ["matters-one", "matters-many", "matters-words"]) {
    map.on("click", layer, ({ features: [feature] }) => {
      if (feature.properties.id) location.href = `/console/matters/${feature.properties.id}`;
      else map.easeTo({ center: feature.geometry.coordinates, zoom: map.getZoom() + 2 });
    });
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }

  const moves = { "+": () => map.zoomIn(), "-": () => map.zoomOut(), ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  for (const link of frame.querySelectorAll("[data-map-key]")) {
    link.addEventListener("click", (event) => {
      if (!ready) return;
      event.preventDefault();
      const move = moves[link.dataset.mapKey];
      if (typeof move === "function") move();
      else map.panBy([move[0] * holder.clientWidth * 0.4, move[1] * holder.clientHeight * 0.4]);
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(styleOf(known));
    map.once("styledata", () => known.layers.includes("cells") && tint());
  });
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  if (still.matches) map.setFadeDuration?.(0);
}

if (page && able()) begin().catch(() => page.querySelector(".map-live")?.remove());
