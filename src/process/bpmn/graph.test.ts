import { expect, test } from "vitest";
import { border, definitions, ENDS, event, flows, graphOf, model, reviews, undone } from "../../../test/model.ts";

const LINE = flows("s a", "a e");

test("a graph is plain data that nobody can change", async () => {
  const graph = await graphOf(model(ENDS, undone("a", "undo"), LINE));
  expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  expect(() => Object.assign(graph.nodes["a"] ?? {}, { name: "x" })).toThrow(TypeError);
});

test("a graph comes from a drawing with lanes, notes, groups, data and black-box pools all the same", async () => {
  const ink = '<laneSet id="l"><lane id="l1"><flowNodeRef>a</flowNodeRef></lane></laneSet>';
  const notes =
    '<dataObject id="d"/><dataObjectReference id="o" dataObjectRef="d"/><textAnnotation id="t"><text>备注</text></textAnnotation><association id="as" sourceRef="a" targetRef="t"/>';
  const read =
    '<userTask id="a" yw:kind="review"><property id="at" name="x"/><dataInputAssociation id="i"><sourceRef>o</sourceRef><targetRef>at</targetRef></dataInputAssociation></userTask>';
  const pool =
    '<collaboration id="c"><participant id="p1" processRef="p"/><participant id="p2"/><messageFlow id="m" sourceRef="p2" targetRef="b"/></collaboration>';
  const inside = `${ink}${ENDS}${read}${event("intermediateCatchEvent", "b", "message letter")}${notes}${flows("s a", "a b", "b e")}`;
  const graph = await graphOf(definitions(pool, `<process id="p">${inside}</process>`));
  expect(Object.keys(graph.nodes)).toEqual(["s", "e", "a", "b"]);
  expect(graph.pools).toBeUndefined();
});

test("a link is one way between its two ends", async () => {
  const link = [event("intermediateThrowEvent", "k1", "link there"), event("intermediateCatchEvent", "k2", "link there")];
  const graph = await graphOf(model(ENDS, reviews("a"), ...link, flows("s k1", "k2 a", "a e")));
  expect(graph.edges["k1~k2"]).toEqual({ id: "k1~k2", from: "k1", to: "k2" });
});

test("only what can be compensated is remembered", async () => {
  const inner = (id: string, inside: string, way: string): string =>
    `<subProcess id="${id}"><startEvent id="${id}s"/><endEvent id="${id}e"/>${inside}${flows(...way.split(","))}</subProcess>`;
  const graph = await graphOf(
    model(
      ENDS,
      inner("x", undone("a", "undo"), "xs a,a xe"),
      inner("y", reviews("b"), "ys b,b ye"),
      event("intermediateThrowEvent", "t", "compensation x"),
      flows("s x", "x y", "y t", "t e"),
    ),
  );
  expect(Object.values(graph.nodes).flatMap((node) => ("kept" in node && node.kept ? [node.key] : []))).toEqual(["x", "a"]);
});

test("an error that a called process names in yw:raises has to be caught by whoever calls it", async () => {
  const check = await graphOf(
    definitions(`<process id="check" yw:raises="broken"><startEvent id="s"/>${event("endEvent", "e", "error broken")}${flows("s e")}</process>`),
  );
  const caller = (more: string): string => model(ENDS, '<callActivity id="a" calledElement="check"/>', LINE, more);
  await expect(graphOf(caller(""), { check })).rejects.toThrow("error-uncaught");
  await expect(graphOf(caller(border("b", "a", "error broken") + flows("b e")), { check })).resolves.toMatchObject({ process: "p" });
});
