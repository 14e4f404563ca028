import type { PageFiles } from "#ui";
import { hostFiles } from "../hosted-files.ts";
import { MAP, type AskedMap } from "./asked.ts";
import { DEEPEST } from "./tiles.ts";

// The worker is found beside the script that begins it.
const hosted = hostFiles({
  folder: import.meta.dirname,
  named: {
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
  },
  path: `${MAP}/files`,
});

/** The files of the map that moves. */
export const mapFilesRoute = hosted.route;

/** What the page of the map links to: the map itself is fetched by its script, where the browser can draw it. */
export function islandFiles(): PageFiles {
  return { styles: [hosted.at("maplibre-gl.css")], scripts: [], module: hosted.at("live.js") };
}

/** What the script has to know, as attributes of the map. */
export function islandOf({ layers, filter }: AskedMap): Record<string, string> {
  return {
    "data-tiles": `${MAP}/tiles`,
    "data-query": new URLSearchParams(Object.entries(filter)).toString(),
    "data-layers": [...layers].join(","),
    "data-deepest": JSON.stringify(DEEPEST),
  };
}
