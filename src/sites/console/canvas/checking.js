import { make, tell, whenQuiet } from "./page.js";

/**
 * Asks the server after every change what is wrong with the flow, and shows it: a badge and a frame on each element, a list beside it; the way
 * into a trap is drawn when one is chosen.
 */
export function tieChecking(modeler, { panel, count, item, token, said, select }) {
  const overlays = modeler.get("overlays");
  const canvas = modeler.get("canvas");
  const registry = modeler.get("elementRegistry");
  let marked = [];
  let path = [];
  let asked = 0;

  const unmark = (ids, marker) => {
    for (const id of ids) if (registry.get(id)) canvas.removeMarker(id, marker);
    return [];
  };
  const showPath = (ids) => {
    path = unmark(path, "on-bad-way");
    path = ids.filter((id) => registry.get(id));
    for (const id of path) canvas.addMarker(id, "on-bad-way");
  };

  function draw({ flow, rules, ways }) {
    overlays.remove({ type: "finding" });
    marked = unmark(marked, "is-refused");
    showPath([]);
    const byElement = Map.groupBy(flow, ({ element }) => element);
    for (const [id, findings] of byElement) {
      const element = registry.get(id);
      if (!element || element === canvas.getRootElement()) continue;
      const html = make(
        "button",
        { type: "button", class: "finding-badge", title: findings.map(({ message }) => message).join("；"), onclick: () => select(id) },
        `! ${findings.length}`,
      );
      overlays.add(id, "finding", { position: { top: -12, right: 12 }, html });
      canvas.addMarker(id, "is-refused");
      marked.push(id);
    }
    const line = (id, message, act) => {
      const element = registry.get(id);
      const name = element?.businessObject.name || id || "流程";
      return make("li", {}, element ? make("button", { type: "button", class: "button-link", onclick: act }, name) : make("strong", {}, name), ` ${message}`);
    };
    const lines = [
      ...flow.map(({ element, message }) => line(element, message, () => select(element))),
      ...rules.map(({ element, message }) => line(element || "规则", message, () => {})),
      ...ways.map(({ element, path: way, message }) =>
        line(element, `${message}（点名称看怎么走到这里）`, () => {
          showPath(way);
          select(element);
        }),
      ),
    ];
    count("findings", lines.length);
    panel.replaceChildren(
      make("h2", {}, lines.length === 0 ? "检查通过" : `有 ${lines.length} 处问题`),
      lines.length === 0
        ? make("p", { class: "hint" }, "没有发现问题。发布以前还会用业务包里的例子试办一遍。")
        : make("ul", { class: "findings", "data-findings": String(lines.length) }, lines),
    );
    panel.dataset.checked = String(asked);
  }

  async function check() {
    const mine = (asked += 1);
    try {
      const { xml } = await modeler.saveXML();
      const found = await tell("/console/flows/check", token, { item, flow: xml });
      if (mine === asked) draw(found);
    } catch (error) {
      said(error.message);
    }
  }
  modeler.on("commandStack.changed", whenQuiet(500, check));
  return check();
}
