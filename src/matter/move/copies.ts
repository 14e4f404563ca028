import { actOn, listTasks, record, type Matter } from "#matter/matter";
import { mayRead } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { works, type Recipient } from "./who.ts";

/** 抄送: colleagues are given a matter to read; it lies in their inbox until they have noted it (阅知). Nothing waits for them. */
export async function copyTo(ctx: Ctx, matterId: string, { to, words }: { to: Recipient[]; words: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, change }) => {
    if (inner.actor.kind !== "staff" || !(await mayRead(inner, matter, await listTasks(inner, matterId)))) throw forbidden("这件事不在您的职责范围内。");
    if (to.length === 0 || to.length > 20) throw badInput("COPIES", "请选择抄送给谁，一次最多 20 人。", { to: "请选择 1 到 20 位同事。" });
    for (const recipient of to) {
      if (!(await works(inner, recipient))) throw badInput("COPIES", `${recipient.name}现在没有办理职责，不能抄送。`, { to: "请选择在岗的同事。" });
    }
    const names = to.map(({ name }) => name).join("、");
    const said = fitting(words, 500, "words");
    record(inner, change, "copied", { to: names, ...(said && { words: said }) });
    for (const [index, { id, name }] of to.entries()) {
      change.opened.push({
        matterId,
        taskId: `copy.${change.matter.acts}.${index + 1}`,
        node: "copy",
        name: "阅知",
        kind: "copy",
        unit: null,
        role: null,
        party: null,
        area: matter.area,
        checklist: null,
        openedAt: inner.now,
        dueAt: null,
        stoppedAt: null,
        timeLimit: null,
        holder: null,
        holderName: null,
        assignee: id,
        assigneeName: name,
        signOf: null,
        signWhen: null,
        doneAt: null,
        cancelledAt: null,
        outcome: null,
        result: null,
      });
    }
  });
}

/** 阅知: who was given a copy has read it. */
export async function acknowledge(ctx: Ctx, matterId: string, taskId: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { open, change }) => {
    const copy = open.find((task) => task.taskId === taskId && task.kind === "copy");
    if (!copy) throw conflict("TASK_DONE", "这份抄送已经阅知。");
    if (copy.assignee !== inner.actor.id) throw forbidden("这份抄送不是给您的。");
    change.done.push({ taskId, outcome: "read", result: {}, personal: new Set(), holder: inner.actor.id, holderName: inner.actor.name });
    record(inner, change, "acknowledged");
  });
}
