import { compile } from "#process/bpmn";
import { loadDecisions } from "#content/rule";
import type { Surroundings } from "#content/check";
import type { Fault, Reading } from "#content/pack";
import { instead } from "#values/spelling";
import type { Cast } from "./cast.ts";
import { differences, unknownNames } from "./compare.ts";
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
    const told = new Set<string>();
    for (const [index, example] of service.cases.entries()) {
      const say = (path: (string | number)[], message: string): void =>
        void found.push({ file: source.file, line: source.lineAt([index, ...path]), message: `「${example.name}」${message}` });
      if (!cast.people.has(example.person)) say(["person"], `人员名单里没有 ${example.person}。${instead(example.person, cast.people.keys())}`);
      if (example.after !== undefined && !service.cases.some(({ name }) => name === example.after)) say(["after"], `没有叫“${example.after}”的例子`);
      if (example.organisation && !cast.organisations.has(example.organisation))
        say(["organisation"], `单位名单里没有 ${example.organisation}。${instead(example.organisation, cast.organisations.keys())}`);
      // Nobody can act who is not there: what follows from it is no news.
      if (!cast.people.has(example.person) || (example.organisation !== undefined && !cast.organisations.has(example.organisation))) {
        for (const { path, message } of unknownNames(stage, example)) say(path, message);
        continue;
      }
      try {
        for (const { path, message, ofFlow } of differences(stage, example, rehearse(stage, example, cast))) {
          if (ofFlow && told.has(message)) continue;
          if (ofFlow) told.add(message);
          say(path, message);
        }
      } catch (error) {
        say([], `运行出错：${(error as Error).message}`);
      }
    }
  }
  return found;
}
