// The process designer: bpmn-js with the words and properties of this house. Without it, the page below says everything.
import { tieChecking } from "./checking.js";
import { translation } from "./flow-words.js";
import { ask, download, make, tell } from "./page.js";
import { tieProperties, typeInWords } from "./properties.js";
import { tieSides } from "./sides.js";
import { tieSimulation } from "./simulating.js";

const WIDE = "(min-width: 900px)";
const root = document.querySelector("[data-designer]");

/** A long flow opens at its beginning and so that it can be read, beside the palette. */
function openAtBeginning(canvas) {
  const { inner } = canvas.viewbox();
  const { clientWidth: width, clientHeight: height } = canvas.getContainer();
  const scale = Math.min(1, Math.max(0.6, Math.min((width - 140) / inner.width, (height - 40) / inner.height)));
  canvas.viewbox({ x: inner.x - 120 / scale, y: inner.y + inner.height / 2 - height / 2 / scale, width: width / scale, height: height / scale });
}

/** A list of everything on the canvas: whoever works by keyboard gets to each element by its name. */
function tieFinder(modeler, list, select) {
  const draw = () => {
    const found = modeler
      .get("elementRegistry")
      .filter((element) => !element.labelTarget && element.parent)
      .map(({ id, businessObject: { name, $type } }) => ({ id, words: `${name || id}（${typeInWords($type)}）` }))
      .toSorted((a, b) => a.words.localeCompare(b.words, "zh-CN"));
    list.replaceChildren(make("option", { value: "" }, "找一个元素…"), ...found.map(({ id, words }) => make("option", { value: id }, words)));
  };
  list.addEventListener("change", () => {
    if (list.value) select(list.value);
    list.value = "";
  });
  modeler.on("commandStack.changed", draw);
  draw();
}

async function begin() {
  const item = root.dataset.designer;
  const { token } = root.dataset;
  const at = `/console/flows/${encodeURIComponent(item)}`;
  const bench = await ask(`${at}/workbench`);
  root.hidden = false;
  for (const part of document.querySelectorAll("[data-plain]")) part.hidden = true;
  const { panels, show, count } = tieSides(root);
  const place = root.querySelector("[data-said]");
  const said = (words) => {
    place.textContent = words;
  };
  const modeler = new window.BpmnJS({
    container: root.querySelector("[data-canvas]"),
    additionalModules: [translation],
    // The board writes into what it is given.
    moddleExtensions: { yw: structuredClone(bench.moddle) },
  });
  await modeler.importXML(bench.flow);
  const canvas = modeler.get("canvas");
  const fit = () => canvas.zoom("fit-viewport", "auto");
  openAtBeginning(canvas);
  let { revision } = bench;
  let changed = false;
  const select = (id) => {
    const element = modeler.get("elementRegistry").get(id);
    if (!element) return;
    modeler.get("selection").select(element);
    canvas.scrollToElement(element, { top: 100, bottom: 100, left: 180, right: 120 });
    show("properties");
  };
  tieFinder(modeler, root.querySelector("[data-find]"), select);
  modeler.on("commandStack.changed", () => {
    changed = true;
    said("有改动，还没有保存");
  });
  const acts = {
    async save() {
      const { xml } = await modeler.saveXML({ format: true });
      ({ revision } = await tell(`${at}/draft`, token, { revision, flow: xml }));
      changed = false;
      for (const field of document.querySelectorAll("input[name=revision]")) field.value = String(revision);
      said("草稿已保存");
    },
    async svg() {
      const { svg } = await modeler.saveSVG();
      download(`${bench.item.name}.svg`, svg, "image/svg+xml");
    },
    undo: () => modeler.get("commandStack").undo(),
    redo: () => modeler.get("commandStack").redo(),
    in: () => canvas.zoom(canvas.zoom() * 1.25),
    out: () => canvas.zoom(canvas.zoom() / 1.25),
    fit,
  };
  for (const control of root.querySelectorAll("[data-act]"))
    control.addEventListener("click", async () => {
      try {
        await acts[control.dataset.act]();
      } catch (error) {
        said(error.message);
      }
    });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  tieProperties(modeler, panels.properties, bench);
  tieSimulation(modeler, { panel: panels.simulation, item, token, cases: bench.cases, outcomes: bench.outcomes });
  await tieChecking(modeler, { panel: panels.findings, count, item, token, said, select });
  root.dataset.ready = "";
}

if (root && matchMedia(WIDE).matches && window.BpmnJS)
  begin().catch((error) => {
    root.hidden = true;
    for (const part of document.querySelectorAll("[data-plain]")) part.hidden = false;
    const line = document.querySelector(".designer-narrow");
    if (!line) return;
    line.textContent = `画板没有打开：${error.message}`;
    line.className = "hint"; // on wide screens, too
  });
