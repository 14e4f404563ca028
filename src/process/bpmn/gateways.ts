import type { Node } from "#process/graph";
import type { Parts } from "./build.ts";
import { refuse, type Rule } from "#process/notation";

const FOLLOWS = new Set(["message", "signal", "timer", "condition"]);

/** Refuses gateways whose flows do not fit: the direction they state, and what may stand behind an event-based one (10.6). */
export function checkGateways(parts: Parts): void {
  for (const node of Object.values(parts.nodes)) {
    const direction = parts.elements.get(node.key)?.gatewayDirection;
    if (direction !== undefined && !fits(direction, node)) parts.refusals.push(refuse(node.id, "gateway-direction", direction));
    if (node.kind === "events") checkEventGateway(node, parts);
    if (node.kind === "receive" && parts.elements.get(node.key)?.instantiate) checkInstantiation(node, parts);
  }
}

function fits(direction: string, node: Node): boolean {
  const [many, several] = [node.in.length > 1, node.out.length > 1];
  if (direction === "Converging") return many && !several;
  if (direction === "Diverging") return several && !many;
  return direction === "Mixed" ? many && several : true;
}

function checkEventGateway(node: Extract<Node, { kind: "events" }>, parts: Parts): void {
  const say = (rule: Rule): void => void parts.refusals.push(refuse(node.id, rule));
  const targets = node.out.flatMap((edge) => parts.nodes[parts.edges[edge]?.to ?? ""] ?? []);
  const isParallel = parts.elements.get(node.key)?.eventGatewayType === "Parallel";
  const messages = targets.filter((target) => target.kind === "catch" && target.triggers.some((trigger) => trigger.on === "message"));
  if (node.out.length < 2) say("event-gateway-branches");
  if (targets.some((target) => !mayFollow(target))) say("event-gateway-target");
  if (targets.some((target) => target.in.length > 1)) say("event-gateway-incoming");
  if (messages.length > 0 && targets.some((target) => target.kind === "receive")) say("event-gateway-mixed");
  if (targets.some((target) => target.kind === "receive" && (target.boundary.length > 0 || target.many || target.loop || target.compensates))) {
    say("event-gateway-receive");
  }
  if (isParallel && (!node.instantiate || targets.some((target) => target.kind === "catch" && !messages.includes(target)))) say("event-gateway-parallel");
  if (node.instantiate) checkInstantiation(node, parts);
}

function mayFollow(node: Node): boolean {
  if (node.kind === "receive") return true;
  return node.kind === "catch" && !node.parallel && node.triggers.every((trigger) => FOLLOWS.has(trigger.on));
}

function checkInstantiation(node: Node, parts: Parts): void {
  if (node.in.length > 0) parts.refusals.push(refuse(node.id, "instantiate-incoming"));
  if (parts.scopes[node.scope]?.owner !== undefined) parts.refusals.push(refuse(node.id, "instantiate-place"));
}
