import { kindsNow } from "#content/catalogue";
import { completeBatch, type BatchLine } from "#matter/move";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, LinkButton, Notice, TextArea } from "#ui";
import { show } from "../show.tsx";
import { allTyped, typed } from "../typed.ts";
import { INBOX } from "./inbox-tabs.tsx";

/** The outcome that many tasks of a work may be given at once, as some kind declares it. */
export async function batchOf(ctx: Ctx, work: string): Promise<{ outcome: string; label: string } | undefined> {
  for (const { kind } of (await kindsNow(ctx)).values()) {
    const found = Object.entries(kind.works[work]?.outcomes ?? {}).find(([, { batch }]) => batch);
    if (found) return { outcome: found[0], label: found[1].word };
  }
  return undefined;
}

const TICKED = /^([0-9a-f-]{36})\.(.{1,60})$/;

function tickedIn(body: Record<string, unknown>): { matterId: string; taskId: string }[] {
  return allTyped(body, "task").flatMap((value) => {
    const [, matterId, taskId] = TICKED.exec(value) ?? [];
    return matterId && taskId ? [{ matterId, taskId }] : [];
  });
}

/** Several ticked tasks with one outcome: first what will happen, then, when that is confirmed, what became of each. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  const kind = typed(body, "kind");
  const { outcome, label } = (await batchOf(ctx, kind)) ?? {};
  if (!outcome || !label) throw badInput("BATCH", "请先在筛选里选定一个环节，再批量办理。");
  const ticked = tickedIn(body);
  if (ticked.length === 0) return redirect(`${INBOX}?kind=${kind}`);
  if (typed(body, "_sure") === "1") {
    const opinion = typed(body, "opinion").trim();
    return report(incoming, ctx, await completeBatch(ctx, ticked, { outcome, ...(opinion && { opinion }) }), label);
  }
  return show(incoming, ctx, {
    title: `批量${label}`,
    heading: false,
    crumbs: [{ href: INBOX, label: "待办" }],
    body: (
      <div class="narrow">
        <Confirm
          action={`${INBOX}/batch`}
          token={incoming.formToken}
          title={`${label}：${ticked.length} 件`}
          consequences={["每一件分别办理、分别记入办理过程。", "有一件办不了，不影响其他件，会列出原因。"]}
          confirm={`${label} ${ticked.length} 件`}
          back={`${INBOX}?kind=${kind}`}
        >
          <input type="hidden" name="_sure" value="1" />
          <input type="hidden" name="kind" value={kind} />
          {ticked.map(({ matterId, taskId }) => (
            <input type="hidden" name="task" value={`${matterId}.${taskId}`} />
          ))}
          <TextArea name="opinion" label="意见" required={false} rows={2} />
        </Confirm>
      </div>
    ),
  });
}

function report(incoming: Incoming, ctx: Ctx, lines: BatchLine[], label: string): Promise<Reply> {
  const refused = lines.filter((line) => line.refused);
  return show(incoming, ctx, {
    title: `批量${label}`,
    crumbs: [{ href: INBOX, label: "待办" }],
    body: (
      <div class="narrow">
        <Notice kind="done" title={`${label} ${lines.length - refused.length} 件`} />
        {refused.length > 0 && (
          <Notice kind="wrong" title={`${refused.length} 件没有办成`}>
            <ul>
              {refused.map((line, index) => (
                <li>
                  <a href={`/console/matters/${line.matterId}`}>第 {index + 1} 件</a>：{line.refused}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <p>
          <LinkButton href={INBOX}>回到待办</LinkButton>
        </p>
      </div>
    ),
  });
}
