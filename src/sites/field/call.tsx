import { partiesShown, unmask, viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { badInput, conflict } from "#values/errors";
import { Button, ButtonRow, EmptyState, Form, LinkButton } from "#ui";
import { show } from "./frame.tsx";
import { taskAddress } from "./tasks.tsx";
import { typed } from "./typed.ts";

/** Whom one may call about a task: the parties with a number, by the name of that field. */
async function callable(incoming: Incoming, ctx: Ctx) {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const task = view.mine.find((each) => each.taskId === incoming.params["task"]);
  if (!task) throw conflict("TASK_DONE", "这个环节已经有人办过了，或者不归您办，不能再看联系电话。");
  const parties = (await partiesShown(ctx, view)).flatMap(({ partyNo, role, label, parts }) => {
    const phone = parts.find(({ part }) => part === "phone");
    return phone ? [{ field: `party.${partyNo}.phone`, word: view.blueprint.kind.parties[role]?.word ?? "当事人", label, masked: phone.value }] : [];
  });
  return { task, parties };
}

/** Whom to call: numbers are masked until one asks for one, and that it was asked for is on record. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { task, parties } = await callable(incoming, ctx);
  const at = `${taskAddress(task)}/call`;
  const body =
    parties.length === 0 ? (
      <EmptyState title="这件事没有留下电话" icon="phone" />
    ) : (
      <div class="field-pad">
        {parties.map(({ field, word, label, masked }) => (
          <Form action={at} token={incoming.formToken}>
            <input type="hidden" name="field" value={field} />
            <p>
              {word} {label}，{masked}
            </p>
            <Button icon="phone" wide>
              看完整号码<span class="hush">：{word}</span>
            </Button>
          </Form>
        ))}
        <p class="hint">看完整号码会留下记录，理由是“联系后上门：{task.name}”。</p>
      </div>
    );
  return show(incoming, ctx, { title: "打电话", back: taskAddress(task), body });
}

/** Shows one number in full to who holds the task. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { task, parties } = await callable(incoming, ctx);
  const field = typed(incoming.body, "field");
  if (!parties.some((party) => party.field === field)) throw badInput("UNKNOWN_FIELD", "没有这个联系电话。");
  const { label, value } = await unmask(ctx, task.matterId, field, `联系后上门：${task.name}`);
  const body = (
    <div class="field-pad">
      <p>{label}</p>
      <ButtonRow>
        <LinkButton href={`tel:${value.replace(/[^\d+]/g, "")}`} icon="phone" wide>
          {value}
        </LinkButton>
      </ButtonRow>
    </div>
  );
  return show(incoming, ctx, { title: "打电话", back: taskAddress(task), body });
}
