import { choiceField } from "./fields.js";
import { button, make, tell } from "./page.js";

const WAITS = { task: "等人办理", timer: "等时间到", message: "等消息", signal: "等信号", condition: "等条件", offer: "可以开始" };
const SAID = { "timer.fired": "时间到了", "message.arrived": "消息来了", "signal.arrived": "信号来了", "activity.begun": "开始办" };

/** Plays the flow on the board step by step with an example person: tokens on the canvas, a button for everything that waits. */
export function tieSimulation(modeler, { panel, item, token, cases, outcomes }) {
  const canvas = modeler.get("canvas");
  const overlays = modeler.get("overlays");
  const registry = modeler.get("elementRegistry");
  let events = [];
  let chosen = 0;
  let marked = [];

  const nameOf = (id) => registry.get(id)?.businessObject.name || id;
  const clear = () => {
    overlays.remove({ type: "token" });
    for (const id of marked) if (registry.get(id)) for (const marker of ["was-passed", "is-waiting"]) canvas.removeMarker(id, marker);
    marked = [];
  };
  const mark = (id, marker) => {
    if (!registry.get(id)) return;
    canvas.addMarker(id, marker);
    marked.push(id);
  };

  function answersFor({ node, id }) {
    const object = registry.get(node)?.businessObject;
    const kind = object?.get?.("yw:work") ?? object?.get?.("yw:kind");
    const given = [cases[chosen]?.answers[node] ?? []].flat();
    const times = events.filter((event) => event.node === node).length;
    const expected = given[Math.min(times, given.length - 1)];
    const options = outcomes[kind] ?? [{ value: "done", label: "办完" }];
    return options.map(({ value, label }) => {
      const same = expected?.outcome === value;
      const result = same ? expected : { outcome: value };
      return button(same ? `${label}（例子）` : label, () => go({ type: "task.completed", task: id, node, result }), same ? "primary" : "secondary");
    });
  }

  // What may be done about each kind of waiting.
  const ACTS = {
    task: answersFor,
    timer: ({ id, node }) => [button("时间到了", () => go({ type: "timer.fired", timer: id, node }))],
    message: ({ node, name }) => [button("消息来了", () => go({ type: "message.arrived", message: name, node }))],
    signal: ({ node, name }) => [button("信号来了", () => go({ type: "signal.arrived", signal: name, node }))],
    offer: ({ id, node }) => [button("开始办", () => go({ type: "activity.begun", frame: id, node }))],
  };

  function waiting(wait) {
    const acts = ACTS[wait.wait]?.(wait) ?? [];
    return make("li", {}, make("strong", {}, nameOf(wait.node)), ` ${WAITS[wait.wait]}`, make("div", { class: "button-row" }, acts));
  }

  function history(steps) {
    const lines = steps.flatMap(({ happened }, index) => [
      ...(index > 0 ? [make("li", {}, `${nameOf(events[index - 1].node)}：${answered(events[index - 1])}`)] : []),
      ...happened
        .filter(({ type }) => type === "service.called" || type === "rule.called")
        .map(({ type, node, detail }) => make("li", { class: "hint" }, `${nameOf(node)}${type === "rule.called" ? `：${JSON.stringify(detail)}` : ""}`)),
    ]);
    return make("details", { class: "disclosure", open: true }, make("summary", {}, "走过的步骤"), make("ol", { class: "findings" }, lines));
  }

  const answered = ({ type, result }) => {
    if (SAID[type]) return SAID[type];
    return (
      Object.values(outcomes)
        .flat()
        .find(({ value }) => value === result.outcome)?.label ?? "办完"
    );
  };

  function draw({ steps, waiting: waits, ended, refused }) {
    clear();
    for (const id of steps.flatMap(({ passed }) => passed)) mark(id, "was-passed");
    for (const [node, each] of Map.groupBy(waits, (wait) => wait.node)) {
      mark(node, "is-waiting");
      if (registry.get(node))
        overlays.add(node, "token", { position: { bottom: 14, left: -12 }, html: make("span", { class: "token", title: "等在这里" }, `● ${each.length}`) });
    }
    const here = registry.get(waits[0]?.node);
    if (here) canvas.scrollToElement(here, { top: 100, bottom: 100, left: 180, right: 120 });
    start(
      refused ? make("p", { class: "field-error", role: "alert" }, refused) : "",
      ended ? make("p", { role: "status" }, "流程走完了。") : make("ul", { class: "findings waiting" }, waits.map(waiting)),
      make("div", { class: "button-row" }, events.length > 0 ? button("退一步", back) : "", button("重新开始", again), button("结束试办", stop, "quiet")),
      history(steps),
    );
  }

  async function play() {
    try {
      const { xml } = await modeler.saveXML();
      draw(
        await tell(`/console/flows/${encodeURIComponent(item)}/simulation`, token, {
          flow: xml,
          case: chosen,
          events,
        }),
      );
    } catch (error) {
      start(make("p", { class: "field-error", role: "alert" }, error.message));
    }
  }
  const go = (event) => {
    events = [...events, event];
    return play();
  };
  const back = () => {
    events = events.slice(0, -1);
    return play();
  };
  const again = () => {
    events = [];
    return play();
  };
  const stop = () => {
    events = [];
    clear();
    start();
  };

  function start(...more) {
    const options = cases.map(({ name }, index) => ({ value: String(index), label: name }));
    panel.replaceChildren(
      make("h2", {}, "试办"),
      make("p", { class: "hint" }, "用业务包里的例子走一遍，不会留下任何记录。"),
      choiceField({ label: "用哪个例子", value: String(chosen), options, empty: "请选择" }, (value) => {
        chosen = Number(value ?? 0);
        stop();
      }),
      ...(more.length > 0 ? more : [button("开始试办", again, "primary")]),
    );
  }
  start();
}
