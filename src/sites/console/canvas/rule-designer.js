// The rule editor: dmn-js in Chinese. Without it, the page below says everything.
import { withDrawing } from "./drd-layout.js";
import { ask, make, tell, whenQuiet } from "./page.js";
import { translation } from "./rule-words.js";

const WIDE = "(min-width: 900px)";
const VIEWS = { drd: "决策关系图", decisionTable: "决策表", literalExpression: "算式", boxedExpression: "知识模型" };
const root = document.querySelector("[data-rule-designer]");

// Each kind of view takes its modules by itself.
const spoken = Object.fromEntries(Object.keys(VIEWS).map((view) => [view, { additionalModules: [translation] }]));

/** Buttons for the graph of decisions and for each table or expression. */
function tieViews(modeler, place) {
  const draw = () => {
    const active = modeler.getActiveView();
    place.replaceChildren(
      ...modeler.getViews().map((view) => {
        const words = view.type === "drd" ? VIEWS.drd : `${VIEWS[view.type] ?? ""}：${view.element.name || view.id}`;
        const pressed = view.element === active?.element;
        return make(
          "button",
          {
            type: "button",
            class: `button button-small button-${pressed ? "secondary" : "quiet"}`,
            "aria-pressed": String(pressed),
            onclick: () => modeler.open(view),
          },
          make("span", {}, words),
        );
      }),
    );
  };
  modeler.on("views.changed", draw);
  draw();
}

/** Brings the report below the board up to date with what was saved. */
async function renewReport() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-report]");
  if (fresh) document.querySelector("[data-report]").replaceWith(document.adoptNode(fresh));
}

async function begin() {
  const item = root.dataset.ruleDesigner;
  const { token } = root.dataset;
  const bench = await ask(`/console/flows/${encodeURIComponent(item)}/workbench`);
  if (bench.closed) throw new Error(bench.closed);
  root.hidden = false;
  for (const part of document.querySelectorAll("[data-plain]")) part.hidden = true;
  const place = root.querySelector("[data-said]");
  const said = (words) => {
    place.textContent = words;
  };
  const modeler = new window.DmnJS({ container: root.querySelector("[data-canvas]"), ...spoken });
  await modeler.importXML(withDrawing(bench.rules));
  // People come for the tables; the graph is one of the views.
  const first = modeler.getViews().find(({ type }) => type !== "drd");
  if (first) await modeler.open(first);
  const list = root.querySelector("[data-findings-list]");
  let { revision } = bench;
  let changed = false;

  async function check() {
    try {
      const { xml } = await modeler.saveXML();
      const { rules, flow } = await tell("/console/flows/check", token, { item, rules: xml });
      const lines = [...rules, ...flow];
      list.replaceChildren(
        lines.length === 0
          ? make("p", { class: "hint" }, "检查通过。保存以后，下面会列出每个例子的结果。")
          : make(
              "ul",
              { class: "findings" },
              lines.map(({ element, message }) => make("li", {}, make("code", {}, element || "规则"), ` ${message}`)),
            ),
      );
      root.dataset.checked = String(lines.length);
    } catch (error) {
      said(error.message);
    }
  }
  const later = whenQuiet(500, check);
  const watch = () => {
    modeler.getActiveViewer()?.on("commandStack.changed", () => {
      changed = true;
      said("有改动，还没有保存");
      later();
    });
  };
  const watched = new WeakSet();
  modeler.on("views.changed", () => {
    const viewer = modeler.getActiveViewer();
    if (!viewer || watched.has(viewer)) return;
    watched.add(viewer);
    watch();
  });
  watched.add(modeler.getActiveViewer());
  watch();
  tieViews(modeler, root.querySelector("[data-views]"));
  root.querySelector("[data-act=save]").addEventListener("click", async () => {
    try {
      const { xml } = await modeler.saveXML({ format: true });
      ({ revision } = await tell(`/console/rules/${encodeURIComponent(item)}/draft`, token, { revision, rules: xml }));
      changed = false;
      for (const field of document.querySelectorAll("input[name=revision]")) field.value = String(revision);
      await renewReport();
      said("草稿已保存");
    } catch (error) {
      said(error.message);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  await check();
  root.dataset.ready = "";
}

if (root && matchMedia(WIDE).matches && window.DmnJS)
  begin().catch((error) => {
    root.hidden = true;
    for (const part of document.querySelectorAll("[data-plain]")) part.hidden = false;
    const line = document.querySelector(".designer-narrow");
    if (!line) return;
    line.textContent = `画板没有打开：${error.message}`;
    line.className = "hint"; // on wide screens, too
  });
