import { expression } from "#language/feel";
import type { ActivityNode, Loop, Many, Node } from "#process/graph";
import { Compensation } from "./reference-compensation.fixture.ts";
import { Wrong, type Completion, type Region, type Token, type Work } from "./reference-tree.fixture.ts";

/** Activities and sub-processes, by clause 13.3, and what the outside does. */
export class Reference extends Compensation {
  begin(facts: Record<string, unknown>): this {
    this.facts = facts;
    this.enterScope(this.world.root);
    return this.settle();
  }

  readonly history: (() => void)[] = [];

  /** Lets something happen; after what goes wrong everything is done once more without it. */
  attempt(happening: () => void): boolean {
    try {
      happening();
      this.settle();
      this.history.push(happening);
      return true;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.world = this.begun();
      this.thrown = [];
      this.fresh = [];
      this.count = 0;
      for (const before of this.history) {
        before();
        this.settle();
      }
      return false;
    }
  }

  change(facts: Record<string, unknown>): void {
    this.facts = facts;
  }

  /** Somebody begins an activity of an ad-hoc sub-process. */
  starts(label: string, key: string): void {
    const region = this.everything().find((work) => this.label(work) === label && work.inner)!.inner!;
    const node = this.node(key);
    const edge = node.in.find((each) => this.before(node, each, region) > 0);
    const busy = this.adHoc(region)?.sequential && region.works.some((work) => !work.border && !work.aside && "boundary" in this.node(work.node));
    if (region.closing || busy || (node.in.length > 0 && edge === undefined)) throw new Wrong(`${key} cannot begin`);
    if (edge !== undefined) this.take(node, edge, region);
    this.world.queue.push({ node: key, region });
  }

  message(message: string): void {
    this.world.mail.push({ message, data: null });
  }

  fails(label: string, error: string): void {
    const work = this.find(label)!;
    if (!this.raise({ on: "error", code: error }, { error }, work.region, work)) throw new Wrong(`nothing catches ${error}`);
    this.kill(work);
  }

  escalates(label: string, escalation: string): void {
    const work = this.find(label)!;
    this.raise({ on: "escalation", code: escalation }, { escalation, data: null }, work.region, work);
  }

  settle(): this {
    for (let moves = 0; moves < 5000; moves += 1) {
      if (this.lookAtFresh()) continue;
      const token = this.world.queue.shift();
      if (token) this.enter(token);
      else if (!this.fireOne() && !this.deliver() && !this.hear() && !this.close(this.world.root) && !this.lookAround()) return this;
    }
    throw new Error("the reference goes round for ever");
  }

  enterScope(region: Region, start?: string): void {
    const scope = this.graph.scopes[region.scope]!;
    for (const [id, source] of Object.entries(scope.data ?? {})) this.keep(region, id, expression(source)(this.seen(region)));
    for (const key of scope.handlers) {
      const handler = this.node(key);
      if (handler.kind === "event-sub") this.listen(this.node(handler.start), region, { aside: true });
    }
    const first = start ?? scope.start;
    const begins = first === undefined && scope.all ? scope.starts : [first];
    for (const node of begins) if (node !== undefined) this.world.queue.push({ node, region });
  }

  enter(token: Token): void {
    const { region } = token;
    const node = this.node(token.node);
    if (token.out) this.leave(node, region);
    else if ((node.kind === "parallel" || node.kind === "inclusive") && node.in.length > 1) this.hold(node, token);
    else if (node.kind === "complex" || ("boundary" in node && token.edge !== undefined && this.adHoc(region))) this.hold(node, token);
    else if ("boundary" in node) this.activity(node, region, token.goes);
    else this.pass(node, region);
  }

  adHoc(region: Region) {
    const node = region.owner && this.node(region.owner.node);
    return node?.kind === "sub" ? node.adHoc : undefined;
  }

