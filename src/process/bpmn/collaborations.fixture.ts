import { definitions, ENDS, event, flows, graphOf } from "../../../test/model.ts";
import type { Broken } from "./flows.fixture.ts";

const SEND = '<sendTask id="a" messageRef="root-letter"/>';
const CATCH = event("intermediateCatchEvent", "b", "message letter");

/** Two pools, with the steps `a` and `b`, and message flows between them; a third pool is a black box. */
function pools(messageFlows: string, { a = SEND, b = CATCH, start = '<startEvent id="s2"/>', more = "" } = {}): string {
  return definitions(
    `<collaboration id="c"><participant id="one" processRef="p"/><participant id="two" processRef="q"/><participant id="three"/>${more}${messageFlows}</collaboration>`,
    `<process id="p">${ENDS}${a}${flows("s a", "a e")}</process>`,
    `<process id="q">${start}<endEvent id="e2"/>${b}${flows("s2 b", "b e2")}</process>`,
  );
}

const flow = (from: string, to: string, more = ""): string => `<messageFlow id="${from}_${to}_m" sourceRef="${from}" targetRef="${to}"${more}/>`;

/** Pools and message flows. */
export const COLLABORATIONS: Broken = {
  "a message flow without target": ["message-flow-dangling", "m", pools('<messageFlow id="m" sourceRef="a"/>')],
  "a message flow within a pool": ["message-flow-pool", "a_e_m", pools(flow("a", "e"))],
  "a message flow out of a task that sends nothing": ["message-flow-source", "a_b_m", pools(flow("a", "b"), { a: '<userTask id="a" yw:kind="review"/>' })],
  "a message flow out of a whole process": ["message-flow-source", "one_b_m", pools(flow("one", "b"))],
  "a message flow to what takes none": ["message-flow-target", "a_b_m", pools(flow("a", "b"), { b: '<userTask id="b" yw:kind="review"/>' })],
  "a message flow to a pool that takes none": ["message-flow-target", "a_two_m", pools(flow("a", "two"), { b: '<userTask id="b" yw:kind="review"/>' })],
  "a message flow that turns one message into another": [
    "message-flow-message",
    "a_b_m",
    pools(flow("a", "b"), { b: event("intermediateCatchEvent", "b", "message reply") }),
  ],
  "two message flows out of one task": ["message-flow-many", "a_three_m", pools(flow("a", "b") + flow("a", "three"))],
  "a pool of several participants": [
    "pool-multiplicity",
    "four",
    pools("", { more: '<participant id="four"><participantMultiplicity minimum="1" maximum="3"/></participant>' }),
  ],
  "a process in two pools": ["pool-twice", "four", pools("", { more: '<participant id="four" processRef="q"/>' })],
  "a pool that begins by time": ["pool-start", "s2", pools("", { start: event("startEvent", "s2", "timer P1D") })],
};

/** A file of two pools that another file calls. */
export const CALLED_POOLS = {
  calls: async () => ({ c: await graphOf(pools(flow("a", "b"))) }),
  caller: definitions(`<process id="p0">${ENDS}<callActivity id="a" calledElement="c"/>${flows("s a", "a e")}</process>`),
};
