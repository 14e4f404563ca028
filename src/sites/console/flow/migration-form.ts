import { listVersions } from "#content/catalogue";
import type { Mapping } from "#process/relocation";
import type { Node } from "#process/graph";
import { blueprintOf, frozenNow, type Blueprint, countRunning } from "#matter/matter";
import type { MigrationPlan } from "#matter/move";
import type { Ctx } from "#kernel/ctx";

/** What a migration is asked for with: both versions, which step becomes which, and what there is to choose from. */
export interface MigrationForm {
  itemId: string;
  versions: { version: number; running: number }[];
  plan?: MigrationPlan;
  /** Steps of the old version that the new one does not have, and all steps of the new one. */
  lacking: Node[];
  choices: { value: string; label: string }[];
}

/** Before the name of a step in the fields of the form. */
export const MAPPED = "step.";

/** Where something can wait: only these have to be told what they become. */
const WAITING = new Set(["user", "service", "rule", "receive", "catch", "boundary", "sub", "call", "events"]);

/** Reads the form out of an address or a body; without two different versions of the item there is no plan yet. */
export async function migrationForm(ctx: Ctx, itemId: string, fields: Record<string, unknown>): Promise<MigrationForm> {
  const [versions, running] = await Promise.all([listVersions(ctx, itemId), countRunning(ctx, itemId)]);
  const counted = versions.map(({ version }) => ({ version, running: running.find((each) => each.version === version)?.running ?? 0 }));
  const chosen = (name: string): number | undefined => counted.find(({ version }) => String(version) === fields[name])?.version;
  const [from, to] = [chosen("from"), chosen("to")];
  const form: MigrationForm = { itemId, versions: counted, lacking: [], choices: [] };
  if (from === undefined || to === undefined || from === to) return form;
  const at = async (version: number) => blueprintOf(ctx, await frozenNow(ctx, itemId, version));
  const [before, after] = [await at(from), await at(to)];
  const lacking = lackingIn(before, after);
  const choices = waitingNodes(after).map((node) => ({ value: node.key, label: nameOf(node) }));
  const mapping: Record<string, string> = {};
  for (const { key } of lacking) {
    const value = fields[MAPPED + key];
    if (choices.some((choice) => choice.value === value)) mapping[key] = String(value);
  }
  return { ...form, plan: { itemId, from, to, mapping: mapping as Mapping }, lacking, choices };
}

function waitingNodes({ graph }: Blueprint): Node[] {
  return Object.values(graph.nodes).filter(({ kind }) => WAITING.has(kind));
}

function lackingIn(before: Blueprint, after: Blueprint): Node[] {
  return waitingNodes(before).filter(({ key }) => !Object.hasOwn(after.graph.nodes, key));
}

/** A step by its name, and its id where others may be called the same. */
export function nameOf({ name, id }: Node): string {
  return name ? `${name}（${id}）` : id;
}
