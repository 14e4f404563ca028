import { listDuties, holdsRole, organisationNow } from "#people/duty";
import { listStaff } from "#people/identity";
import { asksForDay, prefill, type Form } from "#content/form";
import { answerSupplement, submit, attachFile, defer, materialStates, saveDraft, startDraft } from "#matter/intake";
import { workOf, type Work } from "#content/kind";
import { blueprintOf, factsOf, getMatter, isClosed, type Task } from "#matter/matter";
import { companionsFor, type Companion, completeTask, type TaskResult } from "#matter/work";
import { sweepClocks } from "#matter/timing";
import { basisWords, isOnline, type Case, type Service } from "#content/pack";
import { EXAMPLE_DAY, recordsOf } from "#content/rehearsal";
import { addDays, dayOf, isDay } from "#kernel/clock";
import type { Actor, Ctx } from "#kernel/ctx";
import { demoCast } from "./people.ts";

/** A city whose time is moved by whoever walks a case through it. */
export interface Walked {
  /** A ctx for an actor at the present moment of the walk. */
  ctx(actor: Actor): Ctx;
  /** Moves the clock on, past every timer that waits. */
  later(): Promise<void>;
  person(id: string, organisation?: string): Promise<Actor>;
}

/** A page of PDF that says it is a sample: the smallest file that stands for a material. */
export function samplePdf(name: string): Buffer {
  return Buffer.from(
    `%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}

/** What an example person writes, its days as far from today as in the example: a visit wished for in nine days stays so, whenever it is lived. */
function writtenToday({ now }: Ctx, form: Form, example: Case): Record<string, unknown> {
  const shift = Math.round((Date.parse(dayOf(now)) - Date.parse(example.today ?? EXAMPLE_DAY)) / 86_400_000);
  const moves = (name: string, value: unknown): value is string => {
    const field = form.fields.get(name);
    return typeof value === "string" && isDay(value) && field !== undefined && asksForDay(field) && !field.born_of;
  };
  return Object.fromEntries(Object.entries(example.form).map(([name, value]) => [name, moves(name, value) ? addDays(value, shift) : value]));
}

function bring(ctx: Ctx, matterId: string, { id, name }: { id: string; name: string }): Promise<unknown> {
  return attachFile(ctx, matterId, id, { name: `${name}.pdf`, content: samplePdf(name) });
}

/** Applies as an example person does: answers, what registers pre-fill, a sample file for each material to be brought. Gives the draft's id. */
export async function draftCase(ctx: Ctx, service: Service, example: Case): Promise<string> {
  const matterId = await startDraft(ctx, { itemId: service.item.id, situation: example.situation });
  const { matter } = await getMatter(ctx, matterId);
  const blueprint = await blueprintOf(ctx, matter);
  const known = prefill(blueprint.form, recordsOf(demoCast(), example.person, example.organisation), factsOf(ctx, matter, blueprint));
  const draft = await saveDraft(ctx, matterId, { form: { ...known, ...writtenToday(ctx, blueprint.form, example) } });
  for (const { material, satisfied } of await materialStates(ctx, draft)) {
    if (example.later?.includes(material.id)) await defer(ctx, matterId, material.id);
    else if (!satisfied) await bring(ctx, matterId, material);
  }
  return matterId;
}

/** What a person hands in for a task: the case's words, completed by what the law asks of every such act. */
function resultOf(service: Service, task: Task, work: Work | undefined, given: Record<string, unknown>): TaskResult {
  const { outcome, opinion, reason, basis, items } = given as { outcome: string; opinion?: string; reason?: string; basis?: string; items?: string[] };
  const [first] = service.item.basis;
  const points = service.checklists.find((list) => list.id === task.checklist)?.points ?? [];
  const said = reason ?? opinion;
  const asked = work ? [...work.asks, ...(work.outcomes[outcome]?.asks ?? [])] : [];
  const asksFor = (type: string): boolean => asked.some((field) => field.type === type);
  return {
    outcome,
    ...(opinion && { opinion }),
    ...(said && { reason: said }),
    ...(!said && { reason: "见核查记录和审查意见。" }),
    basis: basis ?? `${first ? basisWords(first) : ""}`,
    ...(asksFor("marks") && { problems: (items ?? ["请按告知的内容补齐"]).map((problem) => ({ about: "材料", problem })) }),
    ...(asksFor("checklist") && {
      points: Object.fromEntries(points.map((point, i) => [point.id, work?.outcomes[outcome]?.grave && i === 0 ? "no" : "yes"])),
    }),
  };
}

/** A member of staff who may do a task. */
export async function colleagueFor(ctx: Ctx, task: Task): Promise<Actor> {
  const organisation = await organisationNow(ctx);
  for (const { staffId, name } of await listStaff(ctx)) {
    const actor: Actor = { kind: "staff", id: staffId, name, duties: await listDuties(ctx, staffId) };
    if (holdsRole(organisation, actor, task.role ?? "", { unit: task.unit ?? "", area: task.area })) return actor;
  }
  throw new Error(`nobody holds ${task.role} for ${task.unit}`);
}

/** The second member of staff signs what the first wrote down. */
export async function confirmRecord({ ctx }: Pick<Walked, "ctx">, matterId: string, taskId: string, { id, name }: Companion): Promise<void> {
  const actor: Actor = { kind: "staff", id, name, duties: await listDuties(ctx({ kind: "system", id: "system", name: "示例" }), id) };
  const sign = (await getMatter(ctx(actor), matterId)).open.find(({ signOf }) => signOf === taskId)!;
  await completeTask(ctx(actor), matterId, sign.taskId, { outcome: "agree" });
}

/**
 * Walks an example person's case through the real city, act by act, until it is closed, the script is silent, or `steps` acts of
 * staff are done. Gives the matter's id.
 */
export async function walkCase(walked: Walked, service: Service, example: Case, steps = Infinity): Promise<string> {
  if (!isOnline(service)) throw new Error(`${service.item.id} cannot be applied for`);
  const owner = await walked.person(example.person, example.organisation);
  const matterId = await draftCase(walked.ctx(owner), service, example);
  await submit(walked.ctx(owner), matterId);
  const left = new Map(Object.entries(example.answers ?? {}).map(([node, given]) => [node, [given].flat()]));
  const overdue = [...(example.overdue ?? [])];
  const brought = service.item.materials.filter(({ id }) => example.brought?.includes(id));
  for (let step = 0; step < steps; step += 1) {
    const { matter, open } = await getMatter(walked.ctx(owner), matterId);
    if (isClosed(matter)) break;
    const task = open.find((each) => left.get(each.node)?.length);
    if (task?.party) {
      left.get(task.node)!.shift();
      await answerSupplement(walked.ctx(owner), matterId);
    } else if (task) {
      const colleague = await colleagueFor(walked.ctx(owner), task);
      const work = workOf((await blueprintOf(walked.ctx(owner), matter)).kind, task.kind);
      const [second] = work?.two ? await companionsFor(walked.ctx(colleague), task) : [];
      const result = { ...resultOf(service, task, work, left.get(task.node)!.shift()!), ...(second && { companion: second.id }) };
      await completeTask(walked.ctx(colleague), matterId, task.taskId, result);
      if (second) await confirmRecord(walked, matterId, task.taskId, second);
    } else if (overdue.length > 0) {
      overdue.shift();
      await walked.later();
      await sweepClocks(walked.ctx({ kind: "system", id: "system", name: "期限" }));
    } else if (brought.length > 0) {
      await bring(walked.ctx(owner), matterId, brought.shift()!);
    } else break;
  }
  return matterId;
}
