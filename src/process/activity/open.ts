import { conflict } from "#values/errors";
import { expression } from "#language/feel";
import type { ActivityNode, UserNode } from "#process/graph";
import { called, contextOf, itemOf, nextId, throughAtOnce, type Run, beginScope, type Effect, type Vars, subscribe, durationIn } from "#process/token";
import { throwOne } from "#process/event";

/** Which instance of which body; or the compensation for which the activity runs. */
export type Place = { of: string; index?: number };

/** Opens one instance of an activity and returns its id. */
export function open(run: Run, node: ActivityNode, frame: string, place?: Place): string {
  const id = nextId(run, node);
  const base = { id, node: node.key, frame, ...place };
  const context = { ...contextOf(run, frame), ...itemOf(run, base) };
  switch (node.kind) {
    case "user":
      run.active.set(id, { ...base, wait: "task" });
      run.effects.push({ ...task(node, id, context), ...(isOneOfMany(run, place) ? { item: itemAt(run, place) } : {}) });
      return id;
    case "service":
      run.active.set(id, { ...base, wait: "service" });
      run.effects.push({ type: "service.called", call: id, node: node.key, act: node.act, input: node.input ? expression(node.input)(context) : null });
      return id;
    case "rule":
      run.active.set(id, { ...base, wait: "rule" });
      run.effects.push({ type: "rule.called", call: id, node: node.key, decision: node.decision });
      return id;
    case "pass":
      throughAtOnce(run, base, null);
      return id;
    case "script":
      throughAtOnce(run, base, expression(node.script)(context));
      return id;
    case "send":
      throwOne(run, node, node.event, frame, undefined, context);
      throughAtOnce(run, base, null);
      return id;
    case "receive":
      return subscribe(run, node, frame, place) ?? id;
    case "sub":
      // Results inside a single sub-process are the process's own; instances running side by side must not mix theirs.
      run.active.set(id, { ...base, wait: "scope", ...(isOneOfMany(run, place) ? { vars: {} } : {}) });
      break;
    case "call":
      run.active.set(id, { ...base, wait: "scope", vars: {}, ...(node.input ? { given: given(node.input, context, called(node)) } : {}) });
      break;
  }
  beginScope(run, node.inner, id);
  return id;
}

function isOneOfMany(run: Run, place: Place | undefined): place is Place {
  return place !== undefined && run.active.get(place.of)?.wait === "many";
}

function task(node: UserNode, id: string, context: Vars): Extract<Effect, { type: "task.opened" }> {
  return {
    type: "task.opened",
    task: id,
    node: node.key,
    name: called(node),
    kind: node.work,
    ...(node.unit ? { unit: unitIn(node.unit, context, called(node)) } : {}),
    ...(node.role ? { role: node.role } : {}),
    ...(node.party ? { party: node.party } : {}),
    ...(node.checklist ? { checklist: node.checklist } : {}),
    ...(node.stop ? { stop: node.stop } : {}),
    ...(node.limit ? { limit: durationIn(node.limit, context, called(node)) } : {}),
  };
}

function itemAt(run: Run, place: Place): unknown {
  const body = run.active.get(place.of);
  return body?.wait === "many" ? body.items[place.index ?? 0] : null;
}

function unitIn(source: string, context: Vars, where: string): string {
  const unit = expression(source)(context);
  if (typeof unit === "string" && unit !== "") return unit;
  throw conflict("FLOW_UNIT", `流程没有算出“${where}”由哪个部门办理，请联系事项管理员改正流程。`);
}

function given(source: string, context: Vars, where: string): Vars {
  const value = expression(source)(context);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Vars;
  throw conflict("FLOW_INPUT", `流程没有算出要交给“${where}”的数据，请联系事项管理员改正流程。`);
}
