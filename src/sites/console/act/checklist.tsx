import { FieldOnPage } from "#content/form";
import { askedChecklist, workOf, type Work } from "#content/kind";
import { completeTask, type TaskResult } from "#matter/work";
import { viewAsStaff, type MatterView } from "#matter/view";
import { standsStill } from "#matter/clocks";
import type { Task } from "#matter/matter";
import type { Checklist } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { conflict, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { newId } from "#values/ids";
import { Button, ErrorSummary, Form, Notice, RadioGroup, Tag } from "#ui";
import { FOUND } from "../matter/records.tsx";
import { stopWord } from "../matter/matter-state.tsx";
import { attempt } from "../page-routes.ts";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { CompanionField } from "./act-fields.tsx";
import { aroundTask } from "./around.ts";
import { readAs } from "./result.ts";
import { afterwards, revisionOf } from "./task.ts";

interface Asked {
  view: MatterView;
  task: Task;
  work: Work;
  /** The field of the work that is the list. */
  name: string;
  checklist: Checklist | undefined;
}

async function taskOf(incoming: Incoming, ctx: Ctx): Promise<Asked> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const task = view.mine.find((each) => each.taskId === incoming.params["task"]);
  const work = task && workOf(view.blueprint.kind, task.kind);
  const field = work && askedChecklist(work);
  if (!task || !field) throw conflict("TASK_DONE", "这个环节已经有人办过了，或者不归您办，请回到这件事看最新情况。");
  return { view, task, work, name: field.name, checklist: view.blueprint.version.definition.checklists?.find((each) => each.id === task.checklist) };
}

/** What the work asks besides its list, whatever its outcome; and what outcomes ask besides, none of it demanded before one is chosen. */
function besides(work: Work): { plain: Work["asks"]; ofOutcomes: { field: Work["asks"][number]; words: string }[] } {
  const drawn = ({ type }: Work["asks"][number]): boolean => type !== "checklist" && type !== "marks";
  const plain = work.asks.filter(drawn);
  const names = new Set(plain.map(({ name }) => name));
  const outcomes = Object.values(work.outcomes).flatMap((outcome) => outcome.asks.filter(drawn).map((field) => ({ field, word: outcome.word })));
  const asked = new Map(outcomes.filter(({ field }) => !names.has(field.name)).map(({ field }) => [field.name, field]));
  const words = (name: string): string => outcomes.flatMap(({ field, word }) => (field.name === name ? [word] : [])).join("、");
  return { plain, ofOutcomes: [...asked.values()].map((field) => ({ field, words: words(field.name) })) };
}

/** Names of fields on the page for those of the result. */
function onPage(name: string, fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([field, message]) => [field.replace(new RegExp(`^${name}\\.`), "point-"), message]));
}

/** What the summary says, in the order of the page: points without an answer in one line, by their numbers. */
function told(errors: Record<string, string>, checklist: Checklist | undefined): Record<string, string> {
  const open = (checklist?.points ?? []).flatMap(({ id }, index) => (errors[`point-${id}`] ? [{ name: `point-${id}`, number: index + 1 }] : []));
  const [first] = open;
  const rest = Object.entries(errors).filter(([name]) => !name.startsWith("point-"));
  return { ...(first && { [first.name]: `第 ${open.map(({ number }) => number).join("、")} 项还没有选结果。` }), ...Object.fromEntries(rest) };
}

/** What was filled in the last time: a check that is done again begins with it. */
function before({ view, task, name }: Asked): Record<string, unknown> {
  const last = view.tasks.findLast(({ node, taskId, result }) => node === task.node && taskId !== task.taskId && result?.[name]);
  const { [name]: points = {}, companion: _companion, ...rest } = last?.result ?? {};
  return { ...rest, ...Object.fromEntries(Object.entries(points as object).map(([id, answer]) => [`point-${id}`, answer])) };
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const asked = await taskOf(incoming, ctx);
  const { view, task, work, name, checklist } = asked;
  const { matter, blueprint } = view;
  const { around, companions } = await aroundTask(ctx, view, task);
  const errors = onPage(name, refusal?.fields ?? {});
  const at = `/console/matters/${matter.matterId}`;
  const given = refusal ? incoming.body : before(asked);
  const field = fieldsOf(given, errors);
  const answers: Record<string, unknown> = refusal ? readAs(work, incoming.body) : given;
  const { plain, ofOutcomes } = besides(work);
  const drawn = (one: Work["asks"][number], more: object = {}) => (
    <FieldOnPage field={{ ...one, ...more }} value={answers[one.name] ?? ""} around={around} {...(errors[one.name] && { error: errors[one.name]! })} />
  );
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
          {standsStill(matter) && (
            <Notice kind="waiting" title={`${stopWord(blueprint.kind, matter) ?? "暂停"}，现在不能提交`}>
              恢复办理以后才能提交记录。
            </Notice>
          )}
          <Form action={`${at}/checklists/${encodeURIComponent(task.taskId)}`} token={incoming.formToken} idempotencyKey={newId()}>
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
                  options={Object.entries(FOUND).map(([value, label]) => ({ value, label }))}
                />
              </div>
            ))}
            <div class="check-list-foot">
              {work.two && <CompanionField {...field("companion")} companions={companions} word={work.word} second={work.second} />}
              {plain.map((one) => drawn(one))}
              <RadioGroup
                {...field("outcome")}
                label="结论"
                {...(work.rules.length > 0 && { hint: work.rules.map(({ say }) => say).join("") })}
                options={Object.entries(work.outcomes).map(([value, { word }]) => ({ value, label: word }))}
                inline
              />
              {ofOutcomes.map(({ field: one, words }) => drawn(one, { required: false, hint: `结论为“${words}”时填写。${one.hint ?? ""}` }))}
              <div class="form-foot">
                <Button wide>提交记录</Button>
              </div>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** The check list of a work, made for a phone in one hand. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const [matterId, taskId] = [params["matter"]!, params["task"]!];
  const { work, name } = await taskOf(incoming, ctx).catch(() => ({ work: undefined, name: "" }));
  const points = Object.entries(body).flatMap(([field]) => (field.startsWith("point-") ? [[field.slice(6), typed(body, field)]] : []));
  const outcome = typed(body, "outcome");
  const result: TaskResult = {
    ...(work && readAs(work, body)),
    outcome,
    ...(work && { [name]: Object.fromEntries(points) as unknown }),
    ...(work?.two && { companion: typed(body, "companion") }),
  };
  return attempt(
    async () => {
      await once(
        ctx,
        typed(body, "_key") || undefined,
        ["inspect", matterId, taskId, result],
        async (inner) => void (await completeTask(inner, matterId, taskId, result, revisionOf(body))),
      );
      return afterwards(ctx, matterId, outcome, body);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
