/** Why a model is not taken: the element, the rule it breaks, and the sentence in both languages. */
export type FlowRefusal = { element: string; rule: string; zh: string; en: string };

const RULES = {
  xml: ["文件读不懂：{0}", "the XML cannot be read: {0}"],
  "unsupported-element": ["不支持“{0}”，请换成支持的元素", "{0} cannot be executed"],
  "unsupported-property": ["“{0}”这项设置不会被执行，请去掉", "the setting {0} would not be executed; remove it"],
  "foreign-extension": ["“{0}”是别的软件的扩展，不会被执行，请去掉", "the extension {0} belongs to other software; remove it"],
  "message-flow": ["不支持泳池之间的消息流", "message flows between pools cannot be executed"],
  "missing-id": ["元素没有编号", "the element has no id"],
  "reserved-id": ["编号“{0}”与流程可用的数据重名，请改名", "the id {0} hides data of the same name; rename it"],
  "main-process": ["文件里要有且只有一个不被调用的主流程，现在有 {0} 个", "the file needs exactly one process that no other calls, it has {0}"],
  "no-start": ["没有开始事件", "there is no start event"],
  "many-starts": ["开始事件只能有一个", "there must be only one start event"],
  "start-incoming": ["开始事件不能有流入", "a start event must have no incoming flow"],
  "no-end": ["没有结束事件", "there is no end event"],
  "end-outgoing": ["结束事件不能有流出", "an end event must have no outgoing flow"],
  "event-trigger": ["这里的事件不支持“{0}”触发，只支持定时（开始、结束：不带触发；结束可为终止）", "trigger {0} cannot be executed at this event"],
  "event-without-timer": ["中间事件和边界事件要设定时", "an intermediate or boundary event needs one timer"],
  "flow-dangling": ["连线没有接好两端", "the sequence flow lacks its source or target"],
  "flow-crosses": ["连线不能跨越子流程的边界", "a sequence flow must not cross the border of a sub-process"],
  "dead-end": ["走到这里没有下一步，又不是结束", "no flow leaves this element and it is not an end"],
  unreachable: ["永远走不到这里", "no path from the start leads here"],
  "no-way-out": ["从这里永远走不到结束", "no path leads from here to an end"],
  "endless-loop": ["这个环里没有需要等待的环节，会一直转下去", "this loop holds no step that waits, so it would never stop"],
  "boundary-unattached": ["边界事件没有附在环节上", "the boundary event is not attached to an activity"],
  "boundary-host": ["附着的环节立即通过，边界定时不会触发", "the host passes at once, its boundary timer could never fire"],
  "boundary-incoming": ["边界事件不能有流入", "a boundary event must have no incoming flow"],
  "default-not-outgoing": ["默认连线不是从这里流出的", "the default flow does not leave this element"],
  "default-with-condition": ["默认连线不能带条件", "the default flow must have no condition"],
  "default-misplaced": ["这种元素不能有默认连线", "this element cannot have a default flow"],
  "condition-missing": ["分支连线没有条件，也不是默认连线", "a diverging flow needs a condition or to be the default"],
  "condition-misplaced": ["从这种元素流出的连线不能带条件", "flows out of this element must have no condition"],
  feel: ["{0}", "FEEL: {0}"],
  "unknown-name": ["表达式里的“{0}”既不是流程数据，也不是环节编号", "{0} is neither data of the flow nor the id of a step"],
  "timer-moment": ["定时“{0}”不对：时长如 P5D、PT2H，工作日如 P5WD", "{0} is not a duration: write P5D, PT2H, or P5WD for working days"],
  "user-kind": ["yw:kind“{0}”不是已知的环节种类", "yw:kind {0} is not a known kind of work"],
  "user-role": ["yw:role“{0}”不是已知的角色", "yw:role {0} is not a known role"],
  "user-party": ["yw:party 只能是 applicant", "yw:party can only be applicant"],
  "supplement-party": ['补正由申请人完成，要写 yw:party="applicant"', 'a supplement is the applicant\'s: write yw:party="applicant"'],
  "checklist-kind": ["只有 inspection 环节能有 yw:checklist", "only an inspection has a yw:checklist"],
  "service-act": ["yw:act“{0}”不是动作名，应如 matter.accept", "yw:act {0} is not the name of an act, like matter.accept"],
  "rule-decision": ["没有写 yw:decision", "yw:decision is missing"],
  "many-collection": ["多实例要在多实例标记上写 yw:collection", "write yw:collection on the multi-instance marker"],
  "many-passes": ["立即通过的环节不能多实例", "an element that passes at once cannot have instances"],
  "call-unknown": ["被调用的流程“{0}”找不到", "the called process {0} is not known"],
  "call-recursion": ["流程不能调用自己（{0}）", "a process must not call itself ({0})"],
} as const;

export type Rule = keyof typeof RULES;

/** One refusal by its rule; `{0}` in the sentence is replaced by the detail. */
export function refuse(element: string, rule: Rule, detail = ""): FlowRefusal {
  const [zh, en] = RULES[rule];
  return { element, rule, zh: zh.replace("{0}", () => detail), en: en.replace("{0}", () => detail) };
}
