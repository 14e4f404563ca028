import { border, event, eventSub, flows, reviews, undone, when } from "../../../test/model.ts";
import { CATCH, formula, THROW } from "./rows.fixture.ts";
import type { Block } from "./wild-block.fixture.ts";

type Drawn = [first: string, last: string];

/** Draws blocks as BPMN. Every end event of its own keeps the models free of joins that can starve. */
export class Wild {
  elements: string[] = [];
  count = 0;

  id(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}`;
  }

  put(...xml: string[]): void {
    this.elements.push(...xml);
  }

  one(kind: string, draw: (id: string) => string): Drawn {
    const id = this.id(kind);
    this.put(draw(id));
    return [id, id];
  }

  flow(from: string, to: string, condition = ""): void {
    this.put(flows(`${from} ${to}${condition && `: ${condition}`}`));
  }

  /** A way of its own to an end of its own. */
  aside(from: string): void {
    const [task, end] = [this.id("t"), this.id("e")];
    this.put(reviews(task), `<endEvent id="${end}"/>`);
    this.flow(from, task);
    this.flow(task, end);
  }

  chain(blocks: Block[]): Drawn {
    const drawn = blocks.map((each) => this.draw(each));
    drawn.slice(1).forEach(([first], at) => this.flow(drawn[at]![1], first));
    return [drawn[0]![0], drawn.at(-1)![1]];
  }

  /** What is drawn inside a sub-process, between a start and an end. */
  inside(draw: () => Drawn, end = ""): string {
    const outside = this.elements;
    this.elements = [];
    const [start, last] = [this.id("s"), this.id("e")];
    this.put(`<startEvent id="${start}"/>`, event("endEvent", last, ...(end ? [end] : [])));
    const [first, final] = draw();
    this.flow(start, first);
    this.flow(final, last);
    const drawn = this.elements.join("");
    this.elements = outside;
    return drawn;
  }

  fork(tag: string, ways: Drawn[], conditions: string[]): Drawn {
    const [open, close] = [this.id("g"), this.id("g")];
    const otherwise = conditions.length > 0 ? ` default="${open}_${ways.at(-1)![0]}"` : "";
    this.put(`<${tag} id="${open}"${ways.length > 1 ? otherwise : ""}/><${tag} id="${close}"/>`);
    ways.forEach(([first, last], at) => {
      this.flow(open, first, ways.length > 1 && at < ways.length - 1 ? (conditions[at] ?? "") : "");
      this.flow(last, close);
    });
    return [open, close];
  }

  step(kind: string): Drawn {
    switch (kind) {
      case "service":
        return this.one("c", (id) => `<serviceTask id="${id}" yw:act="matter.close"/>`);
      case "rule":
        return this.one("r", (id) => `<businessRuleTask id="${id}" yw:decision="d"/>`);
      case "script":
        return this.one("f", (id) => `<scriptTask id="${id}" scriptFormat="feel"><script>1 + 1</script></scriptTask>`);
      case "send":
        return this.one("n", (id) => `<sendTask id="${id}" messageRef="root-letter"/>`);
      case "receive":
        return this.one("v", (id) => `<receiveTask id="${id}" messageRef="root-reply"/>`);
      case "pass":
        return this.one("p", (id) => `<manualTask id="${id}"/>`);
      case "link": {
        const [from, to] = [this.id("k"), this.id("k")];
        this.put(event(THROW, from, `link ${from}`), event(CATCH, to, `link ${from}`));
        return [from, to];
      }
      default:
        return this.one("t", (id) => reviews(id));
    }
  }

  draw(part: Block): Drawn {
    switch (part.kind) {
      case "step":
        return this.step(part.step);
      case "catch":
        return this.one("w", (id) => `<${CATCH} id="${id}"${part.all && part.on.length > 1 ? ' parallelMultiple="true"' : ""}>${when(...part.on)}</${CATCH}>`);
      case "throw":
        return this.one("h", (id) => event(THROW, id, part.what));
      case "sequence":
        return this.chain(part.inner);
      case "parallel":
      case "inclusive":
      case "exclusive": {
        const ways = part.inner.map((each) => this.draw(each));
        return this.fork(`${part.kind}Gateway`, ways, part.kind === "parallel" ? [] : ["form.a", "form.b", "form.c"]);
      }
      default:
        return this.drawMore(part);
    }
  }

  drawMore(part: Exclude<Block, { kind: "step" | "catch" | "throw" | "sequence" | "parallel" | "inclusive" | "exclusive" }>): Drawn {
    switch (part.kind) {
      case "many": {
        const until = part.until ? formula("completionCondition", "done >= 2") : "";
        const report = part.report ? ' behavior="None" noneBehaviorEventRef="each"' : "";
        const loop = `<multiInstanceLoopCharacteristics isSequential="${part.sequential}"${report}>${formula("loopCardinality", String(part.size))}${until}</multiInstanceLoopCharacteristics>`;
        return this.one("m", (id) => `<userTask id="${id}" yw:kind="review">${loop}</userTask>`);
      }
      case "loop":
        return this.one("l", (id) => {
          const loop = `<standardLoopCharacteristics testBefore="${part.before}" loopMaximum="${part.most}">${formula("loopCondition", "form.a")}</standardLoopCharacteristics>`;
          return `<userTask id="${id}" yw:kind="review">${loop}</userTask>`;
        });
      case "ad-hoc": {
        const [id, one, two] = [this.id("a"), this.id("t"), this.id("t")];
        const how = ` ordering="${part.sequential ? "Sequential" : "Parallel"}" cancelRemainingInstances="${part.cancels}"`;
        const until = formula("completionCondition", `${two}.outcome = "enough"`);
        this.put(`<adHocSubProcess id="${id}"${how}>${reviews(one, two)}${part.chained ? flows(`${one} ${two}`) : ""}${until}</adHocSubProcess>`);
        return [id, id];
      }
      case "again": {
        const [merge, task, split, after] = [this.id("g"), this.id("t"), this.id("g"), this.id("p")];
        const [first, last] = this.chain(part.inner);
        this.put(`<exclusiveGateway id="${merge}"/>${reviews(task)}<exclusiveGateway id="${split}" default="${split}_${after}"/><task id="${after}"/>`);
        for (const [from, to] of [
          [merge, first],
          [last, task],
          [task, split],
          [split, after],
        ] as const)
          this.flow(from, to);
        this.flow(split, merge, `${task}.outcome = "again"`);
        return [merge, after];
      }
      case "complex": {
        const [id, open, gate, rest] = [this.id("s"), this.id("g"), this.id("x"), this.id("e")];
        const body = this.inside(() => {
          const activation = formula("activationCondition", `activationCount >= ${part.count}`);
          const [tasks, after] = [[1, 2, 3].map(() => this.id("t")), this.id("t")];
          this.put(
            `<parallelGateway id="${open}"/><complexGateway id="${gate}" default="${gate}_${rest}">${activation}</complexGateway><endEvent id="${rest}"/>`,
            reviews(...tasks, after),
          );
          for (const task of tasks) this.put(flows(`${open} ${task}`, `${task} ${gate}`));
          this.put(flows(`${gate} ${after}: waitingForStart`, `${gate} ${rest}`));
          return [open, after];
        });
        this.put(`<subProcess id="${id}">${body}</subProcess>`);
        return [id, id];
      }
      case "tangle": {
        // An inclusive join to which one of its tokens can come by either edge.
        const [id, open, merge, split, join] = [this.id("s"), this.id("g"), this.id("g"), this.id("g"), this.id("g")];
        const [one, two, after] = [this.id("t"), this.id("t"), this.id("t")];
        const body = this.inside(() => {
          this.put(`<parallelGateway id="${open}"/><exclusiveGateway id="${merge}"/><inclusiveGateway id="${join}"/>`, reviews(one, two, after));
          this.put(`<exclusiveGateway id="${split}" default="${split}_${merge}"/>`, flows(`${split} ${join}: ${two}.outcome = "again"`, `${split} ${merge}`));
          for (const way of [`${open} ${one}`, `${open} ${two}`, `${one} ${merge}`, `${merge} ${join}`, `${two} ${split}`, `${join} ${after}`])
            this.put(flows(way));
          return [open, after];
        });
        this.put(`<subProcess id="${id}">${body}</subProcess>`);
        return [id, id];
      }
      case "bare": {
        const [id, one, two, three] = [this.id("s"), this.id("t"), this.id("t"), this.id("t")];
        this.put(`<subProcess id="${id}">${reviews(one, two, three)}${flows(`${two} ${three}`)}</subProcess>`);
        return [id, id];
      }
      case "race": {
        const [gate, close] = [this.id("g"), this.id("g")];
        this.put(`<eventBasedGateway id="${gate}"/><exclusiveGateway id="${close}"/>`);
        for (const trigger of [part.first, part.second]) {
          const caught = this.id("w");
          this.put(event(CATCH, caught, trigger));
          this.flow(gate, caught);
          this.flow(caught, close);
        }
        return [gate, close];
      }
      case "bordered": {
        const id = this.id("t");
        this.put(part.undo ? undone(id, this.id("u")) : reviews(id));
        this.border(id, part.trigger, part.stays);
        return [id, id];
      }
      case "sub":
        return this.sub(part);
      case "undone": {
        const [task, id, thrower] = [this.id("t"), this.id("s"), this.id("h")];
        const body = this.inside(() => {
          this.put(undone(task, this.id("u")), event(THROW, thrower, part.one ? `compensation ${task}` : "compensation"));
          const [first, last] = this.chain(part.inner);
          this.flow(task, first);
          this.flow(last, thrower);
          return [task, thrower];
        });
        this.put(
          `<subProcess id="${id}">${part.waits ? body : body.replace("<compensateEventDefinition", '<compensateEventDefinition waitForCompletion="false"')}</subProcess>`,
        );
        return [id, id];
      }
      default: {
        const [id, task, gate, end, out] = [this.id("s"), this.id("t"), this.id("g"), this.id("e"), this.id("b")];
        const body = this.inside(() => {
          const [first, last] = this.chain([{ kind: "step", step: "user" }, ...part.inner]);
          this.put(
            undone(task, this.id("u")),
            `<exclusiveGateway id="${gate}" default="${gate}_${end}p"/><task id="${end}p"/>`,
            event("endEvent", end, "cancel"),
          );
          this.put(flows(`${last} ${task}`, `${task} ${gate}`, `${gate} ${end}p`, `${gate} ${end}: ${task}.outcome = "again"`));
          return [first, `${end}p`];
        });
        this.put(`<transaction id="${id}">${body}</transaction>`, border(out, id, "cancel"));
        this.aside(out);
        return [id, id];
      }
    }
  }

  border(host: string, trigger: string, stays: boolean): void {
    const id = this.id("b");
    this.put(border(stays && !trigger.startsWith("error") ? `!${id}` : id, host, trigger));
    this.aside(id);
  }

  sub(part: Extract<Block, { kind: "sub" }>): Drawn {
    const id = this.id("s");
    // An error or compensation at the end has to find something.
    const body = this.inside(() => {
      const drawn = this.chain(
        part.undo || part.end === "compensation" ? [{ kind: "bordered", trigger: "signal alarm", stays: true, undo: true }, ...part.inner] : part.inner,
      );
      if (part.handler) {
        const handler = this.id("v");
        this.put(eventSub(part.beside && !part.handler.startsWith("error") ? `!${handler}` : handler, this.id("t"), part.handler));
      }
      return drawn;
    }, part.end);
    const many = part.many > 0 ? `<multiInstanceLoopCharacteristics>${formula("loopCardinality", String(part.many))}</multiInstanceLoopCharacteristics>` : "";
    this.put(`<subProcess id="${id}">${many}${body}</subProcess>`);
    if (part.border) this.border(id, part.border, part.stays);
    if (part.end === "error broken") this.border(id, "error", false);
    return [id, id];
  }
}
