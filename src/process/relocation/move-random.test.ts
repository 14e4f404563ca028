import fc from "fast-check";
import { expect, test } from "vitest";
import { jumpTargets, move, returnTargets, type Move } from "./move.ts";
import { graphOf, Instance, model } from "../../../test/model.ts";

/** Nested sequences, forks of every kind, loops and sub-processes, with tasks in them. */
type Block = { kind: "task" } | { kind: "sequence" | "parallel" | "exclusive" | "inclusive" | "sub" | "loop"; inner: Block[]; mask: number };

const { block } = fc.letrec<{ block: Block; inner: Block[] }>((tie) => ({
  inner: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant("task" as const) }),
    fc.record({ kind: fc.constantFrom("sequence", "parallel", "exclusive", "inclusive", "sub", "loop"), inner: tie("inner"), mask: fc.nat(7) }),
  ),
}));

class Drawing {
  elements: string[] = [];
  form: Record<string, boolean> = {};
  count = 0;

  add(tag: string, more = "", inside = ""): string {
    this.count += 1;
    const id = `n${this.count}`;
    this.elements.push(`<${tag} id="${id}"${more}>${inside}</${tag}>`);
    return id;
  }

  flow(from: string, to: string, when = ""): string {
    this.count += 1;
    const condition = when ? `<conditionExpression xsi:type="tFormalExpression">${when}</conditionExpression>` : "";
    this.elements.push(`<sequenceFlow id="f${this.count}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`);
    return `f${this.count}`;
  }

  task(): string {
    return this.add("userTask", ' yw:kind="review"');
  }

  draw(part: Block): [string, string] {
    if (part.kind === "task") {
      const id = this.task();
      return [id, id];
    }
    if (part.kind === "sequence") return this.chain(part.inner);
    if (part.kind === "sub") {
      const id = this.add(
        "subProcess",
        "",
        this.inside(() => this.chain(part.inner)),
      );
      return [id, id];
    }
    if (part.kind === "loop") {
      const [merge, split] = [this.add("exclusiveGateway"), `x${(this.count += 1)}`];
      const [first, last] = this.chain(part.inner);
      const task = this.task();
      this.flow(merge, first);
      this.flow(last, task);
      this.flow(task, split);
      this.flow(split, merge, `${task}.outcome = "again"`);
      const after = this.add("task");
      this.elements.push(`<exclusiveGateway id="${split}" default="${this.flow(split, after)}"/>`);
      return [merge, after];
    }
    const tag = `${part.kind}Gateway`;
    const [fork, join] = [`g${(this.count += 1)}`, this.add(tag)];
    part.inner.forEach((each, index) => this.way(fork, join, this.draw(each), part.kind === "parallel" ? undefined : (part.mask & (1 << index)) > 0));
    if (part.kind === "parallel") {
      this.elements.push(`<${tag} id="${fork}"/>`);
      return [fork, join];
    }
    const other = this.task();
    this.flow(other, join);
    this.elements.push(`<${tag} id="${fork}" default="${this.flow(fork, other)}"/>`);
    return [fork, join];
  }

  way(fork: string, join: string, [first, last]: [string, string], taken: boolean | undefined): void {
    const name = `v${(this.count += 1)}`;
    if (taken !== undefined) this.form[name] = taken;
    this.flow(fork, first, taken === undefined ? "" : `form.${name}`);
    this.flow(last, join);
  }

  chain(parts: Block[]): [string, string] {
    const drawn = parts.map((part) => this.draw(part));
    drawn.slice(1).forEach(([first], index) => this.flow(drawn[index]![1], first));
    return [drawn[0]![0], drawn.at(-1)![1]];
  }

  inside(draw: () => [string, string]): string {
    const outside = this.elements;
    this.elements = [];
    const [start, end] = [this.add("startEvent"), this.add("endEvent")];
    const [first, last] = draw();
    this.flow(start, first);
    this.flow(last, end);
    const drawn = this.elements.join("");
    this.elements = outside;
    return drawn;
  }
}

/** Completes waiting tasks in any order until nothing waits, or `most` were; loops go round as chance has it, then on. */
function play(instance: Instance, chance: () => number, most: number): void {
  for (let steps = 0; steps < most; steps += 1) {
    const waiting = instance.state.active.filter((each) => each.wait === "task");
    const next = waiting[chance() % Math.max(1, waiting.length)];
    if (!next) return;
    instance.happen({ type: "task.completed", task: next.id, result: { outcome: steps < 20 && chance() % 4 === 0 ? "again" : "on" } });
    const places = instance.state.active.filter((each) => each.wait === "task").map((each) => `${each.frame} ${each.node}`);
    expect(new Set(places).size).toBe(places.length);
  }
}

function moved(instance: Instance, asked: Move): void {
  const next = move(instance.graph, instance.state, asked, instance.facts);
  instance.state = JSON.parse(JSON.stringify(next.state)) as typeof next.state;
}

const CASES = fc.record({
  parts: fc.array(block, { minLength: 1, maxLength: 4 }),
  before: fc.nat(14),
  moves: fc.integer({ min: 1, max: 3 }),
  chance: fc.infiniteStream(fc.nat(1000)),
});

async function begun(parts: Block[]): Promise<Instance> {
  const drawing = new Drawing();
  const xml = model(drawing.inside(() => drawing.chain([{ kind: "task" }, ...parts, { kind: "task" }])));
  return new Instance(await graphOf(xml), { form: drawing.form });
}

test("whatever is sent back to wherever it may go, in any flow, the instance comes to its end: no token is lost, none doubled", async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(CASES, async ({ parts, before, moves, chance }) => {
      const draw = (): number => Number(chance.next().value);
      const instance = await begun(parts);
      for (let round = 0; round < moves; round += 1) {
        play(instance, draw, before + 1);
        const waiting = instance.state.active.filter((each) => each.wait === "task");
        const from = waiting[draw() % Math.max(1, waiting.length)];
        const targets = from ? returnTargets(instance.graph, instance.state, from.id) : [];
        const to = targets[draw() % Math.max(1, targets.length)];
        if (!from || !to) continue;
        moved(instance, { type: "return", task: from.id, to: to.node });
        expect(instance.state.active.filter((each) => each.node === to.node)).toHaveLength(1);
        sent += 1;
      }
      play(instance, draw, 3000);
      expect(instance.state).toMatchObject({ active: [], held: [], ended: true });
    }),
    { numRuns: 150 },
  );
  expect(sent).toBeGreaterThan(60);
});

test("whatever jumps to wherever it may, in any flow, the instance comes to its end", async () => {
  let jumped = 0;
  await fc.assert(
    fc.asyncProperty(CASES, async ({ parts, before, chance }) => {
      const draw = (): number => Number(chance.next().value);
      const instance = await begun(parts);
      play(instance, draw, before);
      const waiting = instance.state.active.filter((each) => each.wait === "task");
      const from = waiting[draw() % Math.max(1, waiting.length)];
      const targets = jumpTargets(instance.graph);
      const to = targets[draw() % targets.length];
      if (!from || !to) return;
      try {
        moved(instance, { type: "jump", task: from.id, to: to.node });
        jumped += 1;
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^FLOW_(BESIDE|NO_RETURN)$/) });
      }
      play(instance, draw, 3000);
      expect(instance.state).toMatchObject({ active: [], held: [], ended: true });
    }),
    { numRuns: 150 },
  );
  expect(jumped).toBeGreaterThan(30);
});
