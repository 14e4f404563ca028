import type { Route } from "#kernel/http";
import type { PageFiles } from "#ui";
import { hostFiles } from "../hosted-files.ts";

// The boards of bpmn.io as they are published, from our own house: nothing is fetched from elsewhere.
const BOARDS: Record<string, string> = {
  "bpmn-modeler.js": "bpmn-js/dist/bpmn-modeler.production.min.js",
  "bpmn-canvas.css": "bpmn-js/dist/assets/diagram-js.css",
  "bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
  "bpmn-font.css": "bpmn-js/dist/assets/bpmn-font/css/bpmn.css",
  "bpmn.woff2": "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2",
  "bpmn.woff": "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff",
  "dmn-modeler.js": "dmn-js/dist/dmn-modeler.production.min.js",
  "dmn-canvas.css": "dmn-js/dist/assets/diagram-js.css",
  "dmn-shared.css": "dmn-js/dist/assets/dmn-js-shared.css",
  "dmn-drd.css": "dmn-js/dist/assets/dmn-js-drd.css",
  "dmn-table.css": "dmn-js/dist/assets/dmn-js-decision-table.css",
  "dmn-table-controls.css": "dmn-js/dist/assets/dmn-js-decision-table-controls.css",
  "dmn-literal.css": "dmn-js/dist/assets/dmn-js-literal-expression.css",
  "dmn-boxed.css": "dmn-js/dist/assets/dmn-js-boxed-expression.css",
  "dmn-boxed-controls.css": "dmn-js/dist/assets/dmn-js-boxed-expression-controls.css",
  "dmn-font.css": "dmn-js/dist/assets/dmn-font/css/dmn.css",
  "dmn.woff2": "dmn-js/dist/assets/dmn-font/font/dmn.woff2",
  "dmn.woff": "dmn-js/dist/assets/dmn-font/font/dmn.woff",
};

const hosted = hostFiles({
  folder: import.meta.dirname,
  named: BOARDS,
  path: "/console/assets",
  // All files lie beside each other here.
  change: (name, content) => (name.endsWith("-font.css") ? Buffer.from(content.toString("utf8").replaceAll("../font/", "")) : content),
});

/** The files of the drawing boards, for staff. */
export const canvasRoute: Route = hosted.route;

/** What a page with a board of one kind links to; `module` is the script of ours that begins. */
export function boardFiles(kind: "bpmn" | "dmn", module: string): PageFiles {
  const { at } = hosted;
  const styles = hosted.names().filter((name) => name.startsWith(kind) && name.endsWith(".css"));
  return { styles: [...styles, "canvas.css"].map(at), scripts: [at(`${kind}-modeler.js`)], module: at(module) };
}
