import type { ActivityNode, Node } from "#process/graph";
import { Events } from "./reference-events.fixture.ts";
import type { Completion, Region, Work } from "./reference-tree.fixture.ts";

/** Compensation and transactions, by clauses 10.7, 13.3.4 and 13.5.5. */
export abstract class Compensation extends Events {
  completionOf(node: ActivityNode, work: Work): Completion | undefined {
    if (!node.kept || !work.inner) return undefined;
    const ids = new Set(this.idsIn(node.kind === "sub" || node.kind === "call" ? node.inner : ""));
    const data = Object.fromEntries(Object.entries(this.seen(work.inner)).filter(([id]) => ids.has(id)));
    return { node: node.key, region: work.region, inside: work.inner, fired: [], data: work.inner.vars ?? data };
  }

  /** The ids of all nodes in a scope, at any depth. */
  idsIn(scope: string): string[] {
    const inside = Object.values(this.graph.nodes).filter((node) => node.scope === scope);
    return inside.flatMap((node) => [node.id, ...(node.kind === "sub" || node.kind === "event-sub" ? this.idsIn(node.inner) : [])]);
  }

  compensate(node: Node, region: Region, activity: string | undefined, after: () => void): void {
    const outer = region.owner && this.node(region.owner.node).kind === "event-sub" ? region.parent : undefined;
    this.undo(node, region, [...(outer ? this.doneIn(outer, activity) : []), ...this.doneIn(region, activity)], after);
  }

  doneIn(region: Region, activity?: string): Completion[] {
    const taken = region.done.filter((completion) => (activity === undefined || completion.node === activity) && !completion.of);
    region.done = region.done.filter((completion) => !taken.includes(completion));
    return taken;
  }

  undo(node: Node, region: Region, rest: Completion[], after: () => void): void {
    this.undoNext(this.work(node.key, region, "undo", { rest, after }));
  }

  /** The last completion first, but what its boundary events led to before it. */
  undoNext(undo: Work): void {
    const rest = undo.rest!;
    const last = rest.at(-1);
    if (!last) {
      this.kill(undo);
      undo.after!();
      return;
    }
    const led = rest.findLast((each) => each !== last && last.fired.some((boundary) => this.path(boundary, each.node, "")));
    const next = led ?? last;
    undo.rest = rest.filter((each) => each !== next);
    const node = this.node(next.node);
    if ("undo" in node && node.undo !== undefined) this.world.queue.push({ node: node.undo, region: next.region, goes: undo });
    else if (next.inside) this.reopen(node, next, next.inside, undo);
  }

  reopen(node: Node, completion: Completion, inside: Region, undo: Work): void {
    const work = this.work(node.key, completion.region, "inside", { body: undo, inner: inside, rest: [] });
    Object.assign(inside, { owner: work, deaf: true, vars: { ...completion.data } });
    const handler = this.graph.scopes[inside.scope]!.handlers.map((key) => this.node(key)).find(
      (each) => each.kind === "event-sub" && this.isCompensation(each.start),
    );
    if (handler?.kind === "event-sub") this.begins(handler, inside, false);
    else this.undo(node, inside, this.doneIn(inside), () => undefined);
  }

  isCompensation(start: string): boolean {
    const node = this.node(start);
    return "triggers" in node && node.triggers.some((trigger) => trigger.on === "compensation");
  }

  reopened(work: Work): void {
    this.kill(work);
    this.undoNext(work.body!);
  }

  cancelTransaction(node: Node, region: Region): void {
    this.clear(region);
    region.deaf = true;
    this.undo(node, region, this.doneIn(region), () => {
      const host = this.hostOf(region.owner!);
      const owner = this.node(host.node) as ActivityNode;
      const boundary = owner.boundary
        .map((key) => this.node(key))
        .find((each) => "triggers" in each && each.triggers.some((trigger) => trigger.on === "cancel"));
      if (boundary?.kind === "boundary") this.crosses(boundary, host);
    });
  }
}
