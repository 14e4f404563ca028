import { border, ENDS, event, eventSub, flows, model, reviews, undone, when } from "../../../test/model.ts";
import { LINE, type Broken } from "./flows.fixture.ts";

const CATCH = "intermediateCatchEvent";
const THROW = "intermediateThrowEvent";
const START = '<startEvent id="s"/>';

/** A process of which `a` is a catching or throwing event with these definitions. */
const at = (tag: string, ...triggers: string[]): string => model(ENDS, event(tag, "a", ...triggers), LINE);
/** A process with a task and an event sub-process beside it. */
const beside = (handler: string): string => model(ENDS, reviews("a"), LINE, handler);
const bordered = (boundary: string): string => model(ENDS, reviews("a"), LINE, boundary, flows("b e"));
const gateway = (inside: string, ...lines: string[]): string => model(ENDS, inside, flows("s g", ...lines));
const EVENT_GATEWAY = '<eventBasedGateway id="g"/>';
const letter = event(CATCH, "l", "message letter");
const later = event(CATCH, "t", "timer P1D");
const receive = '<receiveTask id="r" messageRef="root-letter"/>';

/** Events, event-based gateways, links, compensation. */
export const EVENTS: Broken = {
  "an error start": ["event-trigger", "s", model(`${event("startEvent", "s", "error broken")}<endEvent id="e"/>`, reviews("a"), LINE)],
  "catching an error in the flow": ["event-trigger", "a", at(CATCH, "error broken")],
  "throwing a timer": ["event-trigger", "a", at(THROW, "timer P1D")],
  "terminating in the middle": ["event-trigger", "a", at(THROW, "terminate")],
  "terminating together with something else": ["event-alone", "e", model(START, event("endEvent", "e", "terminate", "signal alarm"), reviews("a"), LINE)],
  "catching nothing": ["event-empty", "a", model(ENDS, `<${CATCH} id="a"/>`, LINE)],
  "a border event without trigger": ["event-empty", "b", bordered('<boundaryEvent id="b" attachedToRef="a"/>')],
  "a trigger at the start of a sub-process": [
    "start-inner",
    "s2",
    model(ENDS, `<subProcess id="a">${event("startEvent", "s2", "message letter")}<endEvent id="e2"/>${flows("s2 e2")}</subProcess>`, LINE),
  ],
  "beginning when several things have come": [
    "start-parallel",
    "s",
    model(`<startEvent id="s" parallelMultiple="true">${when("message letter", "signal alarm")}</startEvent><endEvent id="e"/>`, reviews("a"), LINE),
  ],
  "waiting for all of one thing": [
    "parallel-multiple",
    "a",
    model(ENDS, `<${CATCH} id="a" parallelMultiple="true">${when("message letter")}</${CATCH}>`, LINE),
  ],
  "an error that does not interrupt": ["must-interrupt", "b", bordered(border("!b", "a", "error broken"))],
  "an error handler that does not interrupt": ["must-interrupt", "h_s", beside(eventSub("!h", "b", "error broken"))],
  "a timer with two times": [
    "timer-values",
    "a",
    model(ENDS, `<${CATCH} id="a"><timerEventDefinition><timeDate>today</timeDate><timeDuration>P1D</timeDuration></timerEventDefinition></${CATCH}>`, LINE),
  ],
  "a timer without time": ["timer-values", "a", model(ENDS, `<${CATCH} id="a"><timerEventDefinition/></${CATCH}>`, LINE)],
  "a cycle that cannot be read": ["timer-moment", "a", at(CATCH, "cycle R0/P1D")],
  "a message without name": ["message-missing", "a", at(CATCH, "message")],
  "a signal without name": ["signal-missing", "a", at(THROW, "signal")],
  "an error end without error": ["error-missing", "e", model(START, event("endEvent", "e", "error"), reviews("a"), LINE)],
  "throwing an escalation without name": ["escalation-missing", "a", at(THROW, "escalation")],
  "waiting for no condition": ["condition-empty", "a", model(ENDS, `<${CATCH} id="a"><conditionalEventDefinition/></${CATCH}>`, LINE)],
  "an error that nothing catches": ["error-uncaught", "e", model(START, event("endEvent", "e", "error broken"), reviews("a"), LINE)],
  "an error for which only another is caught": [
    "error-uncaught",
    "e2",
    model(
      ENDS,
      `<subProcess id="a"><startEvent id="s2"/>${event("endEvent", "e2", "error broken")}${flows("s2 e2")}</subProcess>`,
      border("b", "a", "error lost"),
      LINE,
      flows("b e"),
    ),
  ],
  "a link without name": ["link-name", "k", model(ENDS, `<${THROW} id="k"><linkEventDefinition/></${THROW}>`, flows("s k"), reviews("a"))],
  "a link without other end": ["link-pair", "k", model(ENDS, event(THROW, "k", "link there"), flows("s k"))],
  "a link to two places": [
    "link-twice",
    "k",
    model(ENDS, event(THROW, "k", "link there"), event(CATCH, "k1", "link there"), event(CATCH, "k2", "link there"), flows("s k", "k1 e", "k2 e")),
  ],
  "a link that is also a flow": ["link-flow", "k", model(ENDS, event(THROW, "k", "link there"), event(CATCH, "k1", "link there"), flows("s k", "k e", "k1 e"))],
  "a border event on nothing": ["boundary-unattached", "b", bordered(`<boundaryEvent id="b">${when("timer P1D")}</boundaryEvent>`)],
  "a border event on an event sub-process": [
    "boundary-unattached",
    "b",
    beside(eventSub("h", "c", "signal alarm") + border("b", "h", "timer P1D") + flows("b e")),
  ],
  "a border event on a task that passes at once": ["boundary-host", "b", model(ENDS, '<task id="a"/>', border("b", "a", "timer P1D"), LINE, flows("b e"))],
  "a border event with something before it": [
    "boundary-incoming",
    "b",
    model(ENDS, reviews("a", "c"), border("b", "a", "timer P1D"), LINE, flows("b c", "c b")),
  ],
  "a race of one": ["event-gateway-branches", "g", gateway(EVENT_GATEWAY + letter, "g l", "l e")],
  "a race of tasks": ["event-gateway-target", "g", gateway(EVENT_GATEWAY + letter + reviews("a"), "g l", "g a", "l e", "a e")],
  "a racing event with another way to it": [
    "event-gateway-incoming",
    "g",
    model(ENDS, '<parallelGateway id="f"/>', EVENT_GATEWAY, letter, later, flows("s f", "f g", "f l", "g l", "g t", "l e", "t e")),
  ],
  "a race of message events and receive tasks": ["event-gateway-mixed", "g", gateway(EVENT_GATEWAY + letter + receive, "g l", "g r", "l e", "r e")],
  "a racing receive task with a border": [
    "event-gateway-receive",
    "g",
    gateway(EVENT_GATEWAY + later + receive + border("b", "r", "timer P1D"), "g t", "g r", "t e", "r e", "b e"),
  ],
  "waiting for all in the middle": [
    "event-gateway-parallel",
    "g",
    gateway(`<eventBasedGateway id="g" eventGatewayType="Parallel"/>${letter}${event(CATCH, "m", "message reply")}`, "g l", "g m", "l e", "m e"),
  ],
  "beginning by a gateway with something before it": [
    "instantiate-incoming",
    "g",
    gateway(`<eventBasedGateway id="g" instantiate="true"/>${letter}${later}`, "g l", "g t", "l e", "t e"),
  ],
  "beginning a sub-process by a message": [
    "instantiate-place",
    "r",
    model(
      ENDS,
      `<subProcess id="a"><startEvent id="s2"/><endEvent id="e2"/><receiveTask id="r" messageRef="root-letter" instantiate="true"/>${flows("s2 e2", "r e2")}</subProcess>`,
      LINE,
    ),
  ],
  "a complex gateway without activation": [
    "complex-activation",
    "x",
    model(ENDS, '<parallelGateway id="f"/><complexGateway id="x" default="x_e"/>', reviews("a", "b"), flows("s f", "f a", "f b", "a x", "b x", "x e")),
  ],
  "an event sub-process in the flow": [
    "event-sub-flow",
    "h",
    model(ENDS, reviews("a"), eventSub("h", "b", "signal alarm"), LINE, '<sequenceFlow id="f" sourceRef="a" targetRef="h"/>'),
  ],
  "an event sub-process without trigger": ["event-sub-start", "h", beside(eventSub("h", "b"))],
  "an event sub-process in a loop": [
    "event-sub-loop",
    "h",
    beside(
      eventSub("h", "b", "signal alarm").replace(
        '<startEvent id="h_s"',
        '<standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression">form.x</loopCondition></standardLoopCharacteristics><startEvent id="h_s"',
      ),
    ),
  ],
  "a compensation without handler": ["compensation-handler", "b", model(ENDS, reviews("a"), border("b", "a", "compensation"), LINE)],
  "a compensation in the flow": ["compensation-flow", "undo", model(ENDS, undone("a", "undo"), LINE, flows("undo e"))],
  "a timer on a compensation": ["boundary-compensation", "b", model(ENDS, undone("a", "undo"), LINE, border("b", "undo", "timer P1D"), flows("b e"))],
  "an error that only the handler beside an interrupting one would catch": [
    "error-uncaught",
    "h_e",
    beside(eventSub("h", "b", "signal alarm").replace('<endEvent id="h_e"/>', event("endEvent", "h_e", "error broken")) + eventSub("k", "c", "error broken")),
  ],
  "two compensations of one task": [
    "compensation-twice",
    "a",
    model(ENDS, undone("a", "undo"), border("c2", "a", "compensation"), '<association id="c2_a" sourceRef="c2" targetRef="undo"/>', LINE),
  ],
  "a compensation activity that nothing leads to": ["compensation-unused", "b", beside('<userTask id="b" yw:kind="review" isForCompensation="true"/>')],
  "compensating what lies elsewhere": [
    "compensation-target",
    "t",
    model(
      ENDS,
      `<subProcess id="a"><startEvent id="s2"/><endEvent id="e2"/>${undone("b", "undo")}${flows("s2 b", "b e2")}</subProcess>`,
      event(THROW, "t", "compensation b"),
      flows("s a", "a t", "t e"),
    ),
  ],
  "compensating nothing": ["compensation-nothing", "a", at(THROW, "compensation")],
  "compensating what has no handler": ["compensation-nothing", "t", model(ENDS, reviews("a"), event(THROW, "t", "compensation a"), flows("s a", "a t", "t e"))],
  "compensating the main process": ["compensation-main", "h", model(ENDS, undone("a", "undo"), LINE, eventSub("h", "b", "compensation"))],
};
