import { conflict } from "#values/errors";
import { cancel, type Run, type Body, type Wait } from "#process/token";
import { isActivity, known } from "#process/graph";
import { open } from "./open.ts";

/** 加签 in a countersigning: one more instance, for one more item. In a sequence it comes last. */
export function addInstance(run: Run, task: Wait, item: unknown): void {
  const body = bodyOf(run, task);
  const node = known(run.graph.nodes, body.node);
  if (!isActivity(node) || !node.many) throw new Error(`${body.node} has no instances`);
  if (body.items.some((each, at) => each === item && !body.gone?.includes(at))) throw conflict("FLOW_ASKED", "这个单位已经在会签里，不用再加。");
  const items = [...body.items, item];
  const index = body.items.length;
  run.active.set(body.id, { ...body, items, next: node.many.sequential ? body.next : index + 1 });
  if (!node.many.sequential) open(run, node, body.frame, { of: body.id, index });
}

/** 减签 in a countersigning: an instance that waits is not asked for any more. The last one that waits cannot be taken away. */
export function removeInstance(run: Run, task: Wait): void {
  const body = bodyOf(run, task);
  const waiting = [...run.active.values()].filter((each) => "of" in each && each.of === body.id);
  if (waiting.length < 2) throw conflict("FLOW_LAST_SIGN", "只剩这一份会签，不能再减。");
  cancel(run, task);
  const index = task.index ?? 0;
  run.active.set(body.id, { ...body, items: body.items.map((item, at) => (at === index ? null : item)), gone: [...(body.gone ?? []), index] });
}

function bodyOf(run: Run, task: Wait): Body {
  const body = run.active.get(task.of ?? "");
  if (body?.wait !== "many") throw conflict("FLOW_NO_SIGN", "这个环节不是会签，不能加减会签人。");
  return body;
}
