import { expression } from "#language/feel";
import type { BoundaryNode, EventSubNode, Node, Throw, Trigger } from "#process/graph";
import { Joins } from "./reference-joins.fixture.ts";
import { Wrong, type Region, type Work } from "./reference-tree.fixture.ts";

type Raised = { on: "error" | "escalation"; code: string };

/** Events that are waited for, and that are thrown, by clauses 10.5 and 13.5. */
export abstract class Events extends Joins {
  /** Begins the inside of an activity in a region of its own. */
  abstract enterScope(region: Region, start?: string): void;
  abstract completed(work: Work, value: unknown): void;
  abstract cancelTransaction(node: Node, region: Region): void;

  listen(node: Node, region: Region, more: Partial<Work> = {}): void {
    if (!("triggers" in node)) return;
    const waits = node.triggers.filter((trigger) => ["timer", "message", "signal", "condition"].includes(trigger.on));
    const siblings = more.siblings ?? [];
    for (const trigger of waits) {
      const work = this.work(node.key, region, "wait", { ...more, trigger, siblings, ...timesOf(trigger) });
      siblings.push(work);
      if (trigger.on === "condition") this.fresh.push(work);
    }
  }

  /** What a work waits for has come. */
  occurs(work: Work, data?: unknown): void {
    const node = this.node(work.node);
    if (data !== undefined) this.keep(work.region, node.id, data);
    if (node.kind === "receive" && work.gate === undefined) {
      this.completed(work, data ?? null);
      return;
    }
    const lasting = (node.kind === "boundary" || node.kind === "start") && !node.interrupting;
    const others = (work.siblings ?? []).filter((each) => each !== work && each.region.works.includes(each));
    if ("parallel" in node && node.parallel) {
      this.drop(work);
      if (others.length > 0) return;
      if (lasting) this.listen(node, work.region, { ...(work.border ? { border: work.border } : {}), ...(work.aside ? { aside: true } : {}) });
    } else if (!lasting) {
      this.drop(work);
      for (const other of others) this.drop(other);
    } else if (work.trigger?.on === "timer") {
      const cycles = "cycle" in work.trigger.moment;
      if (!cycles || work.left === 1) this.drop(work);
      else if (work.left !== undefined) work.left -= 1;
    }
    if (node.kind === "boundary" && work.border) this.crosses(node, work.border);
    else if (node.kind === "start") this.begins(this.handlerOf(node), work.region, node.interrupting);
    else this.leave(node, work.region);
  }

  drop(work: Work): void {
    work.region.works = work.region.works.filter((each) => each !== work);
  }

  handlerOf(start: Node): EventSubNode {
    return Object.values(this.graph.nodes).find((node): node is EventSubNode => node.kind === "event-sub" && node.start === start.key)!;
  }

  crosses(node: BoundaryNode, host: Work): void {
    const { region } = host;
    if (node.interrupting) this.kill(host);
    else host.fired.push(node.key);
    this.leave(node, region);
  }

  begins(handler: EventSubNode, region: Region, interrupting: boolean): void {
    if (interrupting) {
      this.clear(region);
      region.deaf = true;
    }
    const work = this.work(handler.key, region, "inside");
    work.inner = this.region(handler.inner, work);
    this.enterScope(work.inner, handler.start);
  }

  /** Signals that were thrown and not heard yet. */
  thrown: string[] = [];

  /** All of them are heard at once, by those who wait by then. */
  hear(): boolean {
    const { thrown } = this;
    if (thrown.length === 0) return false;
    this.thrown = [];
    const waiting = this.everything().filter((work) => work.trigger?.on === "signal");
    for (const signal of thrown) this.broadcast(signal, waiting);
    return true;
  }

  broadcast(signal: string, among = this.everything()): void {
    const waiting = among.filter((work) => work.trigger?.on === "signal" && work.trigger.signal === signal);
    for (const work of waiting) if (this.runs(work)) this.occurs(work, null);
  }

  /** Conditions that have just begun to be waited for. */
  fresh: Work[] = [];

  lookAtFresh(): boolean {
    const work = this.fresh.shift();
    if (work && this.runs(work)) this.lookAt(work);
    return work !== undefined;
  }

  /** One message to somebody who waits for it. */
  deliver(): boolean {
    for (const mail of this.world.mail) {
      const taker = this.everything().find((work) => work.trigger?.on === "message" && work.trigger.message === mail.message);
      if (!taker) continue;
      this.world.mail = this.world.mail.filter((each) => each !== mail);
      this.occurs(taker, mail.data);
      return true;
    }
    return false;
  }

  lookAround(): boolean {
    return this.everything().some((work) => this.lookAt(work));
  }

  lookAt(work: Work): boolean {
    if (work.trigger?.on !== "condition") return false;
    const now = this.holds(work.trigger.when, work.region);
    const rises = now && !work.was;
    work.was = now;
    if (rises) this.occurs(work);
    return rises;
  }

  /** Looks for a handler outwards from a work, or from an event in a region. */
  raise(raised: Raised, data: unknown, region: Region, source?: Work): boolean {
    const host = source && this.hostOf(source);
    if (host) {
      const node = this.node(host.node);
      const borders = ("boundary" in node ? node.boundary : []).map((key) => this.node(key));
      const boundary = best(borders, raised);
      if (boundary?.kind === "boundary") {
        this.keep(host.region, boundary.id, data);
        this.crosses(boundary, host);
        return true;
      }
    }
    const at = host ? host.region : region;
    const keys = this.graph.scopes[at.scope]!.handlers.filter((key) => key !== source?.node && !at.deaf);
    const starts = keys.map((key) => this.node((this.node(key) as EventSubNode).start));
    const start = best(starts, raised);
    if (start?.kind === "start") {
      this.keep(at, start.id, data);
      this.begins(this.handlerOf(start), at, start.interrupting);
      return true;
    }
    return at.owner !== undefined && this.raise(raised, data, at, at.owner);
  }

  hostOf(work: Work): Work {
    return work.body && work.body.is !== "undo" ? work.body : work;
  }

  throws(node: Node, event: Throw, region: Region, source?: Work): void {
    const value = "data" in event && event.data !== undefined ? expression(event.data)(this.seen(region)) : null;
    if (event.throws === "signal") this.thrown.push(event.signal);
    if (event.throws === "message" && event.to !== undefined) this.world.mail.push({ message: event.message, data: value });
    if (event.throws === "escalation") this.raise({ on: "escalation", code: event.escalation }, { escalation: event.escalation, data: value }, region, source);
    if (event.throws === "error" && !this.raise({ on: "error", code: event.error }, { error: event.error, data: value }, region, source)) {
      throw new Wrong(`nothing catches ${event.error} of ${node.key}`);
    }
    if (event.throws === "cancel") this.cancelTransaction(node, region);
  }
}

function timesOf(trigger: Trigger): { left?: number } {
  const cycle = trigger.on === "timer" && "cycle" in trigger.moment ? /^R(\d+)/.exec(trigger.moment.cycle) : null;
  return cycle ? { left: Number(cycle[1]) } : {};
}

/** A handler of just this code goes before one of every code. */
function best(nodes: Node[], { on, code }: Raised): Node | undefined {
  const codeOf = (trigger: Trigger): string | undefined =>
    trigger.on === "error" ? trigger.error : trigger.on === "escalation" ? trigger.escalation : undefined;
  const catches = (node: Node, wanted: string | undefined): boolean =>
    "triggers" in node && node.triggers.some((trigger) => trigger.on === on && codeOf(trigger) === wanted);
  return nodes.find((node) => catches(node, code)) ?? nodes.find((node) => catches(node, undefined));
}
