import { join } from "node:path";
import { firstBrokenAct, getMatter } from "#matter/matter";
import { startStop } from "#matter/timing";
import { readPack, type Service } from "#content/pack";
import { rate } from "#matter/rating";
import type { City } from "../city.ts";
import { actorOfPerson } from "./walked.ts";
import { colleagueFor, draftCase, walkCase } from "./walk.ts";

// What a newcomer finds: matters at every stage, lived through the real acts by the named people.
interface Story {
  pack: string;
  item: string;
  /** Which example of cases.yaml. */
  example: number;
  /** Acts of staff before the story stops; all of them without it. */
  steps?: number;
  /** How many working days ago it was submitted, roughly. */
  daysAgo: number;
  then?: "pause" | "rate-good" | "rate-bad" | "draft";
}

const STORIES: Story[] = [
  { pack: "market", item: "food-licence", example: 0, daysAgo: 30, then: "rate-good" },
  { pack: "market", item: "food-licence", example: 1, steps: 1, daysAgo: 3 },
  { pack: "market", item: "food-licence", example: 2, steps: 1, daysAgo: 4 },
  { pack: "market", item: "food-licence", example: 3, daysAgo: 20, then: "rate-bad" },
  { pack: "market", item: "food-licence", example: 4, steps: 0, daysAgo: 1 },
  { pack: "market", item: "food-licence", example: 8, steps: 3, daysAgo: 7 },
  { pack: "health", item: "public-place-hygiene", example: 0, daysAgo: 15, then: "rate-good" },
  { pack: "health", item: "public-place-hygiene", example: 4, steps: 1, daysAgo: 6 },
  { pack: "health", item: "public-place-hygiene", example: 2, steps: 1, daysAgo: 5, then: "pause" },
  { pack: "health", item: "public-place-hygiene", example: 6, steps: 2, daysAgo: 4 },
  { pack: "health", item: "birth-registration", example: 0, daysAgo: 9 },
  { pack: "civil", item: "old-age-allowance", example: 0, daysAgo: 12 },
  { pack: "civil", item: "old-age-allowance", example: 3, steps: 1, daysAgo: 2 },
  { pack: "urban", item: "outdoor-advertising", example: 0, steps: 2, daysAgo: 8 },
  { pack: "urban", item: "outdoor-advertising", example: 1, daysAgo: 25 },
  { pack: "health", item: "public-place-hygiene", example: 5, daysAgo: 0, then: "draft" },
];

async function afterwards(city: City, story: Story, matterId: string, now: Date): Promise<void> {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  const [task] = open;
  const owner = {
    kind: "person" as const,
    id: matter.agentId ?? matter.owner.id,
    name: "",
    ...(matter.agentId && { onBehalf: { organisationId: matter.owner.id, name: matter.owner.label, agencyId: matter.owner.id, items: ["*"] } }),
  };
  if (story.then === "pause" && task)
    await startStop({ ...city.ctx(await colleagueFor(city.ctx(), task)), now }, matterId, { stop: "test", reason: "泳池水质需要送检", days: 7 });
  if (story.then === "rate-good")
    await rate({ ...city.ctx(owner), now }, matterId, {
      serviceNumber: 2,
      level: 1,
      tags: ["办事效率"],
      comment: "一次都没跑，证就到手机上了。",
      named: false,
    });
  if (story.then === "rate-bad")
    await rate({ ...city.ctx(owner), now }, matterId, {
      serviceNumber: 2,
      level: 4,
      tags: ["办事指南精确度"],
      comment: "指南里没有写清楚专间的要求。",
      named: true,
    });
}

/** The time in a story: a new quarter of an office day whenever somebody else acts, never later than now. */
function officeHours(city: City, daysAgo: number): { tick(kind: string): Date; wait(): void } {
  const now = city.ctx().now.getTime();
  const begun = Date.parse(`${new Date(now - daysAgo * 86_400_000).toISOString().slice(0, 10)}T09:10:00+08:00`);
  let quarter = 0;
  let last = "person";
  return {
    tick(kind) {
      if (kind !== last) quarter += 1;
      last = kind;
      return new Date(Math.min(begun + Math.floor(quarter / 4) * 86_400_000 + (quarter % 4) * 2.1 * 3_600_000, now));
    },
    wait: () => void (quarter += 9 * 4),
  };
}

/** Lives the demo city's stories. Time is moved for each, so that its acts lie where they would. */
export async function seedMatters(city: City, packs: string): Promise<void> {
  const services = new Map<string, Service>();
  for (const story of STORIES) {
    if (!services.has(story.item)) for (const service of readPack(join(packs, story.pack)).pack?.services ?? []) services.set(service.item.id, service);
    const service = services.get(story.item)!;
    const example = service.cases[story.example]!;
    const clock = officeHours(city, story.daysAgo);
    const ctx: City["ctx"] = (actor) => ({ ...city.ctx(actor), now: clock.tick(actor?.kind ?? "system") });
    const person = (id: string, organisation?: string) => actorOfPerson(city.ctx(), id, organisation);
    if (story.then === "draft") {
      await draftCase(ctx(await person(example.person, example.organisation)), service, example);
      continue;
    }
    const matterId = await walkCase({ ctx, later: async () => clock.wait(), person }, service, example, story.steps);
    await afterwards(city, story, matterId, clock.tick("afterwards"));
    if ((await firstBrokenAct(city.ctx(), matterId)) !== undefined) throw new Error(`the story of ${example.name} broke its chain`);
  }
  await city.drain();
}
