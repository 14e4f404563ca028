import { join } from "node:path";
import { firstBrokenAct } from "#matter/matter";
import { readPack, type Case } from "#content/pack";
import { EXAMPLE_DAY } from "#content/rehearsal";
import { addDays, isDay } from "#kernel/clock";
import type { City } from "../city.ts";
import { walkKindCase } from "./kind-walk.ts";
import { actorOfPerson } from "./walked.ts";

/** An order, an event or a dispute that a newcomer finds, lived by its example of cases.yaml. */
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
  { pack: "mediation", kind: "dispute", example: "协议写好以后有一方不签", steps: 5, hoursAgo: 40 },
  // What waits outside: to be looked at, and to be checked.
  { pack: "city", kind: "city-event", example: "网格员自己看见的", steps: 3, hoursAgo: 20 },
  { pack: "city", kind: "city-event", example: "不属实的", steps: 0, hoursAgo: 1 },
  { pack: "emergency", kind: "alarm", example: "暴雨黄色预警", hoursAgo: 8 },
  { pack: "emergency", kind: "alarm", example: "大雾黄色预警", hoursAgo: 3 },
  { pack: "emergency", kind: "alarm", example: "演练的预警", hoursAgo: 5 },
  { pack: "emergency", kind: "incident", example: "城区内涝", steps: 3, hoursAgo: 4 },
  { pack: "emergency", kind: "urgent-report", example: "仓库起火", steps: 3, hoursAgo: 6 },
  { pack: "emergency", kind: "urgent-report", example: "不是事故的", steps: 0, hoursAgo: 1 },
  { pack: "emergency", kind: "handover", example: "写好了", steps: 0, hoursAgo: 1 },
];

/** What an example says with its days and hours as far from its beginning as they are there, whenever it is lived. */
function movedTo(begun: Date, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => movedTo(begun, each));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, movedTo(begun, each)]));
  if (typeof value !== "string") return value;
  const by = begun.getTime() - Date.parse(`${EXAMPLE_DAY}T10:00:00+08:00`);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return new Date(Date.parse(value) + by).toISOString();
  return isDay(value) ? addDays(value, Math.round(by / 86_400_000)) : value;
}

const STEP = 20 * 60_000; // twenty minutes from one act to the next

/** Lives orders of the hotline, events of the city and disputes, as far as they have come. */
export async function seedOrders(city: City, packs: string): Promise<void> {
  for (const { pack, kind, example: begins, steps, hoursAgo } of STORIES) {
    const known = readPack(join(packs, pack)).pack?.kinds.find(({ id }) => id === kind)?.cases ?? [];
    const written = known.find(({ name }) => name.startsWith(begins));
    if (!written) throw new Error(`no example of ${kind} begins with ${begins}`);
    const end = city.ctx().now.getTime();
    let at = end - hoursAgo * 3_600_000;
    const { form, answers = {}, ...example } = written;
    const lived = { ...example, form: movedTo(new Date(at), form), answers: movedTo(new Date(at), answers) } as Case;
    const ctx: City["ctx"] = (actor) => ({ ...city.ctx(actor), now: new Date((at = Math.min(at + STEP / 4, end))) });
    const matterId = await walkKindCase({ ctx, person: (id, organisation) => actorOfPerson(city.ctx(), id, organisation) }, lived, steps);
    if ((await firstBrokenAct(city.ctx(), matterId)) !== undefined) throw new Error(`the story of ${lived.name} broke its chain`);
    await city.drain();
  }
}
