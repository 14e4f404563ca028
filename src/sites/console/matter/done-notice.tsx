import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { NoticeProps } from "#ui";
import { outcomeWords } from "./outcome-words.ts";

/** What is said after an act, by the words of its kind: the outcome, and the papers that came of it. Undefined for what is no outcome of the last work. */
export function doneNotice(
  { tasks, acts, blueprint: { kind } }: MatterView,
  documents: readonly IssuedDocument[],
  done: string | undefined,
): NoticeProps | undefined {
  const last = tasks
    .filter(({ doneAt }) => doneAt !== null)
    .toSorted((one, other) => one.doneAt!.getTime() - other.doneAt!.getTime())
    .at(-1);
  const aside = done !== undefined && last?.outcome !== done && Object.values(kind.works).some(({ outcomes }) => outcomes[done]?.aside);
  if (done === undefined || (last?.outcome !== done && !aside)) return undefined;
  const at = acts.at(-1)?.at.getTime();
  const papers = documents.filter(({ issuedAt }) => issuedAt.getTime() === at).map(({ name }) => `《${name}》`);
  const words = outcomeWords(kind, done, aside ? undefined : last?.kind);
  return { kind: "done", title: `已办理：${words}`, ...(papers.length > 0 && { children: <p>{papers.join("、")}已生成，当事人会收到通知。</p> }) };
}
