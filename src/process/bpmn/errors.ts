import type { Node, Trigger } from "#process/graph";
import type { Parts } from "./build.ts";
import { refuse } from "#process/notation";

/**
 * Refuses error end events that nothing around them catches: the standard leaves open what then happens (table 10.88). A process can
 * hand errors to whoever calls it by naming them in `yw:raises`; each caller then has to catch them.
 */
export function checkErrors(parts: Parts, raises: ReadonlyMap<string, readonly string[]>): void {
  for (const node of Object.values(parts.nodes)) {
    for (const event of "events" in node ? node.events : []) {
      if (event.throws === "error" && !isCaught(node, event.error, parts, raises, new Set()))
        parts.refusals.push(refuse(node.id, "error-uncaught", event.error));
    }
  }
}

function isCaught(node: Node, code: string, parts: Parts, raises: ReadonlyMap<string, readonly string[]>, seen: Set<string>): boolean {
  const scope = parts.scopes[node.scope];
  if (!scope || seen.has(node.scope)) return true;
  const inner = new Set([...seen, node.scope]);
  // While an interrupting event sub-process runs, no other begins beside it.
  const own = startOf(node.key, parts);
  const isDeaf = own?.kind === "start" && own.interrupting;
  if (!isDeaf && scope.handlers.some((key) => key !== node.key && catches(startOf(key, parts), code))) return true;
  const owners = Object.values(parts.nodes).filter((each) => "inner" in each && each.inner === scope.key);
  const callers = owners.filter((owner) => owner.kind !== "pool");
  if (callers.length === 0) return raises.get(scope.key)?.includes(code) === true;
  return callers.every((owner) => bordered(owner, code, parts) || isCaught(owner, code, parts, raises, inner));
}

function bordered(owner: Node, code: string, { nodes }: Parts): boolean {
  return "boundary" in owner && owner.boundary.some((key) => catches(nodes[key], code));
}

function startOf(handler: string, { nodes }: Parts): Node | undefined {
  const node = nodes[handler];
  return node?.kind === "event-sub" ? nodes[node.start] : undefined;
}

function catches(node: Node | undefined, code: string): boolean {
  const isIt = (trigger: Trigger): boolean => trigger.on === "error" && (trigger.error === undefined || trigger.error === code);
  return node !== undefined && "triggers" in node && node.triggers.some(isIt);
}
