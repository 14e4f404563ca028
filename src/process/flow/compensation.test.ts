import { describe } from "vitest";
import { border, ENDS, event, eventSub, flows, model, reviews, undone } from "../../../test/model.ts";
import { formula, sub, testRows, THROW, type Row } from "./rows.fixture.ts";

const UNDONE: Row[] = [
  [
    "an instance of what still runs is not undone",
    model(
      ENDS,
      '<parallelGateway id="f"/>',
      `<subProcess id="x"><multiInstanceLoopCharacteristics>${formula("loopCardinality", "2")}</multiInstanceLoopCharacteristics><startEvent id="x_s"/><endEvent id="x_z"/>${undone("a", "ua")}${flows("x_s a", "a x_z")}</subProcess>`,
      reviews("c"),
      event(THROW, "t", "compensation"),
      flows("s f", "f x", "f c", "c t", "t e", "x e"),
    ),
    "a c",
    "s f x c x_s x_s a a x_z t e",
    "a",
  ],
  [
    "all in reverse order",
    model(ENDS, undone("a", "ua"), undone("b", "ub"), event(THROW, "t", "compensation"), flows("s a", "a b", "b t", "t e")),
    "a b ub ua",
    "s a b t ub ua e",
    "",
  ],
  [
    "one activity",
    model(ENDS, undone("a", "ua"), undone("b", "ub"), event(THROW, "t", "compensation a"), flows("s a", "a b", "b t", "t e")),
    "a b ua",
    "s a b t ua e",
    "",
  ],
  [
    "what was not done is not undone",
    model(
      ENDS,
      undone("a", "ua"),
      '<parallelGateway id="f"/>',
      reviews("c"),
      event(THROW, "t", "compensation"),
      flows("s f", "f a", "f c", "c t", "t e", "a e"),
    ),
    "c",
    "s f a c t e",
    "a",
  ],
  [
    "without waiting for it",
    model(
      ENDS,
      undone("a", "ua"),
      event(THROW, "t", "compensation").replace("<compensateEventDefinition", '<compensateEventDefinition waitForCompletion="false"'),
      reviews("z"),
      flows("s a", "a t", "t z", "z e"),
    ),
    "a",
    "s a t ua z",
    "ua z",
  ],
  [
    "a sub-process by what was done in it",
    model(
      ENDS,
      sub("x", undone("a", "ua") + undone("b", "ub") + flows("x_s a", "a b", "b x_z")),
      event("endEvent", "t", "compensation"),
      flows("s x", "x t").replace("e", "e"),
    ).replace('<endEvent id="e"/>', ""),
    "a b ub ua",
    "s x x_s a b x_z t ub ua",
    "",
  ],
  [
    "a sub-process by its own handler",
    model(
      ENDS,
      sub("x", undone("a", "ua") + flows("x_s a", "a x_z") + eventSub("h", "c", "compensation")),
      event(THROW, "t", "compensation x"),
      flows("s x", "x t", "t e"),
    ),
    "a c",
    "s x x_s a x_z t h h_s c h_e e",
    "",
  ],
  [
    "from the handler of an error",
    model(
      ENDS,
      undone("a", "ua"),
      reviews("b"),
      flows("s a", "a b", "b e"),
      `<subProcess id="h" triggeredByEvent="true">${event("startEvent", "hs", "error broken")}${event(THROW, "t", "compensation")}<endEvent id="he"/>${flows("hs t", "t he")}</subProcess>`,
    ),
    "a b#broken ua",
    "s a b h hs t ua he",
    "",
  ],
  [
    "a cancelled transaction",
    model(
      ENDS,
      `<transaction id="x"><startEvent id="xs"/>${event("endEvent", "xc", "cancel")}${undone("a", "ua")}${reviews("b", "c")}<parallelGateway id="f"/>${flows("xs a", "a f", "f b", "f c", "b xc", "c xc")}</transaction>`,
      border("bc", "x", "cancel"),
      reviews("z"),
      flows("s x", "x e", "bc z", "z e"),
    ),
    "a b ua",
    "s x xs a f b c xc ua bc z",
    "z",
  ],
  [
    "a boundary event's work before its activity",
    model(
      ENDS,
      undone("a", "ua"),
      undone("b", "ub"),
      border("!n", "a", "signal alarm"),
      event(THROW, "t", "compensation"),
      flows("s a", "n b", "b e", "a t", "t e"),
    ),
    "!alarm b a ub ua",
    "s a n b e t ub ua e",
    "",
  ],
];

describe("compensation undoes", () => testRows(UNDONE));
