import { conflict } from "#values/errors";
import { expression } from "#language/feel";
import { cancelWithin, called, contextOf, holds, keep, nextId, type Run, type Body, type Vars } from "#process/token";
import type { ActivityNode, Many } from "#process/graph";
import { open } from "./open.ts";
import { throwOne } from "#process/event";

/** Most instances of one activity: more is a slip of the model, and would make the state large. */
const MOST = 1000;

/** Opens the body of a multi-instance activity and its first instances. Returns its id, or undefined when there is nothing to do (13.3.7). */
export function openMany(run: Run, node: ActivityNode, many: Many, frame: string, of?: string): string | undefined {
  const items = itemsOf(run, node, many, frame);
  if (items.length === 0) return undefined;
  const id = nextId(run, node);
  const next = many.sequential ? 1 : items.length;
  run.active.set(id, { id, node: node.key, frame, wait: "many", items, next, results: [], ...(of === undefined ? {} : { of }) });
  for (let index = 0; index < next; index += 1) open(run, node, frame, { of: id, index });
  return id;
}

function itemsOf(run: Run, node: ActivityNode, many: Many, frame: string): readonly unknown[] {
  const value = expression(many.collection ?? many.cardinality ?? "null")(contextOf(run, frame));
  const items = many.collection === undefined && Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST ? numbers(Number(value)) : value;
  if (Array.isArray(items) && items.length <= MOST) return node.kind === "user" ? askedOnce(items) : items;
  throw conflict("FLOW_COLLECTION", `流程在“${called(node)}”没有得到要逐一办理的清单（最多 ${MOST} 项），请联系事项管理员改正流程。`);
}

/** A unit or person that a rule names twice is asked once: twice it would sign twice, and count double in a share. */
function askedOnce(items: unknown[]): unknown[] {
  return items.filter((item, at) => typeof item !== "string" || items.indexOf(item) === at);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

type Instanced = { id: string; index?: number };

/** Takes the result of one instance. Returns the list of results when the activity is complete; what still runs is then cancelled. */
export function instanceDone(run: Run, node: ActivityNode, many: Many, body: Body, { id, index = 0 }: Instanced, value: unknown): unknown[] | undefined {
  const results = [...body.results, [index, value ?? null, id] as const].toSorted(([a], [b]) => a - b);
  const list = results.map(([, result]) => result);
  const counts = countsOf(body, list);
  run.active.set(body.id, { ...body, results });
  report(run, node, many, body, counts);
  // What an instance reports may have ended them all.
  if (!run.active.has(body.id)) return undefined;
  const complete = list.length === counts.total || (many.until !== undefined && holds(many.until, { ...contextOf(run, body.frame), ...counts }, called(node)));
  if (complete) {
    run.active.delete(body.id);
    if (many.passed !== undefined) keep(run, body.frame, `${node.id}_passed`, holds(many.passed, { ...contextOf(run, body.frame), ...counts }, called(node)));
    cancelWithin(run, body.id);
    return list;
  }
  if (many.sequential && body.next < body.items.length) {
    run.active.set(body.id, { ...body, results, next: body.next + 1 });
    open(run, node, body.frame, { of: body.id, index: body.next });
  }
  return undefined;
}

/** What a completion condition can look at: our short names, and those of the standard (table 10.30). */
function countsOf(body: Body, results: readonly unknown[]): Vars & { total: number } {
  const total = body.items.length - (body.gone?.length ?? 0);
  const [begun, done] = [body.next - (body.gone?.length ?? 0), results.length];
  const numberOf = { numberOfInstances: begun, numberOfActiveInstances: begun - done, numberOfCompletedInstances: done, numberOfTerminatedInstances: 0 };
  return { done, total, results, ...numberOf };
}

/** Events that instances throw as they complete (`behavior`, 10.3.8). */
function report(run: Run, node: ActivityNode, many: Many, body: Body, counts: Vars): void {
  for (const { first, when, event } of many.reports ?? []) {
    if (first && body.results.length > 0) continue;
    if (when !== undefined && !holds(when, { ...contextOf(run, body.frame), ...counts }, called(node))) continue;
    throwOne(run, node, event, body.frame, body, counts);
    if (!run.active.has(body.id)) return;
  }
}
