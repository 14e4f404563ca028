import { checkSituation, stopOf, type Item } from "#content/pack";
import { checkForm } from "#content/form";
import { firstState, workOf } from "#content/kind";
import { bring, numberFor } from "#matter/act";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import {
  advance,
  stepNames,
  openAnswers,
  blueprintOf,
  type Blueprint,
  changeOf,
  enter,
  factsOf,
  getMatter,
  isClosed,
  lockMatter,
  promisedNow,
  type Matter,
  writeChange,
} from "#matter/matter";
import { aroundMatter } from "#matter/around";
import { evidenceFor, settled, recordRegisterLooks, onceGap, takeOnce, onlyOwner, vouching } from "#matter/party";
import { isEditable } from "./draft.ts";
import { keepHeld } from "./keeping.ts";
import { materialStates, type MaterialState } from "./materials.ts";

/** What is still missing before an application can be sent, by field, situation or material; empty when it is ready. */
export async function missing(ctx: Ctx, matter: Matter, blueprint: Blueprint, states?: MaterialState[]): Promise<Record<string, string>> {
  const { item } = blueprint.version.definition;
  const gaps: Record<string, string> = {};
  for (const [id, sentence] of Object.entries(checkSituation(item, matter.situation))) gaps[`situation.${id}`] = sentence;
  const stop = stopOf(item, matter.situation);
  if (stop?.stop) gaps["situation"] = stop.stop;
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  const around = await aroundMatter(ctx, matter, blueprint, answers);
  Object.assign(gaps, checkForm(blueprint.form, answers, factsOf(ctx, matter, blueprint), await vouching(ctx, matter, blueprint, answers), around));
  const twice = await onceGap(ctx, matter, blueprint, answers);
  if (twice) gaps["once"] = twice.message;
  for (const { material, satisfied } of states ?? (await materialStates(ctx, matter))) {
    if (!satisfied)
      gaps[`material.${material.id}`] = material.need === "deferred" ? `请提交「${material.name}」，或者选择稍后补交。` : `请提交「${material.name}」。`;
  }
  return gaps;
}

/** What a submission would be refused for, as the application stands and with what registers fix counted in; the owner's own question. */
export async function gapsOf(ctx: Ctx, matterId: string): Promise<Record<string, string>> {
  const { matter } = await getMatter(ctx, matterId);
  onlyOwner(ctx, matter);
  const blueprint = await blueprintOf(ctx, matter);
  return missing(ctx, (await settled(ctx, matter, blueprint)).matter, blueprint);
}

/** Where a matter lies: the place the form names when the item says which field that is, else the city. */
function areaOf(item: Item, matter: Matter): string {
  const given = item.area_field ? matter.form[item.area_field] : undefined;
  const answer = typeof given === "object" && given !== null ? (given as { area?: unknown }).area : given;
  return typeof answer === "string" && /^\d{12}$/.test(answer) ? answer : matter.area;
}

/**
 * Submits a draft: everything is checked again, the number is given, the registers' word is kept as evidence, the flow begins.
 * One transaction; when it answers, the application is safe. A second submission is a Conflict and changes nothing.
 */
export async function submit(ctx: Ctx, matterId: string, { revision }: { revision?: number } = {}): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter: draft, open } = await lockMatter(inner, matterId);
    onlyOwner(inner, draft);
    if (draft.phase !== "draft") throw conflict("ALREADY_SUBMITTED", "这件申请已经提交过了，不用再提交。");
    if (revision !== undefined && revision !== draft.revision) throw conflict("MATTER_CHANGED", "这份申请在别的页面改过了，请刷新后核对再提交。");
    const blueprint = await blueprintOf(inner, draft);
    const application = await settled(inner, draft, blueprint);
    const { matter, records, beneficiary } = application;
    const states = await materialStates(inner, matter, records);
    const { once: _twice, ...gaps } = await missing(inner, matter, blueprint, states);
    if (Object.keys(gaps).length > 0) throw badInput("INCOMPLETE", "还有内容没有填好，请补齐后再提交。", gaps);
    await takeOnce(inner, matter, blueprint, beneficiary);
    const { item } = blueprint.version.definition;
    const number = await numberFor(inner, blueprint, matter.unit);
    await keepHeld(inner, matter, number, states);
    await recordRegisterLooks(inner, application);
    const change = { ...changeOf(matter), before: draft };
    Object.assign(change.matter, {
      number,
      submittedAt: inner.now,
      area: areaOf(item, matter),
      facts: await evidenceFor(inner, application, blueprint),
      beneficiaryIndex: beneficiary && !beneficiary.own ? inner.personal.index(beneficiary.number) : null,
      promised: await promisedNow(inner, matterId),
    });
    enter(change, blueprint.kind, firstState(blueprint.kind), inner.now);
    await bring(inner, { change, blueprint }, "submitted", { channel: matter.channel });
    await advance(inner, change, blueprint);
    change.matter.step = stepNames(open, change);
    return writeChange(inner, change);
  });
}

/** Sends what a 补正告知书 asked for. Checked like a submission; the acceptance step opens again. */
export async function answerSupplement(ctx: Ctx, matterId: string): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter: held, open } = await lockMatter(inner, matterId);
    onlyOwner(inner, held);
    const blueprint = await blueprintOf(inner, held);
    const task = open.find((each) => workOf(blueprint.kind, each.kind)?.edits === "form");
    if (isClosed(held) || !task || !(await isEditable(inner, held))) throw conflict("NO_SUPPLEMENT", "这件事现在没有等您补充的内容。");
    const application = await settled(inner, held, blueprint);
    const { matter, records, beneficiary } = application;
    const states = await materialStates(inner, matter, records);
    const { once: _twice, ...gaps } = await missing(inner, matter, blueprint, states);
    if (Object.keys(gaps).length > 0) throw badInput("INCOMPLETE", "还有内容没有补齐，请补齐后再提交。", gaps);
    await takeOnce(inner, matter, blueprint, beneficiary);
    await keepHeld(inner, matter, matter.number!, states);
    const change = { ...changeOf(matter), before: held };
    Object.assign(change.matter, {
      facts: await evidenceFor(inner, application, blueprint),
      beneficiaryIndex: beneficiary && !beneficiary.own ? inner.personal.index(beneficiary.number) : null,
      promised: await promisedNow(inner, matterId),
    });
    const [[outcome, { act }] = ["done", { act: undefined }]] = Object.entries(workOf(blueprint.kind, task.kind)!.outcomes);
    const result = { outcome };
    change.done.push({ taskId: task.taskId, outcome, result, personal: new Set(), holder: inner.actor.id, holderName: null });
    await bring(inner, { change, blueprint }, act ?? "supplied");
    await advance(inner, change, blueprint, { type: "task.completed", task: task.taskId, result });
    change.matter.step = stepNames(open, change);
    return writeChange(inner, change);
  });
}
