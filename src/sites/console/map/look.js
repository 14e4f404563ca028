// How the moving map looks: the colours of the page, so that dark and more contrast are the page's own.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// From which zoom on a kind is drawn, as the ground says it, less one: the library counts by tiles of 512 pixels.
const FROM = { lane: 14, street: 11, avenue: 0, building: 14.2, park: 12, contour: 10 };

const BREADTH = { lane: [8, 1], street: [15, 1.8], avenue: [26, 3] };

// Metres on the ground as pixels, doubling with each zoom; never narrower than can be seen. At 27° north a pixel of zoom 0 is 69,800 m.
const broad = (metres, least, more) => {
  const at = (zoom) => Math.max(least, (metres * 2 ** zoom) / 69_800) + more;
  return ["interpolate", ["exponential", 2], ["zoom"], ...[10, 12, 14, 15, 16, 17, 18].flatMap((zoom) => [zoom, at(zoom)])];
};

function groundLayers() {
  const area = (kind, fill, extra = {}) => ({
    id: kind,
    type: "fill",
    source: "ground",
    "source-layer": kind,
    minzoom: FROM[kind] ?? 0,
    paint: { "fill-color": colour(fill), ...extra },
  });
  const way = (kind, edge) => ({
    id: edge ? `${kind}-edge` : kind,
    type: "line",
    source: "ground",
    "source-layer": kind,
    minzoom: FROM[kind],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour(edge ? "map-road-edge" : "map-road"), "line-width": broad(...BREADTH[kind], edge ? 1.6 : 0) },
  });
  const name = (kind, size, from, ink = "ink-2") => ({
    id: `${kind}-name`,
    type: "symbol",
    source: "ground",
    "source-layer": kind,
    minzoom: from,
    filter: ["has", "name"],
    layout: { "text-field": ["get", "name"], "text-size": size, "symbol-placement": "line", "symbol-spacing": 320, "text-max-angle": 30 },
    paint: { "text-color": colour(ink), "text-halo-color": colour("map-land"), "text-halo-width": 1.5 },
  });
  const kinds = Object.keys(BREADTH);
  return {
    under: [
      { id: "land", type: "background", paint: { "background-color": colour("map-land") } },
      area("hill", "map-park"),
      { id: "contour", type: "line", source: "ground", "source-layer": "contour", paint: { "line-color": colour("map-contour") } },
      area("park", "map-park"),
      area("water", "map-water", { "fill-outline-color": colour("map-water-edge") }),
      area("building", "map-block"),
      ...kinds.map((kind) => way(kind, true)),
      ...kinds.map((kind) => way(kind, false)),
    ],
    names: [name("avenue", 13, 12), name("street", 12, 14), name("lane", 11, 15), name("water-name", 13, 11, "celadon-600")],
  };
}

function outlineLayers() {
  const tint = (layer, from, to) => ({
    id: `${layer}-tint`,
    type: "fill",
    source: "outlines",
    "source-layer": layer,
    ...(from && { minzoom: from }),
    ...(to && { maxzoom: to }),
    paint: {
      "fill-color": colour("celadon-600"),
      "fill-opacity": ["match", ["coalesce", ["feature-state", "step"], 0], 1, 0.06, 2, 0.11, 3, 0.16, 4, 0.22, 0],
    },
  });
  const border = (level, from, dash, width) => ({
    id: `border-${level}`,
    type: "line",
    source: "outlines",
    "source-layer": "areas",
    minzoom: from,
    filter: ["==", ["get", "level"], level],
    paint: { "line-color": colour("edge"), "line-opacity": 0.7, "line-width": width, "line-dasharray": dash },
  });
  const named = (level, size, from, to) => ({
    id: `named-${level}`,
    type: "symbol",
    source: "outlines",
    "source-layer": "areas",
    minzoom: from,
    maxzoom: to,
    filter: ["==", ["get", "level"], level],
    layout: { "text-field": ["get", "name"], "text-size": size, "text-letter-spacing": level === 2 ? 0.5 : 0 },
    paint: { "text-color": colour("ink-3"), "text-halo-color": colour("map-land"), "text-halo-width": 1.5 },
  });
  return [
    tint("areas", 0, 12),
    tint("cells", 12),
    border(2, 0, [8, 3, 2, 3], 1.6),
    border(3, 11, [5, 4], 1),
    border(4, 13, [2, 4], 1),
    named(2, 24, 8, 13.5),
    named(3, 14, 11.5, 16),
  ];
}

function matterLayers() {
  const [fill, edge] = [colour("celadon-100"), colour("celadon-700")];
  const many = [">", ["coalesce", ["get", "count"], 1], 1];
  const source = { source: "matters", "source-layer": "matters" };
  return [
    {
      id: "matters-one",
      type: "circle",
      ...source,
      filter: ["!", many],
      paint: { "circle-radius": 5, "circle-color": fill, "circle-stroke-color": edge, "circle-stroke-width": 1.2 },
    },
    {
      id: "matters-many",
      type: "circle",
      ...source,
      filter: many,
      paint: {
        "circle-radius": ["min", 26, ["+", 11, ["*", 3.5, ["log10", ["get", "count"]]]]],
        "circle-color": fill,
        "circle-stroke-color": edge,
        "circle-stroke-width": 1.2,
      },
    },
    {
      id: "matters-words",
      type: "symbol",
      ...source,
      filter: many,
      layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": edge },
    },
  ];
}

function recordLayers(id) {
  return [
    {
      id: `${id}-glow`,
      type: "circle",
      source: id,
      "source-layer": "records",
      paint: { "circle-radius": 6, "circle-color": colour("celadon-600"), "circle-opacity": 0.16 },
    },
    { id, type: "circle", source: id, "source-layer": "records", paint: { "circle-radius": 2.4, "circle-color": colour("celadon-600") } },
  ];
}

/** The style of the map: what layers it has, where their tiles come from. */
export function styleOf({ tiles, query, layers, deepest }) {
  const source = (layer, more = "") => ({
    type: "vector",
    tiles: [`${tiles}/${layer}/{z}/{x}/{y}${more}`],
    maxzoom: deepest[layer.split(":")[0]],
  });
  const ground = groundLayers();
  const registers = layers.filter((id) => id.startsWith("register:"));
  return {
    version: 8,
    sources: {
      ground: source("ground"),
      outlines: { ...source("outlines"), promoteId: "code" },
      matters: source("matters", query ? `?${query}` : ""),
      ...Object.fromEntries(registers.map((id) => [id, source(id)])),
    },
    layers: [
      ...ground.under,
      ...(layers.includes("cells") ? outlineLayers() : []),
      ...ground.names,
      ...registers.flatMap(recordLayers),
      ...(layers.includes("matters") ? matterLayers() : []),
    ],
  };
}
