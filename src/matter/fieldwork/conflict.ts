import { actWord, workOf, type Kind } from "#content/kind";
import { isClosed, type Act, type Matter, type Task } from "#matter/matter";
import { conflict, type Refusal } from "#values/errors";
import { momentWords } from "./clock.ts";

const MOST = 3;

/** What people and programs did with a matter after the phone had fetched it, but for who asks: the last three, in words. */
function doneSince(kind: Kind, acts: readonly Act[], { seen, actor }: { seen: number; actor: string }): string[] {
  return acts
    .filter((act) => act.seq > seen && act.actor.kind !== "system" && act.actor.id !== actor)
    .slice(-MOST)
    .map(({ kind: act, at, actor: who }) => `${who.kind === "person" ? "当事人" : who.name} ${momentWords(at)} ${actWord(kind, act)}`);
}

function whoDid(kind: Kind, task: Task | undefined): string | undefined {
  if (task?.doneAt) {
    const word = task.outcome ? workOf(kind, task.kind)?.outcomes[task.outcome]?.word : undefined;
    return `${task.holderName ?? "别人"} ${momentWords(task.doneAt)} 已经办了“${task.name}”${word ? `：${word}` : ""}`;
  }
  return task?.cancelledAt ? `“${task.name}”${momentWords(task.cancelledAt)} 已经不用办了` : undefined;
}

interface Meanwhile {
  matter: Matter;
  kind: Kind;
  acts: readonly Act[];
  task: Task | undefined;
  /** Whether it waits for the actor now. */
  waits: boolean;
  /** The last act that the phone knew. */
  seen: number;
  actor: string;
}

/** Why an entry about a task cannot simply be done: somebody else did something meanwhile. Undefined where nobody did. */
export function conflictOf({ matter, kind, acts, task, waits, seen, actor }: Meanwhile): Refusal | undefined {
  const since = doneSince(kind, acts, { seen, actor });
  const open = task !== undefined && !task.doneAt && !task.cancelledAt && !isClosed(matter);
  if (!open || !waits) {
    const what = whoDid(kind, task) ?? (since.length > 0 ? since.join("；") : task?.assigneeName ? `现在由${task.assigneeName}办` : "现在不归您办");
    return conflict("FIELD_GONE", `这个环节不用您再办了：${what}。您记的都还在，可以记成备注，也可以不要。`);
  }
  if (since.length === 0) return undefined;
  return conflict("FIELD_CHANGED", `您下载以后这件事有了变化：${since.join("；")}。看过以后可以照样送，也可以记成备注。`);
}
