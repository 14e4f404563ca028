import { round } from "./lettering.ts";
import { line, ring, solid } from "./pen.ts";
import type { Shape } from "./picture.ts";

/** What kind of work a task is, in its upper left corner (BPMN 2.0 clause 10.3.3). */
const KINDS: Record<string, (x: number, y: number) => string> = {
  UserTask: (x, y) => ring(x + 5, y + 3, 3, 1) + line(`M${x - 1} ${y + 12}c0 -7 12 -7 12 0`),
  ServiceTask: (x, y) =>
    ring(x + 5, y + 5, 2, 1) +
    `<circle class="flow-mark" cx="${round(x + 5)}" cy="${round(y + 5)}" r="5" fill="none" stroke="#5C6864" stroke-width="2" stroke-dasharray="2 1.93"/>`,
  BusinessRuleTask: (x, y) => line(`M${x} ${y}h12v9h-12zM${x} ${y + 3}h12M${x + 4} ${y + 3}v6`),
  ScriptTask: (x, y) => line(`M${x + 3} ${y}h9c-4 3 4 6 0 10h-9c4 -4 -4 -7 0 -10zM${x + 4} ${y + 3}h5M${x + 4} ${y + 5}h5M${x + 5} ${y + 7}h5`),
  SendTask: (x, y) =>
    solid(`M${x} ${y}h13v9h-13z`, true) + `<path class="flow-flap" d="M${x} ${y}l6.5 5l6.5 -5" fill="none" stroke="#FFFFFF" stroke-width="1"/>`,
  ReceiveTask: (x, y) => line(`M${x} ${y}h13v9h-13zM${x} ${y}l6.5 5l6.5 -5`),
  ManualTask: (x, y) => line(`M${x} ${y + 4}l4 -4h3l-2 3h7a1 1 0 0 1 0 2h-4h4.5a1 1 0 0 1 0 2h-4.5h3.5a1 1 0 0 1 0 2h-9.5l-2 -2z`),
};

/** Marks at the lower edge, from left to right: how often, undoing, free order, more inside. */
const BELOW: Record<string, (x: number, y: number) => string> = {
  parallel: (x, y) => line(`M${x - 4} ${y - 9}v9m4 -9v9m4 -9v9`, 1.5),
  sequential: (x, y) => line(`M${x - 5} ${y - 8}h10m-10 4h10m-10 4h10`, 1.5),
  loop: (x, y) => line(`M${x - 2} ${y}a4.5 4.5 0 1 1 4 0M${x - 5} ${y}h3.2v-3.2`, 1.5),
  undoes: (x, y) => solid(`M${x} ${y - 8}v8l-5 -4zM${x + 5} ${y - 8}v8l-5 -4z`, false),
  free: (x, y) => line(`M${x - 6} ${y - 3}c3 -5 5 -4 6 -2s4 2 6 -2`, 2),
  inside: (x, y) => line(`M${x - 5} ${y - 10}h10v10h-10zM${x} ${y - 8}v6m-3 -3h6`),
};

/** The marks of an activity: its kind above, the rest below in the middle. */
export function activityMarks({ type, box, many, collapsed, undoes, free }: Shape): string {
  const marks = [many, undoes && "undoes", free && "free", collapsed && type !== "CallActivity" && "inside"].filter((mark) => typeof mark === "string");
  const left = box.x + box.width / 2 - (marks.length - 1) * 8;
  const below = marks.map((mark, index) => BELOW[mark]!(left + index * 16, box.y + box.height - 5));
  return (KINDS[type]?.(box.x + 7, box.y + 7) ?? "") + below.join("");
}
