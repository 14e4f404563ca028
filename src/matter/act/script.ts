import type { Work } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { changeOf, type Blueprint, type Matter } from "#matter/matter";
import { wordsScope } from "./scope.ts";
import { worded } from "./text.ts";

/** What whoever does a work says meanwhile, with what the matter knows; personal values masked. Undefined where the work has no script. */
export async function scriptOf(ctx: Ctx, { matter, blueprint }: { matter: Matter; blueprint: Blueprint }, work: Work): Promise<string | undefined> {
  if (work.script === undefined) return undefined;
  const sees = (name: string): boolean => work.script!.includes(name);
  return worded(work.script, await wordsScope(ctx, { change: changeOf(matter, []), blueprint }, { masked: true, sees }));
}
