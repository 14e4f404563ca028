import { conflict } from "#values/errors";
import { known, type Node, type Throw } from "#process/graph";
import { occur } from "./happen.ts";
import { type Run, type Catch, type Mail, triggerOf } from "#process/token";

/** Most messages that wait for somebody to catch them: more is a mistake of whoever sends them, and would make the state large. */
const MOST = 50;

/** A message leaves: along its message flow to another pool of the same state, else to the outside. */
export function post(run: Run, node: Node, event: Extract<Throw, { throws: "message" }>, data: unknown, key: unknown): void {
  const keyed = event.key === undefined ? {} : { key };
  if (event.to !== undefined) putInMail(run, { message: event.message, to: event.to, data, ...keyed });
  else run.effects.push({ type: "message.sent", node: node.key, message: event.message, ...(event.outside ? { to: event.outside } : {}), ...keyed, data });
}

/** A message from outside. One that nothing in the graph catches is refused. */
export function receive(run: Run, mail: Mail): void {
  if (run.ended) throw conflict("FLOW_NOT_WAITING", "这个流程已经结束，收不到消息了。");
  const wanted = Object.values(run.graph.nodes).some(
    (node) => "triggers" in node && node.triggers.some((trigger) => trigger.on === "message" && trigger.message === mail.message),
  );
  if (!wanted) throw conflict("FLOW_UNKNOWN_MESSAGE", `这个流程不接收消息“${mail.message}”。`);
  putInMail(run, mail);
}

function putInMail(run: Run, mail: Mail): void {
  if (run.mail.length >= MOST) throw conflict("FLOW_MAIL_FULL", `已经有 ${MOST} 条消息没有人接收，请联系事项管理员改正流程。`);
  run.mail.push(mail);
}

/** Gives one message to the first that waits for it, by name, by key, and by the end of its message flow; what nobody waits for stays (13.3.3). */
export function deliver(run: Run): boolean {
  for (const [index, mail] of run.mail.entries()) {
    const taker = [...run.active.values()].find((active): active is Catch => active.wait === "message" && takes(run, active, mail));
    if (!taker) continue;
    run.mail.splice(index, 1);
    occur(run, taker, mail.data ?? null);
    return true;
  }
  return false;
}

function takes(run: Run, entry: Catch, mail: Mail): boolean {
  const node = known(run.graph.nodes, entry.node);
  const trigger = "triggers" in node ? triggerOf(node, entry) : undefined;
  if (trigger?.on !== "message" || trigger.message !== mail.message) return false;
  if (entry.key !== undefined && entry.key !== mail.key) return false;
  return mail.to === undefined || mail.to === entry.node || mail.to === poolOf(run, entry);
}

/** The pool in which something waits; for the start of a pool, that pool. */
function poolOf(run: Run, entry: Catch): string | undefined {
  const { owner } = known(run.graph.scopes, known(run.graph.nodes, entry.node).scope);
  if (entry.frame === "") return owner;
  for (let holder = run.active.get(entry.frame); holder; holder = run.active.get(holder.frame)) {
    if (holder.frame === "") return holder.node;
  }
  return undefined;
}

/**
 * Signals thrown within a step are heard when its tokens have come to rest, all of them by all who wait then: a sibling that reaches its catching
 * event in the same step hears a signal whichever of the two branches is drawn first.
 */
export function hearSignals(run: Run): boolean {
  const thrown = run.signals;
  if (thrown.length === 0) return false;
  run.signals = [];
  const waiting = new Set([...run.active.values()].filter(({ wait }) => wait === "signal").map(({ id }) => id));
  for (const { signal, data } of thrown) broadcast(run, signal, data, waiting);
  return true;
}

/** A signal reaches everything that waits for it at this moment, and is then gone (10.5.5); of `among` alone where that is given. */
export function broadcast(run: Run, signal: string, data: unknown, among?: ReadonlySet<string>): void {
  const waiting = [...run.active.values()].filter((active): active is Catch => active.wait === "signal" && (!among || among.has(active.id)));
  for (const entry of waiting) {
    if (!run.active.has(entry.id)) continue;
    const node = known(run.graph.nodes, entry.node);
    const trigger = "triggers" in node ? triggerOf(node, entry) : undefined;
    if (trigger?.on === "signal" && trigger.signal === signal) occur(run, entry, data);
  }
}
