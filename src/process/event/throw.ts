import { conflict } from "#values/errors";
import { compensate } from "./compensation.ts";
import type { Node, Throw, ThrowNode } from "#process/graph";
import { post } from "./message.ts";
import { raise } from "./raise.ts";
import { called, contextOf, worth, type Run, type Active, type Vars } from "#process/token";
import { cancelTransaction } from "./transaction.ts";

/**
 * A token at a throwing event. What is thrown may end the frame, with the token: so an intermediate event first leaves a token that is on
 * its way out and goes on if it is still there afterwards. A compensation that is waited for lets the token go when it is through (10.5.6).
 */
export function throwEvents(run: Run, node: ThrowNode, frame: string): void {
  const waits = node.events.some((event) => event.throws === "compensation" && event.wait);
  const goes = node.kind === "throw";
  if (goes && !waits) run.tokens.push({ node: node.key, frame, out: true });
  for (const event of node.events) {
    if (event.throws === "compensation") compensate(run, node, frame, event.activity, goes && event.wait);
    else if (event.throws === "cancel") cancelTransaction(run, node, frame);
    else throwOne(run, node, event, frame);
  }
}

/** Throws a message, signal, error or escalation; `source` is the activity that throws, where it is not an event in the frame. */
export function throwOne(run: Run, node: Node, event: Throw, frame: string, source?: Active, more: Vars = {}): void {
  const context = { ...contextOf(run, frame), ...more };
  const data = "data" in event ? worth(event.data, context) : null;
  switch (event.throws) {
    case "message":
      post(run, node, event, data, worth(event.key, context));
      break;
    case "signal":
      run.effects.push({ type: "signal.thrown", node: node.key, signal: event.signal, data });
      run.signals.push({ signal: event.signal, data });
      break;
    case "escalation": {
      const at = run.effects.length;
      const caught = raise(run, { on: "escalation", code: event.escalation, data: { escalation: event.escalation, data } }, frame, source);
      run.effects.splice(at, 0, { type: "escalation.thrown", node: node.key, escalation: event.escalation, caught, data });
      break;
    }
    case "error":
      if (!raise(run, { on: "error", code: event.error, data: { error: event.error, data } }, frame, source)) throw uncaught(node, event.error);
      break;
    case "compensation":
    case "cancel":
      throw new Error(`${node.key} cannot throw a ${event.throws} here`);
  }
}

/** An error for which the model has no handler: the standard leaves open what then happens (table 10.88), so the step is refused. */
export function uncaught(node: Node, code: string): Error {
  return conflict("FLOW_UNCAUGHT", `“${called(node)}”出错（${code}），流程没有写这种错误怎么处理，这一步没有办成。请联系事项管理员。`);
}
