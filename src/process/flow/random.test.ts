import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf, Instance, model, timer } from "../../../test/model.ts";

/**
 * Block-structured models: sequences, choices, parallel and inclusive splits with their joins, loops, sub-processes, several instances,
 * timers. In such a model every completion must lead to an end, each task must be done exactly as often as its blocks say, and no token may be left.
 */
type Block =
  | { kind: "task" | "service" | "pass" }
  | { kind: "many"; size: number; sequential: boolean }
  | { kind: "sequence" | "parallel" | "sub"; inner: Block[] }
  | { kind: "exclusive" | "inclusive"; inner: Block[]; mask: number }
  | { kind: "loop"; inner: Block[] }
  | { kind: "timed"; inner: Block[]; fires: boolean };

const { block } = fc.letrec<{ block: Block; inner: Block[] }>((tie) => ({
  inner: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constantFrom("task" as const, "service" as const, "pass" as const) }),
    fc.record({ kind: fc.constant("many" as const), size: fc.nat(3), sequential: fc.boolean() }),
    fc.record({ kind: fc.constantFrom("sequence" as const, "parallel" as const, "sub" as const), inner: tie("inner") }),
    fc.record({ kind: fc.constantFrom("exclusive" as const, "inclusive" as const), inner: tie("inner"), mask: fc.nat(7) }),
    fc.record({ kind: fc.constant("loop" as const), inner: tie("inner") }),
    fc.record({ kind: fc.constant("timed" as const), inner: tie("inner"), fires: fc.boolean() }),
  ),
}));

/** A model being drawn: elements, how often each task has to be completed, the data for its conditions, and the timers that shall fire. */
class Drawing {
  elements: string[] = [];
  expected = new Map<string, number>();
  form: Record<string, unknown> = {};
  firing = new Set<string>();
  loops = new Set<string>();
  count = 0;

