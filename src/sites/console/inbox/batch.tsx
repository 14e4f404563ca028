import { kindsNow } from "#content/catalogue";
import { completeBatch, BATCH_MOST, type BatchLine } from "#matter/move";
import { listInboxTasks, type InboxRow } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, LinkButton, Notice, TextArea } from "#ui";
import { show } from "../show.tsx";
import { allTyped, typed } from "../typed.ts";
import { takes } from "./batches.ts";
import { INBOX } from "./inbox-tabs.tsx";

const TICKED = /^([0-9a-f-]{36})\.(.{1,60})$/;

function tickedIn(body: Record<string, unknown>): { matterId: string; taskId: string }[] {
  return allTyped(body, "task").flatMap((value) => {
    const [, matterId, taskId] = TICKED.exec(value) ?? [];
    return matterId && taskId ? [{ matterId, taskId }] : [];
  });
}

/** Where the list was left, if it is one of ours. */
function backOf(body: Record<string, unknown>): string {
  const back = typed(body, "_back");
  return back === INBOX || back.startsWith(`${INBOX}?`) ? back : INBOX;
}

const nameOf = ({ title, number }: InboxRow): string => `${title}（${number.slice(-4)}）`;

/** Several ticked tasks with one outcome: first what will happen to which, then, when that is confirmed, what became of each. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  const value = typed(body, "_batch");
  const back = backOf(body);
  const [outcome = "", word = ""] = value.split(" ");
  if (outcome === "" || word === "") throw badInput("BATCH", "请选择一起办成什么结果。");
  const ticked = tickedIn(body);
  if (ticked.length === 0) return redirect(back);
  if (ticked.length > BATCH_MOST) throw badInput("BATCH", `请选择要办的事项，一次最多 ${BATCH_MOST} 件。`);
  const [kinds, rows] = await Promise.all([kindsNow(ctx), listInboxTasks(ctx, ticked)]);
  const able = rows.filter((row) => takes(kinds, row, value));
  const others = rows.filter((row) => !able.includes(row));
  // What is in the inbox no more is tried as well: the act says that somebody has done it.
  const tried = ticked.filter(({ matterId, taskId }) => !others.some((row) => row.matterId === matterId && row.taskId === taskId));
  if (typed(body, "_sure") === "1") {
    const opinion = typed(body, "opinion").trim();
    if (tried.length === 0) throw badInput("BATCH", "选中的件都不能这样一起办，请逐件办理。");
    return report(incoming, ctx, await completeBatch(ctx, tried, { outcome, ...(opinion && { opinion }) }), { word, back, rows });
  }
  return show(incoming, ctx, {
    title: `一起${word}`,
    heading: false,
    crumbs: [{ href: back, label: "待办" }],
    body: (
      <div class="narrow">
        {others.length > 0 && (
          <Notice kind="waiting" title={`有 ${others.length} 件不能一起${word}，会留在待办里`}>
            <ul>
              {others.map((row) => (
                <li>{nameOf(row)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {able.length === 0 ? (
          <p>
            <LinkButton href={back}>回到待办</LinkButton>
          </p>
        ) : (
          <Confirm
            action={`${INBOX}/batch`}
            token={incoming.formToken}
            title={`${word}：${able.length} 件`}
            consequences={[...able.map(nameOf), "每一件分别办理、分别记入办理过程；有一件办不了，不影响其他件，会列出原因。"]}
            confirm={`${word} ${able.length} 件`}
            back={back}
          >
            <input type="hidden" name="_sure" value="1" />
            <input type="hidden" name="_batch" value={value} />
            <input type="hidden" name="_back" value={back} />
            {able.map(({ matterId, taskId }) => (
              <input type="hidden" name="task" value={`${matterId}.${taskId}`} />
            ))}
            <TextArea name="opinion" label="意见" required={false} rows={2} />
          </Confirm>
        )}
      </div>
    ),
  });
}

function report(
  incoming: Incoming,
  ctx: Ctx,
  lines: BatchLine[],
  { word, back, rows }: { word: string; back: string; rows: readonly InboxRow[] },
): Promise<Reply> {
  const refused = lines.filter((line) => line.refused);
  const called = (line: BatchLine): string => {
    const row = rows.find(({ matterId, taskId }) => matterId === line.matterId && taskId === line.taskId);
    return row ? nameOf(row) : "一件";
  };
  return show(incoming, ctx, {
    title: `一起${word}`,
    crumbs: [{ href: back, label: "待办" }],
    body: (
      <div class="narrow">
        <Notice kind="done" title={`${word} ${lines.length - refused.length} 件`} />
        {refused.length > 0 && (
          <Notice kind="wrong" title={`${refused.length} 件没有办成`}>
            <ul>
              {refused.map((line) => (
                <li>
                  <a href={`/console/matters/${line.matterId}`}>{called(line)}</a>：{line.refused}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <p>
          <LinkButton href={back}>回到待办</LinkButton>
        </p>
      </div>
    ),
  });
}
