import { compile } from "#process/bpmn";
import { likeItem } from "#content/kind-check";
import type { Kind } from "#content/kind";
import { loadDecisions } from "#content/rule";
import { withKind, type Case, type Fault, type ItemDefinition, type Reading, type Source } from "#content/pack";
import type { Surroundings } from "#content/scope";
import { instead } from "#values/spelling";
import type { Cast } from "./cast.ts";
import { differences, unknownNames } from "./compare.ts";
import { rehearse, stageOf, type Stage } from "./rehearse.ts";

/** Who begins a matter beside people: nobody of the cast stands behind it. */
const NOBODY = ["program", "timer", "matter", "anyone"];

/** Examples of one file, each with the item that it is about. */
interface Examples {
  source: Source;
  cases: readonly { example: Case; definition: ItemDefinition }[];
}

/** The channel by which an example begins; the first of its kind that is there where it does not say. */
function channelOf({ channels }: Kind, { channel = "online" }: Case): { by: readonly string[] } | undefined {
  return Object.hasOwn(channels, channel) ? channels[channel] : Object.values(channels)[0];
}

/** What is wrong with who begins an example: nobody of that name is in the cast, or in the office. */
function whoFault(example: Case, kind: Kind | undefined, cast: Cast, around: Surroundings): string | undefined {
  const { person } = example;
  if (cast.people.has(person)) return undefined;
  const by = kind && channelOf(kind, example)?.by;
  if (person === "" && by?.some((each) => NOBODY.includes(each))) return undefined;
  const inOffice = by?.some((each) => ![...NOBODY, "person", "organisation"].includes(each)) ?? false;
  const staff = around.city?.staff ?? new Set<string>();
  if (inOffice && (person === "" || staff.has(person))) return undefined;
  return `人员名单里没有 ${person}。${instead(person, inOffice ? staff : cast.people.keys())}`;
}

/** Plays the examples of one file and gives where they come out differently. */
async function played({ source, cases }: Examples, around: Surroundings, cast: Cast): Promise<Fault[]> {
  const found: Fault[] = [];
  const told = new Set<string>();
  const stages = new Map<string, Stage | undefined>();
  const all = cases.map(({ example }) => example);
  const stageFor = async (definition: ItemDefinition): Promise<Stage | undefined> => {
    const known = around.kinds.get(definition.item.kind);
    const compiled = await compile(definition.flow ?? "");
    if ("refusals" in compiled || !definition.form) return undefined;
    const decisions = definition.rules ? await loadDecisions(definition.rules) : undefined;
    const lived = { ...(known && { kind: known.kind, papers: known.papers }), acts: around.vocabulary.acts };
    return stageOf(definition, compiled.graph, decisions, around.registers, all, lived);
  };
  for (const [index, { example, definition }] of cases.entries()) {
    const { id } = definition.item;
    if (!stages.has(id)) stages.set(id, await stageFor(definition));
    const stage = stages.get(id);
    if (!stage) continue;
    const say = (path: (string | number)[], message: string): void =>
      void found.push({ file: source.file, line: source.lineAt([index, ...path]), message: `「${example.name}」${message}` });
    const who = whoFault(example, stage.kind, cast, around);
    if (who !== undefined) say(["person"], who);
    if (example.after !== undefined && !all.some(({ name }) => name === example.after)) say(["after"], `没有叫“${example.after}”的例子`);
    const unknown = example.organisation !== undefined && !cast.organisations.has(example.organisation);
    if (unknown) say(["organisation"], `单位名单里没有 ${example.organisation}。${instead(example.organisation!, cast.organisations.keys())}`);
    // Nobody can act who is not there: what follows from it is no news.
    if (who !== undefined || unknown) {
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
  return found;
}

/** The files of examples of a pack: of each item that has a folder, and of each kind for its items that are rows. */
function examplesIn({ pack, sources }: Reading, around: Surroundings): Examples[] {
  const services = pack?.services ?? [];
  const ofItems = services.flatMap((service): Examples[] => {
    const source = sources.get(`${service.folder}cases.yaml`);
    if (!source || service.folder.startsWith("kinds/")) return [];
    const definition = withKind<ItemDefinition>(service, around.kinds.get(service.item.kind));
    return [{ source, cases: service.cases.map((example) => ({ example, definition })) }];
  });
  const ofKinds = (pack?.kinds ?? []).flatMap(({ id, folder, cases }): Examples[] => {
    const [source, definition] = [sources.get(`${folder}cases.yaml`), around.kinds.get(id)];
    if (!source || !definition) return [];
    const items = [...(around.items?.values() ?? services)].filter(({ item }) => item.kind === id);
    const like = {
      item: likeItem(
        definition.kind,
        items.map(({ item }) => item),
      ),
      checklists: [],
    };
    const of = (example: Case): ItemDefinition => withKind<ItemDefinition>(items.find(({ item }) => item.id === example.item) ?? like, definition);
    return [{ source, cases: cases.map((example) => ({ example, definition: of(example) })) }];
  });
  return [...ofItems, ...ofKinds];
}

/**
 * Plays every case of a pack and says where it comes out differently, with file and line. The pack has passed its checks before.
 * A case that throws is a fault too.
 */
export async function rehearsalFaults(reading: Reading, around: Surroundings, cast: Cast): Promise<Fault[]> {
  const found = await Promise.all(examplesIn(reading, around).map((examples) => played(examples, around, cast)));
  return found.flat();
}
