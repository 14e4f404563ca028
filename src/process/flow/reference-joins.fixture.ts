import type { Node } from "#process/graph";
import { Tree, Wrong, type Region, type Token } from "./reference-tree.fixture.ts";

/** Sequence flows and gateways, by clauses 13.3.1 and 13.4. */
export abstract class Joins extends Tree {
  /** The edges a token takes out of a node. */
  ways(node: Node, region: Region, more: Record<string, unknown> = {}): string[] {
    const open = node.out.filter((id) => {
      const { when } = this.graph.edges[id]!;
      return id !== node.otherwise && (when === undefined || this.holds(when, region, more));
    });
    const taken = node.kind === "exclusive" ? open.slice(0, 1) : open;
    return taken.length === 0 && node.otherwise ? [node.otherwise] : taken;
  }

  leave(node: Node, region: Region): void {
    const taken = this.ways(node, region);
    if (taken.length === 0 && node.out.length > 0) throw new Wrong(`no way out of ${node.key}`);
    for (const edge of taken) this.send(edge, region);
  }

  send(edge: string, region: Region): void {
    this.world.queue.push({ node: this.graph.edges[edge]!.to, edge, region });
  }

  /** A token comes to a join and stays before it. */
  hold(node: Node, token: Token): void {
    token.region.held.push({ node: node.key, edge: token.edge ?? "", spent: false });
    if (node.kind !== "parallel") return;
    if (!node.in.every((edge) => this.before(node, edge, token.region) > 0)) return;
    for (const edge of node.in) this.take(node, edge, token.region);
    this.leave(node, token.region);
  }

  before(node: Node, edge: string, region: Region): number {
    return region.held.filter((held) => held.node === node.key && held.edge === edge && !held.spent).length;
  }

  take(node: Node, edge: string, region: Region): void {
    const at = region.held.findIndex((held) => held.node === node.key && held.edge === edge && !held.spent);
    region.held.splice(at, 1);
  }

  /** One inclusive or complex gateway that can go on, anywhere. */
  fireOne(region: Region = this.world.root): boolean {
    for (const { node: key } of region.held) {
      const node = this.node(key);
      if (node.kind === "inclusive" && this.inclusive(node, region)) return true;
      if (node.kind === "complex" && this.complex(node, region)) return true;
    }
    return region.works.some((work) => work.inner !== undefined && this.fireOne(work.inner));
  }

  inclusive(node: Node, region: Region): boolean {
    const full = node.in.filter((edge) => this.before(node, edge, region) > 0);
    if (this.awaited(node, region, full)) return false;
    for (const edge of full) this.take(node, edge, region);
    this.leave(node, region);
    return true;
  }

  /** Table 13.3: a token somewhere has a path to an empty edge that avoids the gateway, and none to an edge that has a token. */
  awaited(node: Node, region: Region, full: string[]): boolean {
    const empty = node.in.filter((edge) => !full.includes(edge));
    const places = [
      ...region.works.filter((work) => !work.border && !work.aside && !work.body).map((work) => work.gate ?? work.node),
      ...region.held.filter((held) => held.node !== node.key && !held.spent).map((held) => held.node),
    ];
    const reaches = (from: string, edges: string[]): boolean => edges.some((edge) => this.path(from, this.graph.edges[edge]!.from, node.key));
    return places.some((from) => reaches(from, empty) && !reaches(from, full));
  }

  path(from: string, to: string, avoid: string, seen: Set<string> = new Set()): boolean {
    if (from === avoid || seen.has(from)) return false;
    if (from === to) return true;
    seen.add(from);
    const node = this.node(from);
    const next = [...node.out.map((edge) => this.graph.edges[edge]!.to), ...("boundary" in node ? node.boundary : [])];
    return next.some((each) => this.path(each, to, avoid, seen));
  }

  complex(node: Extract<Node, { activation?: string }>, region: Region): boolean {
    const spent = new Set(region.held.filter((held) => held.node === node.key && held.spent).map((held) => held.edge));
    const counts = Object.fromEntries(node.in.map((edge) => [edge, this.before(node, edge, region)]));
    const activationCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (spent.size === 0) {
      const more = { ...counts, activationCount, waitingForStart: true };
      if (activationCount === 0 || !this.holds(node.activation ?? "false", region, more)) return false;
      const taken = this.ways(node, region, more);
      if (taken.length === 0) throw new Wrong(`no way out of ${node.key}`);
      for (const edge of node.in.filter((each) => counts[each]! > 0)) region.held.find((held) => held.node === node.key && held.edge === edge)!.spent = true;
      for (const edge of taken) this.send(edge, region);
      return true;
    }
    const here = node.in.filter((edge) => counts[edge]! > 0);
    if (this.awaited(node, region, [...new Set([...spent, ...here])])) return false;
    const again = node.out.filter((id) => this.graph.edges[id]!.when?.includes("waitingForStart"));
    const taken = this.ways(node, region, { ...counts, activationCount, waitingForStart: false }).filter(
      (id) => again.includes(id) || (again.length > 0 && id === node.otherwise),
    );
    for (const edge of here) if (!spent.has(edge)) this.take(node, edge, region);
    region.held = region.held.filter((held) => !(held.spent && held.node === node.key));
    for (const edge of taken) this.send(edge, region);
    return true;
  }
}
