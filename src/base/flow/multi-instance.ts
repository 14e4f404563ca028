import { conflict } from "#kernel/errors";
import { expression } from "#base/feel";
import { cancelWithin } from "./cancel.ts";
import type { ActivityNode, Many } from "./graph.ts";
import { open } from "./open.ts";
import { called, contextOf, holds, nextId } from "./run.ts";
import type { Run } from "./run.ts";
import type { Body } from "./state.ts";

/** Most instances of one activity: more is a slip of the model, and would make the state large. */
const MOST = 1000;

/** Opens the body of a multi-instance activity and its first instances. Returns its id, or undefined when the collection is empty. */
export function openMany(run: Run, node: ActivityNode, many: Many, frame: string): string | undefined {
  const items = expression(many.collection)(contextOf(run, frame));
  if (!Array.isArray(items) || items.length > MOST) {
    throw conflict("FLOW_COLLECTION", `流程在“${called(node)}”没有得到要逐一办理的清单（最多 ${MOST} 项），请联系事项管理员改正流程。`);
  }
  if (items.length === 0) return undefined;
  const id = nextId(run, node);
  const next = many.sequential ? 1 : items.length;
  run.active.set(id, { id, node: node.key, frame, wait: "many", items, next, results: [] });
  for (let index = 0; index < next; index += 1) open(run, node, frame, { of: id, index });
  return id;
}

/** Takes the result of one instance. Returns the list of results when the activity is complete; what still runs is then cancelled. */
export function instanceDone(run: Run, node: ActivityNode, many: Many, body: Body, index: number, value: unknown): unknown[] | undefined {
  const results = [...body.results, [index, value ?? null] as const].toSorted(([a], [b]) => a - b);
  const list = results.map(([, result]) => result);
  const total = body.items.length - (body.gone?.length ?? 0);
  const complete =
    list.length === total ||
    (many.until !== undefined && holds(many.until, { ...contextOf(run, body.frame), done: list.length, total, results: list }, called(node)));
  if (complete) {
    cancelInstances(run, body.id);
    return list;
  }
  const begin = many.sequential && body.next < body.items.length;
  run.active.set(body.id, { ...body, results, next: body.next + (begin ? 1 : 0) });
  if (begin) open(run, node, body.frame, { of: body.id, index: body.next });
  return undefined;
}

function cancelInstances(run: Run, body: string): void {
  run.active.delete(body);
  cancelWithin(run, body);
}
