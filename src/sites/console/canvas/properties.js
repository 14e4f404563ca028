import { areaField, choiceField, textField, tickField } from "./fields.js";
import { fieldsOf, furtherFields, triggerOf } from "./flow-fields.js";
import { inChinese } from "./flow-words.js";
import { make } from "./page.js";

const kindOf = (type) => type.replace(/^bpmn:/, "").replace(/([a-z])([A-Z])/g, "$1 $2");

/** What a kind of element is called, by the words of the board. */
export function typeInWords(type) {
  const english = kindOf(type).toLowerCase();
  const found = inChinese(english.charAt(0).toUpperCase() + english.slice(1));
  return { Process: "流程", "Sub Process": "子流程", Participant: "泳池", Lane: "泳道", "Intermediate Catch Event": "中间事件" }[kindOf(type)] ?? found;
}

/** The panel of properties: shows the selected element, and writes every change as a command of the board, so that it can be undone. */
export function tieProperties(modeler, panel, { choices, names, moddle }) {
  const modeling = modeler.get("modeling");
  const factory = modeler.get("bpmnFactory");
  const registry = modeler.get("elementRegistry");
  const lists = make(
    "div",
    { hidden: true },
    make(
      "datalist",
      { id: "units" },
      choices.units.map(({ value, label }) => make("option", { value }, label)),
    ),
  );
  let shown;

  const objectOf = (element) => (element.labelTarget ?? element).businessObject;
  const expression = (object, body) => {
    const made = factory.create("bpmn:FormalExpression", { body });
    made.$parent = object;
    return made;
  };
  const set = (element, object, changes) => modeling.updateModdleProperties(element, object, changes);

  function fieldFor(element, object, field) {
    const holder = field.on === "loop" ? object.loopCharacteristics : object;
    const value = field.expression ? holder[field.key]?.body : holder.get(field.key);
    const take = (given) => set(element, holder, { [field.key]: field.expression && given !== undefined ? expression(holder, given) : given });
    if (field.tick) return tickField({ label: field.label, value: value ?? field.usual }, take);
    if (field.choices || field.options)
      return choiceField({ label: field.label, value, hint: field.hint, options: field.options ?? choices[field.choices], empty: field.empty }, take);
    if (field.code) return areaField({ label: field.label, value, hint: field.hint, code: true }, take);
    return textField({ label: field.label, value, hint: field.hint, list: field.suggestions }, take);
  }

  function flowsOut(element, object) {
    const out = (object.outgoing ?? []).filter((flow) => flow.$type === "bpmn:SequenceFlow");
    if (out.length < 2 || /(Parallel|EventBased)Gateway|Event$/.test(object.$type)) return [];
    const options = out.map((flow) => ({ value: flow.id, label: `${flow.name || flow.id} → ${flow.targetRef?.name || flow.targetRef?.id}` }));
    return [
      choiceField({ label: "默认连线", value: object.default?.id, options, hint: "其他条件都不符合时走这一条。" }, (id) =>
        modeling.updateProperties(element, { default: out.find((flow) => flow.id === id) }),
      ),
    ];
  }

  function rootsOf(type) {
    return modeler.getDefinitions().rootElements.filter((root) => root.$type === type);
  }

  function triggerFields(element, object) {
    const trigger = triggerOf(object);
    if (!trigger) return [];
    const { definition } = trigger;
    if (trigger.times) {
      const now = trigger.times.find(({ value }) => definition[value]) ?? trigger.times[0];
      const change = (kind, body) =>
        set(
          element,
          definition,
          Object.fromEntries(trigger.times.map(({ value }) => [value, value === kind && body ? expression(definition, body) : undefined])),
        );
      const body = definition[now.value]?.body ?? "";
      return [
        choiceField({ label: "什么时候触发", value: now.value, options: trigger.times, empty: "请选择" }, (kind) => change(kind, body || "P5WD")),
        textField({ label: "时间", value: body, hint: "P5WD 是 5 个工作日，PT2H 是 2 小时；时刻写 FEEL 算式。" }, (given) => change(now.value, given)),
      ];
    }
    if (trigger.condition)
      return [
        areaField({ label: "条件", value: definition.condition?.body, code: true }, (given) =>
          set(element, definition, { condition: given && expression(definition, given) }),
        ),
      ];
    if (trigger.link) return [textField({ label: "链接名", value: definition.name }, (given) => set(element, definition, { name: given }))];
    const known = rootsOf(trigger.type);
    return [
      ...(definition === object ? [] : furtherFields(definition.$type, moddle).map((field) => fieldFor(element, definition, field))),
      choiceField(
        { label: trigger.label, value: definition[trigger.key]?.id, options: known.map(({ id, name }) => ({ value: id, label: name || id })), empty: "请选择" },
        (id) => set(element, definition, { [trigger.key]: known.find((root) => root.id === id) }),
      ),
      textField({ label: `新建${trigger.label}`, hint: "写下名称，就会新建并选中。" }, (given) => {
        if (!given) return;
        const root = factory.create(trigger.type, { name: given, ...(trigger.type === "bpmn:Error" && { errorCode: given }) });
        const definitions = modeler.getDefinitions();
        root.$parent = definitions;
        set(element, definitions, { rootElements: [...definitions.rootElements, root] });
        set(element, definition, { [trigger.key]: root });
      }),
    ];
  }

  function identity(element, object) {
    const id = textField({ label: "编号", value: object.id, hint: "表达式用编号取这一步的结果。只用字母、数字和下划线。" }, (given) => {
      const taken = given && registry.get(given) && registry.get(given) !== element;
      if (given && /^[A-Za-z_][\w.-]*$/.test(given) && !taken) modeling.updateProperties(element, { id: given });
      else draw(element);
    });
    return [textField({ label: "名称", value: object.name }, (given) => modeling.updateProperties(element, { name: given })), id];
  }

  function draw(element) {
    shown = element;
    const object = objectOf(element);
    const note = object.documentation?.[0]?.text;
    panel.replaceChildren(
      make("h2", {}, `${typeInWords(object.$type)}${object.name ? `：${object.name}` : ""}`),
      ...identity(element, object),
      ...fieldsOf(object, moddle).map((field) => fieldFor(element, object, field)),
      ...triggerFields(element, object),
      ...flowsOut(element, object),
      areaField({ label: "说明", value: note }, (given) =>
        set(element, object, { documentation: given ? [factory.create("bpmn:Documentation", { text: given })] : [] }),
      ),
      help(object),
      lists,
    );
  }

  function help(object) {
    if (object.$type !== "bpmn:SequenceFlow" && !object.$type.endsWith("Task")) return "";
    return make(
      "details",
      { class: "disclosure" },
      make("summary", {}, "表达式里能用什么"),
      make(
        "ul",
        { class: "findings" },
        names.map(({ name, label }) => make("li", {}, make("code", {}, name), ` ${label}`)),
      ),
    );
  }

  const redraw = () => {
    const root = modeler.get("canvas").getRootElement();
    const [chosen] = modeler.get("selection").get();
    draw(chosen ?? root);
  };
  modeler.on("selection.changed", redraw);
  // A change from elsewhere (undo, renaming on the canvas) shows at once; one's own typing is not disturbed.
  modeler.on("commandStack.changed", () => {
    if (shown && !panel.contains(document.activeElement)) redraw();
  });
  redraw();
}
