import { conflict } from "#values/errors";
import { cancel, take, waitingAt, called, contextOf, holds, type Run, type Frame } from "#process/token";
import { isActivity, known, type AdHoc, type Node } from "#process/graph";

/** How the ad-hoc sub-process goes that runs in a frame; undefined for every other frame. */
export function adHocOf(run: Run, frame: string): AdHoc | undefined {
  const holder = run.active.get(frame);
  const node = holder && known(run.graph.nodes, holder.node);
  return node?.kind === "sub" ? node.adHoc : undefined;
}

/**
 * Somebody begins an activity of an ad-hoc sub-process: one that nothing leads to at any time, another when a token waits before it; in
 * sequential order only while no other runs (13.3.5).
 * @throws Refusal FLOW_NOT_OFFERED
 */
export function beginInner(run: Run, frame: string, key: string): void {
  const holder = run.active.get(frame);
  const adHoc = adHocOf(run, frame);
  const node = Object.hasOwn(run.graph.nodes, key) ? known(run.graph.nodes, key) : undefined;
  const outer = holder && known(run.graph.nodes, holder.node);
  const inside = node !== undefined && isActivity(node) && outer?.kind === "sub" && node.scope === outer.inner;
  const edge = inside ? [...waitingAt(run, key, frame)][0] : undefined;
  const busy = adHoc?.sequential && running(run, frame).length > 0;
  if (holder?.wait !== "scope" || holder.closing || !adHoc || !inside || busy || (node.in.length > 0 && edge === undefined)) {
    throw conflict("FLOW_NOT_OFFERED", "这项工作现在不能开始：还没有轮到它，或者这一部分已经办完。请刷新页面看最新进度。");
  }
  if (edge !== undefined) take(run, key, frame, edge);
  else if (adHoc.until === undefined && !holder.begun?.includes(key))
    run.active.set(frame, { ...holder, begun: [...(holder.begun ?? []), key] } satisfies Frame);
  run.tokens.push({ node: key, frame });
}

/** Without a completion condition (it is optional in the schema): everything that may be begun was, and nothing of it runs or waits. */
function allBegun(run: Run, { id, node, begun = [] }: Frame): boolean {
  const outer = known(run.graph.nodes, node);
  const scope = outer.kind === "sub" ? outer.inner : "";
  const free = Object.values(run.graph.nodes).filter((each) => each.scope === scope && isActivity(each) && each.in.length === 0 && !each.compensates);
  const waits = run.tokens.some((token) => token.frame === id) || run.held.some((token) => token.frame === id);
  return !waits && running(run, id).length === 0 && free.every(({ key }) => begun.includes(key));
}

/** After an activity of an ad-hoc sub-process: whether that was enough. Then what still runs is cancelled or waited for, and nothing begins. */
export function afterInner(run: Run, frame: string, last: Node): boolean {
  const holder = run.active.get(frame);
  const adHoc = adHocOf(run, frame);
  if (holder?.wait !== "scope" || !adHoc) return false;
  if (holder.closing) return true;
  const enough =
    adHoc.until === undefined
      ? last.out.length === 0 && allBegun(run, holder)
      : holds(adHoc.until, contextOf(run, frame), called(known(run.graph.nodes, holder.node)));
  if (!enough) return false;
  run.active.set(frame, { ...holder, closing: true } satisfies Frame);
  run.held = run.held.filter((token) => token.frame !== frame);
  run.tokens = run.tokens.filter((token) => token.frame !== frame);
  for (const active of run.active.values()) {
    if (active.frame !== frame || ("host" in active && active.host === frame)) continue;
    if (adHoc.cancels || !isActivity(known(run.graph.nodes, active.node))) cancel(run, active);
  }
  return true;
}

function running(run: Run, frame: string): unknown[] {
  return [...run.active.values()].filter((active) => active.frame === frame && isActivity(known(run.graph.nodes, active.node)));
}
