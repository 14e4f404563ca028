import { answerOnPage, pagesFor } from "#content/form";
import { completeOutside, entryIn } from "#matter/fieldwork";
import { aroundMatter } from "#matter/around";
import { mayBringAnswers } from "#matter/intake";
import { blueprintOf, factsOf, getMatter, listTasks, type Task } from "#matter/matter";
import { partiesShown, viewAsStaff, type MatterView } from "#matter/view";
import { workOf, type Work } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { conflict, forbidden, notFound, Refusal } from "#values/errors";
import { DefinitionList, Disclosure, LinkButton, Problem } from "#ui";
import { knownFor } from "./around.ts";
import { filesIn } from "./files.ts";
import { show } from "./frame.tsx";
import { spotOf, wayTo } from "./place-words.ts";
import { resultIn } from "./task-body.ts";
import { TaskForm, workAt, type Returned } from "./task-form.tsx";
import { taskAddress } from "./tasks.tsx";
import { typed } from "./typed.ts";

type Body = Readonly<Record<string, unknown>>;

/** What one must know before going: what was said, nothing personal in full. */
async function Facts({ ctx, view, task }: { ctx: Ctx; view: MatterView; task: Task }) {
  const { matter, blueprint, answers, kept } = view;
  const around = { ...(await aroundMatter(ctx, matter, blueprint, answers)), filesAt: `/console/matters/${matter.matterId}/files` };
  const fields = pagesFor(blueprint.form, answers, factsOf(ctx, matter, blueprint)).flatMap((page) => page.fields);
  const said = fields.filter(({ name }) => !kept.includes(name) && answers[name] !== undefined && answers[name] !== null && answers[name] !== "");
  const spot = spotOf(blueprint.kind, answers);
  const way = spot && wayTo(spot);
  const called = (await partiesShown(ctx, view)).some(({ parts }) => parts.some(({ part }) => part === "phone"));
  return (
    <div class="field-facts">
      <Disclosure summary={`${blueprint.version.definition.item.name}，${matter.number}`}>
        <DefinitionList items={said.map((field) => ({ term: field.label, detail: answerOnPage(field, answers[field.name], around) }))} />
      </Disclosure>
      {(way || called) && (
        <p class="field-acts">
          {called && (
            <LinkButton href={`${taskAddress(task)}/call`} kind="secondary" icon="phone">
              打电话
            </LinkButton>
          )}
          {way && (
            <LinkButton href={way} kind="secondary" icon="navigation">
              路线
            </LinkButton>
          )}
        </p>
      )}
    </div>
  );
}

/** A task as the page shows it and the phone keeps it: what was said, and its form. Undefined where the actor cannot do it outside. */
export async function taskBody(ctx: Ctx, matterId: string, taskId: string, token: string | undefined, returned?: Returned) {
  const view = await viewAsStaff(ctx, matterId);
  const task = view.mine.find((each) => each.taskId === taskId);
  const work = task && workAt(view, task);
  if (!task || !work) return undefined;
  const known = await knownFor(ctx, view, task, work);
  return {
    title: task.name,
    body: (
      <>
        {await Facts({ ctx, view, task })}
        <TaskForm view={view} task={task} work={work} known={known} token={token} returned={returned} />
      </>
    ),
  };
}

/** What is wrong with an entry that comes back, by the names of its form. */
export function returnedWith(body: Body, { message, fields = {} }: Refusal): Returned {
  const errors = Object.fromEntries(Object.entries(fields).map(([field, said]) => [field.replace(/^points\./, "point-"), said]));
  return { body, message, errors };
}

const GONE = conflict("TASK_DONE", "这个环节已经有人办过了，或者不归您办。");

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { params, body, formToken } = incoming;
  const [matterId, taskId] = [params["matter"]!, params["task"]!];
  const drawn = await taskBody(ctx, matterId, taskId, formToken, refusal && returnedWith(body, refusal));
  if (!drawn) throw refusal ?? GONE;
  return show(incoming, ctx, { ...drawn, back: "/field", wrong: refusal !== undefined }, refusal?.status ?? 200);
}

/** The act of a task, made for a phone in one hand. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

/** Who may bring photographs with a task: asked before anything of them is read. */
export function admit({ params }: Incoming, ctx: Ctx): Promise<void> {
  return mayBringAnswers(ctx, params["matter"]!);
}

/** The work that a task stands for, whether or not it waits still. */
export async function workFor(ctx: Ctx, matterId: string, taskId: string): Promise<{ task: Task; work: Work }> {
  const { matter } = await getMatter(ctx, matterId);
  const task = (await listTasks(ctx, matterId)).find((each) => each.taskId === taskId);
  const work = task && workOf((await blueprintOf(ctx, matter)).kind, task.kind);
  if (!task || !work) throw notFound("任务");
  if (task.signOf) throw forbidden("会签请在工作台上办。");
  return { task, work };
}

/** Does a task as a form says. */
export async function taskDone(ctx: Ctx, { body, brought }: Pick<Incoming, "body" | "brought">, matterId: string, taskId: string) {
  const { work } = await workFor(ctx, matterId, taskId);
  const seen = Number(typed(body, "_seen"));
  return completeOutside(ctx, entryIn(body), {
    matterId,
    taskId,
    result: resultIn(work, body),
    files: filesIn(brought),
    seen: Number.isInteger(seen) && seen >= 0 ? seen : 0,
    anyway: typed(body, "_anyway") === "1",
  });
}

/** Without the phone's script: the same form, sent as it stands. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params } = incoming;
  try {
    await taskDone(ctx, incoming, params["matter"]!, params["task"]!);
    return redirect("/field?done=1");
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 422 && error.status !== 409)) throw error;
    if (error.status === 422) return form(incoming, ctx, error);
    const next = <LinkButton href={`/console/matters/${params["matter"]!}`}>看这件事</LinkButton>;
    return show(incoming, ctx, { title: "没有办成", back: "/field", body: <Problem title="情况有了变化" happened={error.message} next={next} /> }, 409);
  }
}
