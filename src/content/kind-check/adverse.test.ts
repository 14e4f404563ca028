import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOf, faultsIn } from "../../../test/packs.ts";

// An act against somebody is found behind a person's work on every way that leads to it.

const ORDER = "kinds/work-order/";

/** The hotline with an act against the caller, which the flow calls, and a way of the flow to it that begins before the dispatcher's work. */
function voidedBy(way: string, from = "to_dispatch"): string {
  const folder = copyOf("test/specimens/packs/hotline");
  const rewrite = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(folder, ORDER, file), change(readFileSync(join(folder, ORDER, file), "utf8")));
  rewrite("kind.yaml", (text) => text.replace("asks: [reason], act: voided, grave: true}", "asks: [reason], act: none, grave: true}"));
  rewrite("kind.yaml", (text) => text.replace("state: void, ends: [dispatch]", "state: void, ends: [dispatch], adverse: [dispatch]"));
  rewrite("flow.bpmn", (text) =>
    text
      .replace('sourceRef="dispatch_result" targetRef="void"', 'sourceRef="dispatch_result" targetRef="to_void"')
      .replace('sourceRef="start" targetRef="to_dispatch"', `sourceRef="start" targetRef="${from}"`)
      .replace(
        '<sequenceFlow id="f1"',
        () => `<exclusiveGateway id="to_void" /><serviceTask id="voided" yw:act="voided" />
    <sequenceFlow id="v1" sourceRef="to_void" targetRef="voided" /><sequenceFlow id="v2" sourceRef="voided" targetRef="void" />
    ${way}
    <sequenceFlow id="f1"`,
      ),
  );
  return folder;
}

describe("what is done against somebody stands behind a person", () => {
  test("a way through the person's work is no fault", async () => {
    expect(await faultsIn(voidedBy(""))).toEqual([]);
  });

  test.each<[string, string, string?]>([
    [
      "a timer",
      `<boundaryEvent id="late" attachedToRef="dispatch"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
       <sequenceFlow id="v3" sourceRef="late" targetRef="to_void" />`,
    ],
    [
      "a message at the border",
      `<boundaryEvent id="away" attachedToRef="dispatch"><messageEventDefinition messageRef="extend_message" /></boundaryEvent>
       <sequenceFlow id="v3" sourceRef="away" targetRef="to_void" />`,
    ],
    [
      "a rule",
      `<exclusiveGateway id="by_rule" default="v4" /><sequenceFlow id="v4" sourceRef="by_rule" targetRef="to_dispatch" />
       <sequenceFlow id="v3" sourceRef="by_rule" targetRef="to_void"><conditionExpression xsi:type="tFormalExpression">=matter.priority = 0</conditionExpression></sequenceFlow>`,
      "by_rule",
    ],
    [
      "another matter",
      `<parallelGateway id="both" /><sequenceFlow id="v3" sourceRef="both" targetRef="other" /><sequenceFlow id="v5" sourceRef="both" targetRef="to_dispatch" />
       <callActivity id="other" yw:item='="hotline-consult"' yw:until="closed" /><sequenceFlow id="v4" sourceRef="other" targetRef="to_void" />`,
      "both",
    ],
  ])("%s leads to none", async (_what, way, from) => {
    expect((await faultsIn(voidedBy(way, from))).join("\n")).toContain("voided：“作废”只能由人作出，流程里有一条路不经人工判断就走到了这里");
  });
});
