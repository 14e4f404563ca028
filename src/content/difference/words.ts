/** What kinds of elements are called. */
const TYPES: Record<string, string> = {
  Process: "流程",
  Participant: "泳池",
  StartEvent: "开始事件",
  EndEvent: "结束事件",
  IntermediateCatchEvent: "中间捕获事件",
  IntermediateThrowEvent: "中间抛出事件",
  BoundaryEvent: "边界事件",
  UserTask: "人工环节",
  ServiceTask: "自动动作",
  BusinessRuleTask: "规则判断",
  ScriptTask: "计算",
  SendTask: "发送",
  ReceiveTask: "接收",
  ManualTask: "线下环节",
  Task: "环节",
  SubProcess: "子流程",
  Transaction: "事务子流程",
  AdHocSubProcess: "自由子流程",
  CallActivity: "调用流程",
  ExclusiveGateway: "排他网关",
  ParallelGateway: "并行网关",
  InclusiveGateway: "包容网关",
  EventBasedGateway: "事件网关",
  ComplexGateway: "复杂网关",
  SequenceFlow: "连线",
  MessageFlow: "消息流",
  Message: "消息",
  Signal: "信号",
  Error: "错误",
  Escalation: "升级",
  DataObject: "数据对象",
  DataObjectReference: "数据对象",
  DataStoreReference: "数据存储",
  TextAnnotation: "注释",
  Association: "关联",
  Group: "分组",
  Collaboration: "协作",
  TimerEventDefinition: "定时",
  MessageEventDefinition: "消息",
  SignalEventDefinition: "信号",
  ErrorEventDefinition: "错误",
  TerminateEventDefinition: "终止",
  MultiInstanceLoopCharacteristics: "多实例",
  StandardLoopCharacteristics: "循环",
};

const PROPERTIES: [RegExp, string][] = [
  [/^name$/, "名称"],
  [/^(kind|work)$/, "工作种类"],
  [/^unit$/, "办理单位"],
  [/^role$/, "岗位"],
  [/^party$/, "由谁办理"],
  [/^checklist$/, "核查表"],
  [/^limit$/, "环节时限"],
  [/^act$/, "动作"],
  [/^input$/, "输入"],
  [/^decision$/, "决策"],
  [/^calledElement$/, "调用的流程"],
  [/^sourceRef$/, "从"],
  [/^targetRef$/, "到"],
  [/^default$/, "默认连线"],
  [/^attachedToRef$/, "附着在"],
  [/^cancelActivity$/, "打断环节"],
  [/^isInterrupting$/, "打断"],
  [/^conditionExpression\.body$/, "条件"],
  [/time(Duration|Date|Cycle)\.body$/, "时间"],
  [/^loopCharacteristics$/, "重复方式"],
  [/^loopCharacteristics\.isSequential$/, "逐个进行"],
  [/^loopCharacteristics\.collection$/, "多实例集合"],
  [/^loopCharacteristics\.element$/, "多实例元素名"],
  [/completionCondition\.body$/, "提前完成条件"],
  [/^eventDefinitions$/, "触发方式"],
  [/messageRef$/, "消息"],
  [/signalRef$/, "信号"],
  [/errorRef$/, "错误"],
  [/escalationRef$/, "升级"],
  [/^documentation(\.text)?$/, "说明"],
  [/^script(\.body)?$/, "算式"],
  [/^isExecutable$/, "可执行"],
  [/^triggeredByEvent$/, "由事件触发"],
];

/** What a kind of element is called; its own name where it is not in the table. */
export function typeInWords(type: string): string {
  return TYPES[type] ?? type;
}

/** What a property is called; its own name where it is not in the table. */
export function propertyInWords(property: string): string {
  return PROPERTIES.find(([pattern]) => pattern.test(property))?.[1] ?? property;
}

/** A value for the eye: yes and no, and kinds of things, in words. */
export function valueInWords(value: string): string {
  if (value === "true") return "是";
  if (value === "false") return "否";
  return TYPES[value] ?? value;
}