  id(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}`;
  }

  /** Numbers and words under one letter each, so that the conditions are short. */
  fact(value: unknown): string {
    const name = this.id("v");
    this.form[name] = value;
    return `form.${name}`;
  }

  add(tag: string, kind: string, more = "", inside = ""): string {
    const id = this.id(kind);
    this.elements.push(`<${tag} id="${id}"${more}>${inside}</${tag}>`);
    return id;
  }

  flow(from: string, to: string, when = ""): void {
    const condition = when ? `<conditionExpression xsi:type="tFormalExpression">${when}</conditionExpression>` : "";
    this.elements.push(`<sequenceFlow id="${this.id("f")}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`);
  }

  /** Draws a block and returns its first and last node. `times` is how often the block will run. */
  draw(part: Block, times: number): [string, string] {
    switch (part.kind) {
      case "task":
      case "service":
      case "pass": {
        const id =
          part.kind === "task"
            ? this.add("userTask", "t", ' yw:kind="review"')
            : part.kind === "service"
              ? this.add("serviceTask", "c", ' yw:act="matter.close"')
              : this.add("task", "n");
        if (part.kind !== "pass") this.expected.set(id, times);
        return [id, id];
      }
      case "many": {
        const list = this.fact(Array.from({ length: part.size }, (_, index) => index));
        const loop = `<multiInstanceLoopCharacteristics yw:collection="=${list}" yw:element="one" isSequential="${part.sequential}"/>`;
        const id = this.add("userTask", "m", ' yw:kind="countersign"', loop);
        this.expected.set(id, times * part.size);
        return [id, id];
      }
      case "sequence":
        return this.chain(part.inner, times);
      case "sub": {
        const inside = this.enclosed(() => this.chain(part.inner, times));
        const id = this.add("subProcess", "s", "", inside);
        return [id, id];
      }
      case "timed": {
        const inside = this.enclosed(() => this.chain([{ kind: "task" }, ...part.inner], part.fires ? 0 : times));
        const id = this.add("subProcess", "s", "", inside);
        const late = this.id("late");
        this.elements.push(timer(late, id));
        if (part.fires) this.firing.add(late);
        const merge = this.add("exclusiveGateway", "x");
        this.flow(id, merge);
        this.flow(late, merge);
        return [id, merge];
      }
      case "parallel": {
        const [fork, join] = [this.add("parallelGateway", "p"), this.add("parallelGateway", "p")];
        for (const each of part.inner) this.between(fork, this.draw(each, times), join);
        return [fork, join];
      }
      case "exclusive":
      case "inclusive": {
        const tag = `${part.kind}Gateway`;
        const fork = this.id("g");
        const join = this.add(tag, "g");
        const taken = part.inner.map((_, index) => (part.mask & (1 << index)) !== 0);
        const first = taken.indexOf(true);
        part.inner.forEach((each, index) => {
          const runs = part.kind === "inclusive" ? taken[index] === true : index === first;
          this.between(fork, this.draw(each, runs ? times : 0), join, this.fact(taken[index]));
        });
        const other = this.draw({ kind: "task" }, first < 0 ? times : 0);
        const otherwise = this.id("f");
        this.elements.push(`<sequenceFlow id="${otherwise}" sourceRef="${fork}" targetRef="${other[0]}"/>`, `<${tag} id="${fork}" default="${otherwise}"/>`);
        this.flow(other[1], join);
        return [fork, join];
      }
      case "loop": {
        // Goes round once: the task says "again" the first time it is completed in each run of the block.
        const merge = this.add("exclusiveGateway", "x");
        const [first, last] = this.chain(part.inner, times * 2);
        const task = this.add("userTask", "l", ' yw:kind="review"');
        this.expected.set(task, times * 2);
        this.loops.add(task);
        const [split, way] = [this.id("x"), this.id("f")];
        this.flow(merge, first);
        this.flow(last, task);
        this.flow(task, split);
        this.flow(split, merge, `${task}.outcome = "again"`);
        const after = this.add("task", "n");
        this.elements.push(`<exclusiveGateway id="${split}" default="${way}"/>`, `<sequenceFlow id="${way}" sourceRef="${split}" targetRef="${after}"/>`);
        return [merge, after];
      }
    }
  }

  chain(parts: Block[], times: number): [string, string] {
    const drawn = parts.map((part) => this.draw(part, times));
    drawn.slice(1).forEach(([first], index) => this.flow(drawn[index]?.[1] ?? "", first));
    return [drawn[0]?.[0] ?? "", drawn.at(-1)?.[1] ?? ""];
  }

  between(fork: string, [first, last]: [string, string], join: string, when = ""): void {
    this.flow(fork, first, when);
    this.flow(last, join);
  }

  /** What is drawn meanwhile, with its own start and end. */
  enclosed(draw: () => [string, string]): string {
    const outside = this.elements;
    this.elements = [];
    const [start, end] = [this.add("startEvent", "a"), this.add("endEvent", "z")];
    this.between(start, draw(), end);
    const inside = this.elements.join("");
    this.elements = outside;
    return inside;
  }
}

test("block-structured models end with every task done as often as its blocks say, and leave nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat(1000)), async (parts, chance) => {
      const drawing = new Drawing();
      const inside = drawing.enclosed(() => drawing.chain([{ kind: "task" }, ...parts], 1));
      const instance = new Instance(await graphOf(model(inside)), { form: drawing.form });
      const done = new Map<string, number>();
      for (let steps = 0; instance.state.active.length > 0 && steps < 2000; steps += 1) {
        const due = instance.state.active.find((each) => drawing.firing.has(each.node));
        const open = instance.state.active.filter((each) => each.wait === "task" || each.wait === "service");
        const next = due ?? open[Number(chance.next().value) % open.length];
        if (!next) break;
        if (next.wait === "timer") {
          instance.happen({ type: "timer.fired", timer: next.id });
          continue;
        }
        const times = (done.get(next.node) ?? 0) + 1;
        done.set(next.node, times);
        const result = { outcome: drawing.loops.has(next.node) && times % 2 === 1 ? "again" : "on" };
        if (next.wait === "service") instance.happen({ type: "service.done", call: next.id, result });
        else instance.happen({ type: "task.completed", task: next.id, result });
      }
      expect(instance.ended).toBe(true);
      expect(instance.state).toMatchObject({ active: [], held: [], ended: true });
      for (const [node, times] of drawing.expected) expect([node, done.get(node) ?? 0]).toEqual([node, times]);
    }),
    { numRuns: 150 },
  );
});
