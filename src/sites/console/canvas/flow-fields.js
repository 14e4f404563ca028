// What may be set on each kind of element: one table, read by the panel from top to bottom. `get` and `set` work on the element's own object.

const UNIT_HINT = "机构代码，或 FEEL 算式，如 =item.unit。";
const FEEL_HINT = "FEEL 算式，可用 form.…、situation.… 和环节的结果。";
const LIMIT_HINT = "P3WD 是 3 个工作日，P5D 是 5 天。";

const plain = (key, label, more = {}) => ({ key, label, ...more });

const MANY = [
  plain("collection", "多实例集合", { on: "loop", hint: "FEEL 列表，一项办一次。" }),
  plain("element", "每一项叫什么", { on: "loop", hint: "在表达式里用这个名字。" }),
  plain("loopCardinality", "或者办几次", { on: "loop", expression: true, hint: "没有集合时，写次数。" }),
  plain("completionCondition", "提前完成的条件", { on: "loop", expression: true, hint: "可用 done、total、results。", code: true }),
  plain("vote", "会签怎样计票", { on: "loop", hint: "all、份数（如 3）或比例（如 60%）。写了就不写提前完成的条件。" }),
  plain("veto", "一票否决", { on: "loop", options: [{ value: "true", label: "有一家不同意就不通过" }], empty: "没有" }),
];

const LOOP = [
  plain("loopCondition", "重复的条件", { on: "loop", expression: true, code: true, hint: FEEL_HINT }),
  plain("testBefore", "先看条件再办", { on: "loop", tick: true }),
];

const FIELDS = {
  "bpmn:UserTask": [
    plain("work", "工作种类", { choices: "kinds", empty: "请选择" }),
    plain("party", "由谁办理", { choices: "parties", empty: "工作人员" }),
    plain("unit", "办理单位", { suggestions: "units", hint: UNIT_HINT }),
    plain("role", "岗位", { choices: "roles" }),
    plain("checklist", "核查表", { choices: "checklists" }),
    plain("limit", "环节时限", { hint: LIMIT_HINT }),
    plain("moves", "允许的操作", {
      hint: "return 退回、take-back 取回、hand-over 转办、delegate 委派、sign 加签、jump 跳转，用空格隔开；不写是都允许，none 是都不允许。",
    }),
  ],
  "bpmn:ServiceTask": [plain("act", "动作", { choices: "acts", empty: "请选择" }), plain("input", "动作的输入", { code: true, hint: FEEL_HINT })],
  "bpmn:BusinessRuleTask": [plain("decision", "决策", { choices: "decisions", empty: "请选择" })],
  "bpmn:CallActivity": [plain("calledElement", "调用的流程编号"), plain("input", "给它的数据", { code: true, hint: FEEL_HINT })],
  "bpmn:ScriptTask": [plain("script", "算式（FEEL）", { code: true, hint: FEEL_HINT })],
  "bpmn:ComplexGateway": [plain("activationCondition", "什么时候放行", { expression: true, code: true, hint: FEEL_HINT })],
  "bpmn:AdHocSubProcess": [
    plain("completionCondition", "做到什么程度算完", { expression: true, code: true, hint: FEEL_HINT }),
    plain("cancelRemainingInstances", "算完时取消还在办的", { tick: true, usual: true }),
  ],
  "bpmn:SequenceFlow": [plain("conditionExpression", "条件", { expression: true, code: true, hint: FEEL_HINT })],
  "bpmn:BoundaryEvent": [plain("cancelActivity", "触发时打断所附的环节", { tick: true, usual: true })],
  "bpmn:StartEvent": [plain("isInterrupting", "触发时打断所在的流程", { tick: true, usual: true, inEventSubProcess: true })],
};

const REFERENCE = {
  "bpmn:MessageEventDefinition": ["messageRef", "消息", "bpmn:Message"],
  "bpmn:SignalEventDefinition": ["signalRef", "信号", "bpmn:Signal"],
  "bpmn:ErrorEventDefinition": ["errorRef", "错误", "bpmn:Error"],
  "bpmn:EscalationEventDefinition": ["escalationRef", "升级", "bpmn:Escalation"],
};

const TIMES = [
  { value: "timeDuration", label: "过一段时间" },
  { value: "timeDate", label: "到某个时刻" },
  { value: "timeCycle", label: "每隔一段时间" },
];

/** What attributes of ours are called where no table above names them. */
const FURTHER = { data: "带上的数据", key: "按什么配对", value: "初值", raises: "会抛出的错误", input: "输入", unit: "办理单位" };

/** Attributes of ours that a kind of element has, by the descriptor, in words. */
export function furtherFields($type, moddle, named = new Set()) {
  return moddle.types
    .filter((type) => type.extends.includes($type))
    .flatMap((type) => type.properties)
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => plain(name, FURTHER[name] ?? name, { code: true, hint: FEEL_HINT }));
}

/** Fields of an element by its kind, its loop and its trigger; attributes of ours that other kinds have are taken from the descriptor. */
export function fieldsOf(object, moddle) {
  const { $type } = object;
  // Flows of before say `kind` for the work of a step; whichever a step has is the one that is set.
  const before = object.get?.("yw:kind") !== undefined && object.get?.("yw:work") === undefined;
  const own = (FIELDS[$type] ?? []).map((field) => (field.key === "work" && before ? { ...field, key: "kind" } : field));
  const named = new Set([...own.map(({ key }) => key), "kind", "work"]);
  const further = furtherFields($type, moddle, named);
  const loop = { "bpmn:MultiInstanceLoopCharacteristics": MANY, "bpmn:StandardLoopCharacteristics": LOOP }[object.loopCharacteristics?.$type] ?? [];
  return [...own, ...further, ...loop].filter((field) => !field.inEventSubProcess || object.$parent?.triggeredByEvent);
}

/** The trigger of an event: which reference it names, or when it fires. */
export function triggerOf(object) {
  const definition = object.eventDefinitions?.[0];
  if (!definition) return referenceOfTask(object);
  if (definition.$type === "bpmn:TimerEventDefinition") return { definition, times: TIMES };
  if (definition.$type === "bpmn:ConditionalEventDefinition") return { definition, condition: true };
  if (definition.$type === "bpmn:LinkEventDefinition") return { definition, link: true };
  const [key, label, type] = REFERENCE[definition.$type] ?? [];
  return key ? { definition, key, label, type } : undefined;
}

function referenceOfTask(object) {
  if (object.$type !== "bpmn:SendTask" && object.$type !== "bpmn:ReceiveTask") return undefined;
  return { definition: object, key: "messageRef", label: "消息", type: "bpmn:Message" };
}
