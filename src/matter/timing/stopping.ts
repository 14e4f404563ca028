import { checkForm, compileForm, foldAnswers, type Form } from "#content/form";
import type { Kind, StopKind as Declared } from "#content/kind";
import { dayOf, endOf, isDay } from "#kernel/clock";
import { encryptParts } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { beginStop, endStop as end } from "#matter/act";
import { declaredBy, runningStops, timingNow, type Stop, type StopKind } from "#matter/clocks";
import { actOn, factsOf, lookAgain, type Matter, type Occasion } from "#matter/matter";
import { mayComplete } from "#matter/work";

/** The stops of a kind that whoever works on a matter may begin. */
export function stopsOfWorks(kind: Kind): StopKind[] {
  return declaredBy(kind).stops.filter(({ by }) => by === "works");
}

/** The stop that somebody who works on the matter began and that runs, with its declaration; undefined where none does. */
export function stoppedByWorks(kind: Kind, matter: Pick<Matter, "stops">): { stop: Stop; declared: StopKind } | undefined {
  const own = stopsOfWorks(kind);
  return runningStops(matter).flatMap((stop) => {
    const declared = own.find(({ id }) => id === stop.stop);
    return declared ? [{ stop, declared }] : [];
  })[0];
}

/** Refuses who does not work on the matter, and one that nobody works on yet or any more. */
async function onlyWorking(ctx: Ctx, { matter, open }: Occasion): Promise<void> {
  const able = (await Promise.all(open.map((task) => mayComplete(ctx, task)))).some(Boolean);
  if (!able) throw forbidden("只有正在办理这件事的人员可以暂停或者恢复计时。");
  if (matter.phase !== "open") throw conflict("NOT_ACCEPTED", "只有开始办理以后、结束以前可以暂停计时。");
}

const LONGEST = 5000;
const forms = new WeakMap<Declared, Form>();

/** What a stop asks for, as a form. */
export function stopForm(stop: Declared): Form {
  let form = forms.get(stop);
  if (!form) forms.set(stop, (form = compileForm({ pages: [{ id: "stop", title: stop.word, fields: stop.asks }] })));
  return form;
}

function answersTo(ctx: Ctx, stop: Declared, given: Readonly<Record<string, unknown>>, { matter, blueprint }: Occasion): Record<string, unknown> {
  const form = stopForm(stop);
  const trimmed = [...form.fields.keys()].map((name) => [name, typeof given[name] === "string" ? fitting(given[name], LONGEST, name) : given[name]] as const);
  const answers = foldAnswers(form.fields, Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== "")));
  const wrong = checkForm(form, answers, factsOf(ctx, matter, blueprint));
  if (Object.keys(wrong).length > 0) throw badInput("STOP", "暂停的内容有误，请检查。", wrong);
  return answers;
}

/**
 * Begins a stop that the kind lets whoever works on a matter begin (听证, 检验, 挂账 …): by its id or its word, with what it asks for. `days` are the working days it is
 * expected to take, `until` the day. One at a time.
 */
export function startStop(ctx: Ctx, matterId: string, { stop: asked, ...given }: { stop: string } & Record<string, unknown>): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    await onlyWorking(inner, occasion);
    const { matter, open, change, blueprint } = occasion;
    if (stoppedByWorks(blueprint.kind, matter)) throw conflict("PAUSED", "现在已经暂停，恢复以后才能再暂停。");
    const own = stopsOfWorks(blueprint.kind);
    const declared = own.find(({ id, word }) => id === asked || word === asked);
    if (!declared) throw badInput("STOP", "暂停的内容有误，请检查。", { stop: `请选择因为什么暂停：${own.map(({ word }) => word).join("、")}。` });
    const answers = answersTo(inner, blueprint.kind.stops[declared.id]!, given, occasion);
    const timing = await timingNow(inner, blueprint.kind);
    const { days, until } = answers;
    const expectedAt =
      typeof days === "number"
        ? endOf(timing.calendar.addWorkdays(dayOf(inner.now), days))
        : typeof until === "string" && isDay(until)
          ? endOf(until)
          : undefined;
    const personal = stopForm(blueprint.kind.stops[declared.id]!).personal;
    const said = Object.fromEntries(Object.entries(answers).filter(([name]) => !personal.has(name)));
    // What is personal stays with the stop, encrypted; its act, its paper and whom it tells go without.
    const data = encryptParts(inner.personal, personal.has("reason") ? answers : { ...answers, reason: undefined }, new Set(personal.keys()));
    await beginStop(inner, { change, blueprint }, declared, { open, answers: said, data, ...(expectedAt && { expectedAt }) });
  });
}

/** Ends the stop that runs, with what came of it: what is due moves by the time that passed. */
export function endStop(ctx: Ctx, matterId: string, result: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    await onlyWorking(inner, occasion);
    const { matter, open, change, blueprint } = occasion;
    const running = stoppedByWorks(blueprint.kind, matter);
    if (!running) throw conflict("NOT_PAUSED", "现在没有暂停。");
    const said = fitting(result, LONGEST, "result");
    if (said === "") throw badInput("STOP", "请写明结果。", { result: "请写明结果。" });
    await end(inner, { change, blueprint }, running.declared, running.stop, { open, result: said });
    await lookAgain(inner, occasion);
  });
}