  pass(node: Node, region: Region): void {
    if (node.kind === "terminate") this.clear(region);
    else if (node.kind === "catch") this.listen(node, region);
    else if (node.kind === "events") {
      const siblings: Work[] = [];
      for (const edge of node.out) this.listen(this.node(this.graph.edges[edge]!.to), region, { gate: node.key, siblings });
    } else if (node.kind === "throw" || node.kind === "end") {
      const undoes = node.events.filter((event) => event.throws === "compensation");
      const waits = undoes.some((event) => event.throws === "compensation" && event.wait);
      if (node.kind === "throw" && !waits) this.world.queue.push({ node: node.key, region, out: true });
      for (const event of node.events) {
        if (event.throws !== "compensation") this.throws(node, event, region);
        else this.compensate(node, region, event.activity, () => (node.kind === "throw" && event.wait ? this.leave(node, region) : undefined));
      }
    } else this.leave(node, region);
  }

  activity(node: ActivityNode, region: Region, goes?: Work): void {
    if (node.many) this.many(node, node.many, region, goes);
    else if (node.loop) this.loop(node, node.loop, region, goes);
    else this.border(node, this.open(node, region, goes ? { body: goes } : {}));
  }

  border(node: ActivityNode, host: Work): void {
    if (!host.region.works.includes(host)) return;
    for (const key of node.boundary) this.listen(this.node(key), host.region, { border: host });
  }

  /** One instance. What needs nobody is through at once. */
  open(node: ActivityNode, region: Region, more: Partial<Work>): Work {
    const is = node.kind === "user" ? "task" : node.kind === "service" || node.kind === "rule" ? node.kind : node.kind === "receive" ? "wait" : "inside";
    const work = this.work(node.key, region, is, { ...more, ...(node.kind === "receive" ? { trigger: node.triggers[0]! } : {}) });
    if (node.kind === "sub" || node.kind === "call") {
      work.inner = this.region(node.inner, work);
      if (node.kind === "call" || more.body?.is === "many") work.inner.vars = {};
      this.enterScope(work.inner);
    } else if (is === "inside") {
      const seen = { ...this.seen(region), ...this.ofInstance(work) };
      if (node.kind === "send") this.throws(node, node.event, region);
      this.completed(work, node.kind === "script" ? expression(node.script)(seen) : null);
    }
    return work;
  }

  many(node: ActivityNode, many: Many, region: Region, goes?: Work): void {
    const value = expression(many.collection ?? many.cardinality ?? "")(this.seen(region));
    const items = Array.isArray(value) ? value : Array.from({ length: Number(value) }, (_, index) => index + 1);
    if (items.length === 0) {
      this.keep(region, node.id, []);
      this.goOn(node, region, goes);
      return;
    }
    const body = this.work(node.key, region, "many", { items, results: [], begun: many.sequential ? 1 : items.length, ...(goes ? { body: goes } : {}) });
    for (let index = 0; index < body.begun!; index += 1) if (body.region.works.includes(body)) this.open(node, region, { body, index });
    this.border(node, body);
  }

  loop(node: ActivityNode, loop: Loop, region: Region, goes?: Work): void {
    if (loop.before && !this.again(loop, region, 0)) {
      this.goOn(node, region, goes);
      return;
    }
    const body = this.work(node.key, region, "loop", { begun: 1, ...(goes ? { body: goes } : {}) });
    this.open(node, region, { body, index: 0 });
    this.border(node, body);
  }

  again(loop: Loop, region: Region, done: number): boolean {
    return (loop.most === undefined || done < loop.most) && this.holds(loop.when, region, { loopCounter: done });
  }

  completed(work: Work, value: unknown): void {
    const node = this.node(work.node) as ActivityNode;
    const { region, body } = work;
    const result = value ?? null;
    const completion = this.completionOf(node, work);
    this.kill(work);
    if (body?.is === "many" && node.many) this.instanceDone(node, node.many, work, body, result, completion);
    else if (body?.is === "loop" && node.loop) {
      if (completion && node.undo === undefined) region.done.push({ ...completion, of: body });
      this.keep(region, node.id, result);
      this.write(node, region, result);
      if (this.again(node.loop, region, body.begun!)) {
        body.begun! += 1;
        this.open(node, region, { body, index: body.begun! - 1 });
      } else this.whole(node, body, result);
    } else {
      if (completion && node.undo === undefined) region.done.push({ ...completion, fired: work.fired });
      this.whole(node, work, work.inner && !work.inner.vars ? undefined : result);
    }
  }

