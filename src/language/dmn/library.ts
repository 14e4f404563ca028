import type { Element, Import, Model, Reference } from "./model.ts";
import { readModel } from "./read.ts";
import { refuse, type DmnRefusal, type Rule } from "./refusal.ts";
import { faults } from "./structure.ts";

/** An element together with the model that defines it: names mean something only there. */
export type Placed = { model: Model; element: Element };

/** A model with all that it imports, directly and by way of others, by namespace. */
export type Library = { root: Model; models: ReadonlyMap<string, Model>; find: (reference: Reference) => Placed | undefined };

/** Where a file lies and what is in it; `name` may be what an import gives as its location. */
export type Source = { name: string; xml: string };

/** Faults after which others would only be echoes: whatever leads into a missing file, whatever a wrong date separates. */
const BLINDING: ReadonlySet<Rule> = new Set<Rule>(["missing-import", "not-a-day"]);

/**
 * Reads a DMN file with those of its folder that it imports (clause 6.3.3), by namespace, or by location where namespaces differ.
 * Refusals name what cannot be evaluated exactly in any of them; files of the folder that are not imported are not looked into.
 */
export function readLibrary(xml: string, folder: readonly Source[] = []): { library: Library | undefined; refusals: DmnRefusal[] } {
  const { model: root, refusals } = readModel(xml);
  if (!root) return { library: undefined, refusals };
  const models = new Map([[root.namespace, root]]);
  const waiting: Import[] = [...root.imports];
  for (let each = waiting.shift(); each; each = waiting.shift()) {
    if (models.has(each.namespace)) continue;
    const read = importedBy(each, folder);
    if (!read?.model) {
      refusals.push(refuse(each.name || "import", "missing-import", each.location ?? each.namespace));
      continue;
    }
    models.set(each.namespace, read.model);
    refusals.push(...read.refusals);
    waiting.push(...read.model.imports);
  }
  const library = libraryOf(root, models);
  if (refusals.every(({ rule }) => !BLINDING.has(rule))) for (const model of models.values()) refusals.push(...faults(model, library));
  return { library, refusals };
}

function importedBy({ namespace, location }: Import, folder: readonly Source[]): ReturnType<typeof readModel> | undefined {
  const named = folder.find((source) => location !== undefined && source.name === location.replace(/^\.\//, ""));
  const candidates = [...(named ? [named] : []), ...folder.filter((source) => source !== named && source.xml.includes(namespace))];
  return candidates.map((source) => readModel(source.xml)).find(({ model }) => model?.namespace === namespace);
}

function libraryOf(root: Model, models: Map<string, Model>): Library {
  const byNamespace = new Map([...models].map(([namespace, model]) => [namespace, new Map(model.elements.map((element) => [element.id, element]))]));
  return {
    root,
    models,
    find: ({ namespace, id }) => {
      const model = models.get(namespace);
      const element = byNamespace.get(namespace)?.get(id);
      return model && element ? { model, element } : undefined;
    },
  };
}
