import { compile } from "#process/bpmn";
import { loadDecisions } from "#content/rule";
import type { Surroundings } from "#content/check";
import type { Fault, Reading } from "#content/pack";
import type { Cast } from "./cast.ts";
import { differences } from "./compare.ts";
import { rehearse, stageOf } from "./rehearse.ts";

/**
 * Plays every case of a pack and says where it comes out differently, with file and line. The pack has passed its checks before.
 * A case that throws is a fault too.
 */
export async function rehearsalFaults({ pack, sources }: Reading, around: Surroundings, cast: Cast): Promise<Fault[]> {
  const found: Fault[] = [];
  for (const service of pack?.services ?? []) {
    if (!service.flow || !service.form) continue;
    const source = sources.get(`${service.folder}cases.yaml`)!;
    const compiled = await compile(service.flow);
    if ("refusals" in compiled) continue;
    const stage = stageOf(service, compiled.graph, service.rules ? await loadDecisions(service.rules) : undefined, around.registers, service.cases);
    for (const [index, example] of service.cases.entries()) {
      const say = (path: (string | number)[], message: string): void =>
        void found.push({ file: source.file, line: source.lineAt([index, ...path]), message: `「${example.name}」${message}` });
      if (!cast.people.has(example.person)) say(["person"], `人员名单里没有 ${example.person}`);
      if (example.after !== undefined && !service.cases.some(({ name }) => name === example.after)) say(["after"], `没有叫“${example.after}”的例子`);
      if (example.organisation && !cast.organisations.has(example.organisation)) say(["organisation"], `单位名单里没有 ${example.organisation}`);
      try {
        for (const { path, message } of differences(stage, example, rehearse(stage, example, cast))) say(path, message);
      } catch (error) {
        say([], `运行出错：${(error as Error).message}`);
      }
    }
  }
  return found;
}
