/** Kinds of work at a step, as staff call them. */
export const TASK_KINDS: Record<string, string> = {
  acceptance: "受理",
  review: "审查",
  inspection: "现场核查",
  countersign: "会签",
  decision: "决定",
  counter: "窗口办理",
  copy: "阅知",
};
