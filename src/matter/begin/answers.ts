import { asksForFiles, checkForm, foldAnswers, liveAnswers, misshapen, pagesFor, type Answers } from "#content/form";
import type { Kind } from "#content/kind";
import { findItem } from "#content/catalogue";
import { codesScope } from "#content/scope";
import { expression, MOMENT } from "#language/feel";
import { findStanding, getRegister } from "#register/register";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { aroundMatter } from "#matter/around";
import type { MaterialEntry } from "#matter/intake";
import { countFault, namedIn } from "#matter/party";
import { blueprintOf, frozenNow, type Blueprint, type Frozen } from "#matter/matter";

/** What a matter begins with that runs an item in its present version; refuses an item that nobody can begin here. */
export async function beginningOf(ctx: Ctx, itemId: string): Promise<{ frozen: Frozen; blueprint: Blueprint }> {
  const found = await findItem(ctx, itemId);
  if (!found || found.guideOnly) throw badInput("NOT_ONLINE", "没有这个事项，或者它暂时不能在这里办理。");
  const frozen = await frozenNow(ctx, itemId, found.version);
  return { frozen, blueprint: await blueprintOf(ctx, frozen) };
}

/** What conditions of a form see before the matter is there: what it is about, the columns of its item among it, how it comes, and what day it is. */
export function factsBefore(ctx: Ctx, { version, kind }: Blueprint, channel: string, situation: Record<string, unknown> = {}): Record<string, unknown> {
  const { id, code, unit, area, attributes = {} } = version.definition.item;
  return {
    situation,
    item: { ...attributes, id, code, unit, area },
    matter: { channel },
    today: dayOf(ctx.now),
    now: ctx.now.toISOString(),
    ...codesScope(kind),
    [MOMENT]: ctx.now,
  };
}

/** Roles of which an answer names none, or several, where that cannot be: told at the field. What is not asked now names nobody. */
function partyFaults({ form, kind }: Blueprint, answers: Answers, facts: Record<string, unknown>): Record<string, string> {
  const asked = new Set(pagesFor(form, answers, facts).flatMap(({ fields }) => fields.map(({ name }) => name)));
  return Object.fromEntries(
    Object.values(kind.parties).flatMap((party) => {
      const fault = asked.has(party.from) ? countFault(party, namedIn(answers[party.from], { unitName: (code) => code }).length) : undefined;
      return fault === undefined ? [] : [[party.from, fault]];
    }),
  );
}

/**
 * The answers with which a matter begins, as they are meant; refuses by field what is missing or cannot be.
 * @param files those that came with it, by field; without it none could come, and none is missed
 */
export async function answersFor(
  ctx: Ctx,
  blueprint: Blueprint,
  given: Answers,
  facts: Record<string, unknown>,
  files?: Record<string, MaterialEntry[]>,
): Promise<Answers> {
  const { form } = blueprint;
  const unknown = Object.keys(given).filter((name) => !form.fields.has(name));
  if (unknown.length > 0) throw badInput("UNKNOWN_FIELD", `表单里没有这些项目：${unknown.slice(0, 5).join("、")}。`);
  const shapeless = misshapen(form, given);
  if (Object.keys(shapeless).length > 0) throw badInput("MISSHAPEN", "有的内容太长，或者写法不对，没有保存，请核对。", shapeless);
  // Only files that came with it are of it.
  const named = Object.fromEntries(
    [...form.fields.values()].filter(asksForFiles).map(({ name }) => [name, files?.[name]?.map(({ entryId }) => entryId) ?? null]),
  );
  const around = await aroundMatter(ctx, undefined, blueprint, given);
  around.files = Object.fromEntries(
    Object.entries(files ?? {}).map(([name, entries]) => [
      name,
      entries.map(({ entryId: id, fileName, fileType, size }) => ({ id, name: fileName ?? "", type: fileType ?? "", size: size ?? 0 })),
    ]),
  );
  const answers = liveAnswers(form, { ...foldAnswers(form.fields, given, around), ...named }, facts);
  const found = Object.entries(checkForm(form, answers, facts, undefined, around));
  const wrong = Object.fromEntries(found.filter(([name]) => files !== undefined || !asksForFiles(form.fields.get(name)!)));
  Object.assign(wrong, partyFaults(blueprint, answers, facts));
  if (Object.keys(wrong).length > 0) throw badInput("INCOMPLETE", "还有内容没有填好，请补齐后再提交。", wrong);
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined && value !== null));
}

/** Rows that rules of the kind may see, without personal fields: what `reads` names, by the keys that it says. */
export async function rowsRead(ctx: Ctx, { reads }: Kind, scope: Record<string, unknown>): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {};
  for (const [name, { register, key }] of Object.entries(reads)) {
    const value = expression(key)(scope);
    const row = typeof value === "string" && value !== "" ? await findStanding(ctx, register, value) : undefined;
    const open = (await getRegister(ctx, register)).fields.filter(({ personal }) => !personal);
    rows[name] = row ? Object.fromEntries(open.map((field) => [field.name, row[field.name] ?? null])) : null;
  }
  return rows;
}
