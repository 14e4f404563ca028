import { workOf, type Kind } from "#content/kind";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { PARTIES, type Occasion } from "#matter/matter";
import { addParty, countFault, listParties, namedIn, partLeft } from "#matter/party";
import { badInput } from "#values/errors";
import { resultForm, type TaskResult } from "./task-result.ts";

/** Roles whose party a work names, with the field that it names them in: `from: search.third`. */
function namedBy(work: string, { parties }: Pick<Kind, "parties">): [role: string, field: string][] {
  return Object.entries(parties).flatMap(([role, { from }]): [string, string][] => {
    const [of, field] = from.split(".");
    return of === work && field !== undefined ? [[role, field]] : [];
  });
}

/** Refuses a result that names several where there is one, or nobody where somebody has to be and nobody is yet: at the field. */
async function onlyAsMany(ctx: Ctx, { matter, blueprint: { kind } }: Occasion, work: string, result: TaskResult): Promise<void> {
  const named = namedBy(work, kind);
  const done = named.length > 0 ? workOf(kind, work) : undefined;
  const outcome = done?.outcomes[result.outcome];
  if (!done || !outcome) return;
  const asked = resultForm(done, outcome).fields;
  const { unitName } = await organisationNow(ctx);
  const standing = await listParties(ctx, matter.matterId);
  const wrong = named.flatMap(([role, field]) => {
    const given = namedIn(result[field], { unitName }).length;
    const fault = given > 0 || (asked.has(field) && !standing.some((party) => party.role === role)) ? countFault(kind.parties[role]!, given) : undefined;
    return fault === undefined ? [] : [[field, fault] as const];
  });
  if (wrong.length > 0) throw badInput("TASK_RESULT", "还有内容没有填好，请检查。", Object.fromEntries(wrong));
}

/**
 * Whom a result names as a party of the matter has a part in it from now on; who had that part before, where there is one of them, has it no more. Gives the
 * result as it is kept: by masked label alone, since what is known of a party is sealed with it. Refuses as many as there cannot be.
 */
export async function withParties(ctx: Ctx, occasion: Occasion, work: string, result: TaskResult): Promise<TaskResult> {
  const { matter, change, blueprint } = occasion;
  const { kind } = blueprint;
  const kept: TaskResult = { ...result };
  await onlyAsMany(ctx, occasion, work, result);
  for (const [role, field] of namedBy(work, kind)) {
    const given = result[field] === undefined ? [] : namedIn(result[field], await organisationNow(ctx));
    if (given.length === 0) continue;
    const { count, follows } = kind.parties[role]!;
    if (count === "1" || count === "0..1") await partLeft(ctx, matter.matterId, role);
    const added = [];
    for (const each of given) added.push(await addParty(ctx, matter.matterId, role, each, { follows: follows === true || follows === matter.state }));
    const named = added.map((party) => ({ kind: party.kind, label: party.label }));
    const known = (change.matter.facts[PARTIES] ?? {}) as Record<string, object>;
    change.matter.facts = { ...change.matter.facts, [PARTIES]: { ...known, [role]: named[0]! } };
    // Units are nobody's secret, and are asked for by their codes.
    if (given.every((each) => each.kind !== "unit")) kept[field] = Array.isArray(result[field]) ? named : { kind: named[0]!.kind, name: named[0]!.label };
  }
  return kept;
}
