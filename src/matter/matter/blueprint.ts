import { getItemVersion, getKind, getKindVersion, type ItemVersion } from "#content/catalogue";
import { checklistsOf } from "#content/pack";
import { compileForm, type Form } from "#content/form";
import { withWorks, type Kind, type KindLists, type Paper } from "#content/kind";
import { loadDecisions, type Decisions } from "#content/rule";
import type { Ctx } from "#kernel/ctx";
import { compile } from "#process/bpmn";
import type { Graph } from "#process/graph";

/** A version of an item and of its kind made ready to run: the form, the flow and the rules compiled once. */
export interface Blueprint {
  version: ItemVersion;
  kind: Kind;
  papers: readonly Paper[];
  lists: KindLists;
  form: Form;
  /** The drawing of the flow (BPMN). */
  flow: string;
  graph: Graph;
  decisions: Decisions | undefined;
}

/** What a matter froze: its item and its kind, each in a version. */
export interface Frozen {
  itemId: string;
  itemVersion: number;
  kind: string;
  kindVersion: number;
}

/** The blueprint of a matter. Versions never change, so it is kept for as long as the process lives. */
export function blueprintOf(ctx: Ctx, { itemId, itemVersion, kind: kindId, kindVersion }: Frozen): Promise<Blueprint> {
  return ctx.memory.recall(
    `matter.blueprint.${itemId}@${itemVersion}.${kindId}@${kindVersion}`,
    async () => {
      const [own, { definition: shared }] = await Promise.all([getItemVersion(ctx, itemId, itemVersion), getKindVersion(ctx, kindId, kindVersion)]);
      const { definition } = own;
      const version = { ...own, definition: { ...definition, checklists: checklistsOf(definition, shared) } };
      const { kind, papers, lists } = shared;
      // What an item does not bring of its own it has of its kind.
      const [form, flow, rules] = [definition.form ?? shared.form, definition.flow ?? shared.flow, definition.rules ?? shared.rules];
      if (!flow || !form) throw new Error(`${itemId}@${itemVersion} is guide-only and cannot be run`);
      const compiled = await compile(flow);
      if (!("graph" in compiled)) throw new Error(`${itemId}@${itemVersion}: ${compiled.refusals.map((r) => r.en).join("; ")}`);
      return {
        version,
        kind,
        papers,
        lists,
        form: compileForm(form),
        flow,
        graph: withWorks(compiled.graph, kind),
        decisions: rules ? await loadDecisions(rules) : undefined,
      };
    },
    "forever",
  );
}

/** What a matter of an item's version would freeze if it began now: the present version of its kind. */
export async function frozenNow(ctx: Ctx, itemId: string, itemVersion: number): Promise<Frozen> {
  const { definition } = await getItemVersion(ctx, itemId, itemVersion);
  const { kindId, version } = await getKind(ctx, definition.item.kind);
  return { itemId, itemVersion, kind: kindId, kindVersion: version };
}