  instanceDone(node: ActivityNode, many: Many, work: Work, body: Work, result: unknown, completion?: Completion): void {
    const { region } = body;
    if (completion && node.undo === undefined) region.done.push({ ...completion, of: body });
    body.results = [...body.results!, [work.index!, result] as const].toSorted(([a], [b]) => a - b);
    const results = body.results.map(([, each]) => each);
    const total = body.items!.length;
    const counts = { done: results.length, total, results };
    for (const { first, when, event } of many.reports ?? []) {
      if (first && results.length > 1) continue;
      if (when === undefined || this.holds(when, region, counts)) this.throws(node, event, region, body);
      if (!region.works.includes(body)) return;
    }
    if (results.length === total || (many.until !== undefined && this.holds(many.until, region, counts))) this.whole(node, body, results);
    else if (many.sequential && body.begun! < total) {
      body.begun! += 1;
      this.open(node, region, { body, index: body.begun! - 1 });
    }
  }

  /** The activity is complete with all its instances. */
  whole(node: ActivityNode, work: Work, value: unknown): void {
    const { region, body, fired } = work;
    for (const completion of region.done) if (completion.of === work) delete completion.of;
    this.kill(work);
    if (value !== undefined) this.keep(region, node.id, value);
    if (!node.loop) this.write(node, region, value);
    if (node.undo !== undefined) region.done.push({ node: node.key, region, fired });
    this.goOn(node, region, body);
  }

  write(node: ActivityNode, region: Region, value: unknown): void {
    for (const { to, from } of node.writes ?? []) this.keep(region, to, from === undefined ? value : expression(from)(this.seen(region)));
  }

  goOn(node: ActivityNode, region: Region, undo?: Work): void {
    if (undo) this.undoNext(undo);
    else if (!this.enough(region)) this.leave(node, region);
  }

  /** After an activity of an ad-hoc sub-process (13.3.5). */
  enough(region: Region): boolean {
    const adHoc = this.adHoc(region);
    if (!adHoc) return false;
    if (region.closing) return true;
    if (!this.holds(adHoc.until ?? "false", region)) return false;
    region.closing = true;
    const { works } = region;
    const stay = adHoc.cancels ? [] : works.filter((work) => "boundary" in this.node(work.node) || work.border);
    const asides = works.filter((work) => work.aside);
    for (const work of works) if (!stay.includes(work) && !asides.includes(work)) this.kill(work);
    region.held = [];
    this.world.queue = this.world.queue.filter((token) => token.region !== region);
    return true;
  }

  /** Completes a region in which nothing is left, innermost first (13.3.4, 13.5.4). */
  close(region: Region): boolean {
    if (this.world.ended) return false;
    if (region.works.some((work) => work.inner && this.close(work.inner))) return true;
    const own = region.works.filter((work) => !work.border && !work.aside);
    const handlers = own.filter((work) => this.node(work.node).kind === "event-sub");
    if (own.length > handlers.length || (this.adHoc(region) && !region.closing)) return false;
    if (region.held.length > 0) throw new Wrong("stuck at a join");
    for (const work of region.works) if (work.aside) this.kill(work);
    if (handlers.length > 0) {
      region.deaf = true;
      return false;
    }
    if (!region.owner) this.world.ended = true;
    else if (this.node(region.owner.node).kind === "event-sub") this.kill(region.owner);
    else if (region.owner.body?.is === "undo" && region.owner.aside === undefined && region.owner.rest) this.reopened(region.owner);
    else this.completed(region.owner, region.vars);
    return true;
  }
}
