import { conflict } from "#values/errors";
import { completeActivity } from "#process/activity";
import { known } from "#process/graph";
import { called, nextId, type Run, type Signer, type SignTime, type Vars, type Wait } from "#process/token";

/** Most signatures added to one task. */
const MOST = 20;

/** 加签: somebody else signs for a task before its holder, beside them, or after them. The token leaves when all are through. */
export function addSignature(run: Run, task: Wait, when: SignTime, signer: Signer): void {
  if (task.sign) throw conflict("FLOW_SIGN_ON_SIGN", "加签的环节不能再加签。");
  if (task.result && when !== "after") throw conflict("FLOW_SIGNED", "这个环节已经办完，只能后加签。");
  if (signaturesOf(run, task.id).length >= MOST) throw conflict("FLOW_MANY_SIGNS", `一个环节最多加签 ${MOST} 人。`);
  const id = nextId(run, known(run.graph.nodes, task.node));
  const asleep = when === "after" && !task.result;
  const wait: Wait = { id, node: task.node, frame: task.frame, wait: "task", host: task.id, sign: when, signer, ...(asleep ? { asleep } : {}) };
  run.active.set(id, wait);
  if (!asleep) ask(run, wait);
}

/** 减签: an added signature that has not been given is not asked for any more. */
export function removeSignature(run: Run, sign: Wait): void {
  if (!sign.sign) throw conflict("FLOW_NO_SIGN", "只有加签的环节可以减签。");
  run.active.delete(sign.id);
  if (!sign.asleep) run.effects.push({ type: "task.cancelled", task: sign.id });
  settleHost(run, sign);
}

/** A task, or a signature added to one, is done. */
export function completeTask(run: Run, task: Wait, result: Vars): void {
  if (task.asleep || task.result) throw conflict("FLOW_NOT_WAITING", "这个环节还没有轮到办理，或者已经办完。请刷新页面看最新进度。");
  if (task.sign) {
    run.active.delete(task.id);
    const host = hostOf(run, task);
    run.active.set(host.id, { ...host, signed: [...(host.signed ?? []), { ...task.signer, ...result }] });
    settleHost(run, task);
    return;
  }
  const signs = signaturesOf(run, task.id);
  if (signs.some((each) => each.sign === "before")) throw conflict("FLOW_SIGNS_FIRST", "前加签的人还没有签完，请等他们签完再办。");
  const done = { ...task, result };
  run.active.set(task.id, done);
  for (const sign of signs) if (sign.asleep) wake(run, sign);
  settleTask(run, done);
}

function settleHost(run: Run, sign: Wait): void {
  settleTask(run, hostOf(run, sign));
}

/** The token leaves a task that is done and for which nobody has to sign any more. */
function settleTask(run: Run, task: Wait): void {
  if (!task.result || signaturesOf(run, task.id).length > 0) return;
  completeActivity(run, task, task.signed ? { ...task.result, signatures: task.signed } : task.result);
}

function hostOf(run: Run, sign: Wait): Wait {
  const host = run.active.get(sign.host ?? "");
  if (host?.wait !== "task") throw new Error(`the signature ${sign.id} belongs to no task`);
  return host;
}

function signaturesOf(run: Run, task: string): Wait[] {
  return [...run.active.values()].filter((each): each is Wait => each.wait === "task" && each.sign !== undefined && each.host === task);
}

function wake(run: Run, sign: Wait): void {
  const { asleep: _asleep, ...awake } = sign;
  run.active.set(sign.id, awake);
  ask(run, awake);
}

function ask(run: Run, sign: Wait): void {
  const node = known(run.graph.nodes, sign.node);
  const { unit, role } = sign.signer ?? {};
  run.effects.push({
    type: "task.opened",
    task: sign.id,
    node: sign.node,
    name: `${called(node)}（加签）`,
    kind: "countersign",
    ...(unit ? { unit } : {}),
    ...(role ? { role } : {}),
    sign: { of: sign.host ?? "", when: sign.sign ?? "beside" },
    ...(sign.signer ? { item: sign.signer } : {}),
  });
}
