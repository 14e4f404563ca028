import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawing, isDrawn, layout } from "#process/diagram";
import type { Box, Point } from "./model.ts";
import { pictureOf } from "./picture.ts";

function file(...elements: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="x">\n  <process id="p">${elements.join("")}</process>\n</definitions>\n`;
}

const FLOW = file(
  '<!-- 食品经营许可 --><startEvent id="s" name="提交申请"/><userTask id="a" name="受理&amp;审查" yw:kind="acceptance"/><endEvent id="e"/>',
  '<boundaryEvent id="late" name="五个工作日未告知" attachedToRef="a"><timerEventDefinition id="t"><timeDuration>P5WD</timeDuration></timerEventDefinition></boundaryEvent>',
  '<exclusiveGateway id="x" name="材料齐全吗？"/><subProcess id="sub" name="审查"><userTask id="inner" yw:kind="review"/></subProcess>',
  '<sequenceFlow id="s_a" sourceRef="s" targetRef="a"/><sequenceFlow id="a_x" sourceRef="a" targetRef="x"/><sequenceFlow id="late_e" sourceRef="late" targetRef="e"/>',
  '<sequenceFlow id="x_a" name="要补正" sourceRef="x" targetRef="a"/><sequenceFlow id="x_sub" sourceRef="x" targetRef="sub"/><sequenceFlow id="sub_e" sourceRef="sub" targetRef="e"/>',
);

describe("a layout", () => {
  test("adds a drawing and leaves the text of the model as it was written", async () => {
    const drawn = await layout(FLOW);
    expect([isDrawn(FLOW), isDrawn(drawn)]).toEqual([false, true]);
    expect(drawn.replace(/\n  <bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, "")).toBe(FLOW);
    expect(await layout(drawn)).toBe(drawn);
  });

  test("draws every node and every line, reading from left to right", async () => {
    const picture = await pictureOf(await layout(FLOW));
    expect(picture?.shapes.map((shape) => shape.id).toSorted()).toEqual(["a", "e", "late", "s", "sub", "x"]);
    expect(picture?.lines.map((line) => line.id).toSorted()).toEqual(["a_x", "late_e", "s_a", "sub_e", "x_a", "x_sub"]);
    const left = (id: string): number => picture?.shapes.find((shape) => shape.id === id)?.box.x ?? 0;
    expect(["s", "a", "x", "sub", "e"].map(left)).toEqual(["s", "a", "x", "sub", "e"].map(left).toSorted((a, b) => a - b));
  });

  const model = fc.record({
    nodes: fc.array(fc.constantFrom("userTask", "exclusiveGateway", "endEvent"), { minLength: 2, maxLength: 14 }),
    links: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 24 }),
    timers: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 3 }),
  });

  test("keeps boxes apart, leads no line through a box, and lays no two lines from different nodes upon each other, whatever the model", async () => {
    await fc.assert(
      fc.asyncProperty(model, async ({ nodes, links, timers }) => {
        const at = (index: number): number => index % nodes.length;
        const tasks = timers.filter(([host]) => nodes[at(host)] === "userTask");
        const xml = file(
          ...nodes.map((tag, index) => `<${tag} id="n${index}" name="环节名称${index}"/>`),
          ...links.map(([from, to], index) => `<sequenceFlow id="f${index}" name="去向" sourceRef="n${at(from)}" targetRef="n${at(to)}"/>`),
          ...tasks.map(
            ([host, to], index) =>
              `<boundaryEvent id="b${index}" attachedToRef="n${at(host)}"/><sequenceFlow id="g${index}" sourceRef="b${index}" targetRef="n${at(to)}"/>`,
          ),
        );
        const picture = await pictureOf(await layout(xml));
        const boxes = (picture?.shapes ?? []).filter((shape) => shape.type !== "BoundaryEvent");
        for (const [index, one] of boxes.entries())
          for (const other of boxes.slice(index + 1)) expect([one.id, other.id, overlap(one.box, other.box)]).toEqual([one.id, other.id, false]);
        const upright = (picture?.lines ?? []).flatMap((line) => {
          const owner = new RegExp(`id="${line.id}"[^>]* sourceRef="(\\w+)"`).exec(xml)?.[1] ?? "";
          return line.points
            .slice(1)
            .flatMap((to, index) => (line.points[index]?.x === to.x ? [{ owner, box: { ...stretch(line.points[index] ?? to, to), width: 1 } }] : []));
        });
        for (const [index, one] of upright.entries())
          for (const other of upright.slice(index + 1)) expect(one.owner !== other.owner && overlap(one.box, other.box)).toBe(false);
        for (const line of picture?.lines ?? []) {
          for (const [index, to] of line.points.slice(1).entries()) {
            const from = line.points[index] ?? to;
            expect(from.x === to.x || from.y === to.y).toBe(true);
            for (const { id, box } of boxes) expect([line.id, id, overlap(stretch(from, to), box)]).toEqual([line.id, id, false]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function stretch(from: Point, to: Point): Box {
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}

describe("a drawing", () => {
  const standing = (svg: string, id: string): string | undefined => new RegExp(`<g class="flow-(\\w+)" data-element="${id}">`).exec(svg)?.[1];

  test("marks what was done, where it waits, and says so in words", async () => {
    const svg = await drawing(await layout(FLOW), { done: ["s", "s_a", "a"], active: ["x"] });
    expect(["s", "s_a", "a", "x", "sub", "x_sub"].map((id) => standing(svg, id))).toEqual(["done", "done", "done", "active", "open", "open"]);
    expect(svg).toContain('aria-label="流程图，现在在：材料齐全吗？"');
    expect(svg).toContain("<title>提交申请：已办</title>");
    expect(svg.match(/flow-tick/g)).toHaveLength(2);
  });

  test("shows what happens inside a folded sub-process on the sub-process", async () => {
    expect(standing(await drawing(await layout(FLOW), { done: [], active: ["inner"] }), "sub")).toBe("active");
  });

  test("escapes the words of the model", async () => {
    const svg = await drawing(await layout(FLOW));
    expect(svg).toContain("受理&amp;审查");
    expect(await drawing(await layout(file('<userTask id="a" name="&lt;script&gt;"/>')))).not.toContain("<script>");
  });

  test("is empty for a file without one", async () => {
    expect(await drawing(FLOW)).toBe("");
    expect(await drawing("<html")).toBe("");
  });
});
