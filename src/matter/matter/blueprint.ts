import { getItemVersion, type ItemVersion } from "#content/catalogue";
import { compile } from "#process/bpmn";
import type { Graph } from "#process/graph";
import { compileForm, type Form } from "#content/form";
import { loadDecisions, type Decisions } from "#content/rule";
import type { Ctx } from "#kernel/ctx";

/** A version of an item made ready to run: the form, the flow and the rules compiled once. */
export interface Blueprint {
  version: ItemVersion;
  form: Form;
  graph: Graph;
  decisions: Decisions | undefined;
}

/** The blueprint of an item's version. Versions never change, so it is kept for as long as the process lives. */
export function blueprintOf(ctx: Ctx, itemId: string, itemVersion: number): Promise<Blueprint> {
  return ctx.memory.recall(
    `matter.blueprint.${itemId}@${itemVersion}`,
    async () => {
      const version = await getItemVersion(ctx, itemId, itemVersion);
      const { definition } = version;
      if (!definition.flow || !definition.form) throw new Error(`${itemId}@${itemVersion} is guide-only and cannot be run`);
      const compiled = await compile(definition.flow);
      if (!("graph" in compiled)) throw new Error(`${itemId}@${itemVersion}: ${compiled.refusals.map((r) => r.en).join("; ")}`);
      return {
        version,
        form: compileForm(definition.form),
        graph: compiled.graph,
        decisions: definition.rules ? await loadDecisions(definition.rules) : undefined,
      };
    },
    "forever",
  );
}
