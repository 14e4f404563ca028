import { companionsFor, PRESENT, completeTask, type TaskResult } from "#matter/work";
import { viewAsStaff, type MatterView } from "#matter/view";
import { pausedSince } from "#matter/clocks";
import type { Task } from "#matter/matter";
import type { Checklist } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { conflict, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { newId } from "#values/ids";
import { Button, ErrorSummary, Form, Notice, RadioGroup, Select, Tag, TextArea, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { revisionOf } from "./task.ts";

const ANSWERS = [
  { value: "yes", label: "符合" },
  { value: "no", label: "不符合" },
  { value: "none", label: "合理缺项" },
];
const CONCLUSIONS = [
  { value: "pass", label: "核查合格" },
  { value: "fail", label: "核查不合格" },
];

async function taskOf(incoming: Incoming, ctx: Ctx): Promise<{ view: MatterView; task: Task; checklist: Checklist | undefined }> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const task = view.mine.find((each) => each.taskId === incoming.params["task"] && each.kind === "inspection");
  if (!task) throw conflict("TASK_DONE", "这次核查已经有人办过了，或者不归您办，请回到办件看最新情况。");
  return { view, task, checklist: view.blueprint.version.definition.checklists.find((each) => each.id === task.checklist) };
}

/** Names of fields on the page for those of the result. */
function onPage(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [name.replace(/^points\./, "point-"), message]));
}

/** What the summary says, in the order of the page: points without an answer in one line, by their numbers. */
function told(errors: Record<string, string>, checklist: Checklist | undefined): Record<string, string> {
  const open = (checklist?.points ?? []).flatMap(({ id }, index) => (errors[`point-${id}`] ? [{ name: `point-${id}`, number: index + 1 }] : []));
  const [first] = open;
  const rest = ["companion", "present", "present_note", "outcome", "reason"].flatMap((name) => (errors[name] ? [[name, errors[name]] as const] : []));
  return { ...(first && { [first.name]: `第 ${open.map(({ number }) => number).join("、")} 项还没有选核查结果。` }), ...Object.fromEntries(rest) };
}

/** What was filled in the last time: a check that is done again begins with it. */
function before(view: MatterView, task: Task): Record<string, unknown> {
  const last = view.tasks.findLast(({ node, taskId, result }) => node === task.node && taskId !== task.taskId && result?.["points"]);
  const { points = {}, ...result } = (last?.result ?? {}) as { points?: Record<string, string> } & Record<string, unknown>;
  const { companion: _companion, ...rest } = result;
  return { ...rest, ...Object.fromEntries(Object.entries(points).map(([id, answer]) => [`point-${id}`, answer])) };
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { view, task, checklist } = await taskOf(incoming, ctx);
  const { matter } = view;
  const companions = await companionsFor(ctx, task);
  const errors = onPage(refusal?.fields ?? {});
  const at = `/console/matters/${matter.matterId}`;
  const field = fieldsOf(refusal ? incoming.body : before(view, task), errors);
  return show(
    incoming,
    ctx,
    {
      title: task.name,
      crumbs: [{ href: at, label: matter.title }],
      facts: <span>{checklist ? `${checklist.name}，共 ${checklist.points.length} 项。依据：${checklist.basis}` : matter.number}</span>,
      wrong: refusal !== undefined,
      body: (
        <div class="check-list">
          {refusal && <ErrorSummary errors={told(errors, checklist)} message={`${refusal.message}${refusal.fields ? "已选的结果都还在。" : ""}`} />}
          {pausedSince(matter) && (
            <Notice kind="waiting" title="特别程序进行中">
              结束以后才能提交核查记录。
            </Notice>
          )}
          <Form action={`${at}/inspections/${encodeURIComponent(task.taskId)}`} token={incoming.formToken} idempotencyKey={newId()}>
            <input type="hidden" name="_revision" value={String(matter.revision)} />
            {checklist?.points.map((point, index) => (
              <div class="check-point">
                <RadioGroup
                  {...field(`point-${point.id}`)}
                  label={
                    <>
                      {index + 1}. {point.ask} {point.key && <Tag>关键项</Tag>}
                    </>
                  }
                  {...(point.hint && { hint: point.hint })}
                  options={ANSWERS}
                />
              </div>
            ))}
            <div class="check-list-foot">
              <Select
                {...field("companion")}
                label="同行的核查人员"
                hint={
                  companions.length > 0
                    ? "现场核查要两名以上工作人员。提交以后由同行人员本人确认，记录才算数。"
                    : "您的单位现在没有别的核查人员在岗，请由管理员补充人员后再提交。"
                }
                options={companions.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <TextArea {...field("opinion")} label="现场情况" required={false} rows={3} />
              <RadioGroup
                {...field("present")}
                label="当事人签字"
                required={false}
                options={Object.entries(PRESENT).map(([value, label]) => ({ value, label }))}
              />
              <TextField {...field("present_note")} label="说明" required={false} hint="拒绝签字的理由，或者在场人的姓名、身份。" />
              <RadioGroup {...field("outcome")} label="核查结论" hint="有关键项不符合的，不能选合格。" options={CONCLUSIONS} inline />
              <TextArea {...field("reason")} label="不合格的理由" required={false} rows={3} hint="结论为不合格时必须填写，申请人会看到。" />
              <div class="form-foot">
                <Button wide>提交核查记录</Button>
              </div>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** The check list of a site inspection, made for a phone in one hand. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const [matterId, taskId] = [params["matter"]!, params["task"]!];
  const points = Object.fromEntries(
    Object.keys(body)
      .filter((name) => name.startsWith("point-"))
      .map((name) => [name.slice(6), typed(body, name)]),
  );
  const outcome = typed(body, "outcome");
  const result: TaskResult = {
    outcome,
    points: points as NonNullable<TaskResult["points"]>,
    companion: typed(body, "companion"),
    present: typed(body, "present"),
    present_note: typed(body, "present_note"),
    opinion: typed(body, "opinion"),
    reason: typed(body, "reason"),
  };
  return attempt(
    async () => {
      await once(
        ctx,
        typed(body, "_key") || undefined,
        ["inspect", matterId, taskId, result],
        async (inner) => void (await completeTask(inner, matterId, taskId, result, revisionOf(body))),
      );
      return redirect(`/console/matters/${matterId}?done=${outcome}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
