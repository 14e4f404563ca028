import { compile } from "#process/bpmn";
import { getItem } from "#content/catalogue";
import { differences, rehearse, stageOf } from "#content/rehearsal";
import type { Ctx } from "#kernel/ctx";
import type { Draft } from "./draft.ts";
import { examplesOf } from "./examples.ts";
import { decisionsOf, inspect, type Inspection } from "./inspection.ts";
import { surroundingsNow } from "./surroundings.ts";

/** What publishing would say: what is wrong, and how each example person comes out. */
export interface Report extends Inspection {
  cases: { name: string; differences: string[] }[];
  /** Nothing is wrong and every example holds. */
  passes: boolean;
}

/** Looks a draft over and plays the item's example people with it. They are played only when nothing else is wrong. */
export async function reportOf(ctx: Ctx, draft: Pick<Draft, "itemId" | "flow" | "rules">): Promise<Report> {
  const inspection = await inspect(ctx, draft.itemId, draft);
  const wrong = inspection.flow.length + inspection.rules.length + inspection.ways.length > 0;
  const cases = wrong ? [] : await playedCases(ctx, draft);
  return { ...inspection, cases, passes: !wrong && cases.every((played) => played.differences.length === 0) };
}

async function playedCases(ctx: Ctx, { itemId, flow, rules }: Pick<Draft, "itemId" | "flow" | "rules">): Promise<Report["cases"]> {
  const [{ definition }, { cases, cast }, { registers, kinds }, compiled, { decisions }] = await Promise.all([
    getItem(ctx, itemId),
    examplesOf(ctx, itemId),
    surroundingsNow(ctx),
    compile(flow),
    decisionsOf(rules),
  ]);
  if (!("graph" in compiled) || !definition.form) return [];
  const known = kinds.get(definition.item.kind);
  const lived = { ...(known && { kind: known.kind, papers: known.papers }) };
  const stage = stageOf({ ...definition, flow }, compiled.graph, decisions, registers, cases, lived);
  return cases.map((example) => {
    try {
      return { name: example.name, differences: differences(stage, example, rehearse(stage, example, cast)).map(({ message }) => message) };
    } catch (error) {
      return { name: example.name, differences: [`运行出错：${(error as Error).message}`] };
    }
  });
}
