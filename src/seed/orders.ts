import { join } from "node:path";
import { firstBrokenAct } from "#matter/matter";
import { readPack } from "#content/pack";
import type { City } from "../city.ts";
import { walkKindCase } from "./kind-walk.ts";
import { actorOfPerson } from "./walked.ts";

/** An order or an event that a newcomer finds, lived by its example of cases.yaml. */
interface Story {
  pack: string;
  kind: string;
  /** How its example begins its name. */
  example: string;
  /** Steps before the story stops; all of them without it. */
  steps?: number;
  hoursAgo: number;
}

const STORIES: Story[] = [
  { pack: "hotline", kind: "work-order", example: "路灯不亮", hoursAgo: 200 },
  { pack: "hotline", kind: "work-order", example: "不满意", hoursAgo: 150 },
  { pack: "hotline", kind: "work-order", example: "话务员替来电的老人", steps: 2, hoursAgo: 30 },
  { pack: "hotline", kind: "work-order", example: "两个单位都说", steps: 3, hoursAgo: 50 },
  { pack: "hotline", kind: "work-order", example: "企业反映办证慢", hoursAgo: 5 },
  { pack: "hotline", kind: "work-order", example: "等配件", steps: 3, hoursAgo: 70 },
  { pack: "hotline", kind: "work-order", example: "和别人反映的一样", steps: 0, hoursAgo: 1 },
  { pack: "hotline", kind: "work-order", example: "咨询当场答复", steps: 0, hoursAgo: 1 },
  { pack: "city", kind: "city-event", example: "网格员自己看见的", hoursAgo: 60 },
  { pack: "city", kind: "city-event", example: "传感器报积水", steps: 3, hoursAgo: 26 },
  { pack: "city", kind: "city-event", example: "市民上报路灯不亮", steps: 2, hoursAgo: 3 },
  { pack: "city", kind: "city-event", example: "派错了", steps: 1, hoursAgo: 2 },
  // What waits outside: to be looked at, and to be checked.
  { pack: "city", kind: "city-event", example: "网格员自己看见的", steps: 3, hoursAgo: 20 },
  { pack: "city", kind: "city-event", example: "不属实的", steps: 0, hoursAgo: 1 },
];

const STEP = 20 * 60_000; // twenty minutes from one act to the next

/** Lives orders of the hotline and events of the city, as far as they have come. */
export async function seedOrders(city: City, packs: string): Promise<void> {
  for (const { pack, kind, example, steps, hoursAgo } of STORIES) {
    const known = readPack(join(packs, pack)).pack?.kinds.find(({ id }) => id === kind)?.cases ?? [];
    const lived = known.find(({ name }) => name.startsWith(example));
    if (!lived) throw new Error(`no example of ${kind} begins with ${example}`);
    const end = city.ctx().now.getTime();
    let at = end - hoursAgo * 3_600_000;
    const ctx: City["ctx"] = (actor) => ({ ...city.ctx(actor), now: new Date((at = Math.min(at + STEP / 4, end))) });
    const matterId = await walkKindCase({ ctx, person: (id, organisation) => actorOfPerson(city.ctx(), id, organisation) }, lived, steps);
    if ((await firstBrokenAct(city.ctx(), matterId)) !== undefined) throw new Error(`the story of ${lived.name} broke its chain`);
    await city.drain();
  }
}
