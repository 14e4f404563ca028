import { listDuties, holdsRole, organisationNow } from "#people/duty";
import { listStaff } from "#people/identity";
import { begin } from "#matter/begin";
import { getMatter, type Task } from "#matter/matter";
import { listParties } from "#matter/party";
import { completeTask, type TaskResult } from "#matter/work";
import { rate } from "#matter/rating";
import { addDays, dayOf, startOf, type Day } from "#kernel/clock";
import { system, type Actor } from "#kernel/ctx";
import type { City } from "../city.ts";
import { mouldOf, type Mould } from "./casting.ts";
import type { StepOfYear, StoryOfYear, Topic, WrittenYear } from "./year-written.ts";
import type { Random } from "./yunzhou/index.ts";

/** A house where things happen. */
export interface House {
  address: string;
  area: string;
  longitude: number;
  latitude: number;
}

/** A mould, of what it is, and when it was walked. */
export interface MouldOfYear extends Mould {
  topic: Topic;
  story: StoryOfYear;
  summary: string;
  title: string;
  itemName: string;
  address: string;
  begun: Date;
  lasted: Date;
}

const WEEK = 7;

/** When a step of a story is done. */
function momentOf({ after = 0, day: days, at }: StepOfYear, begun: Date, before: Date): Date {
  if (days === undefined) return new Date(before.getTime() + after * MINUTE);
  let day: Day = dayOf(begun);
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) left -= 1;
  }
  return new Date(`${day}T${at}:00+08:00`);
}

/** Whoever of the staff may do a task: looked up once for each sort of task. */
async function colleagues(city: City): Promise<(task: Task) => Actor> {
  const house = city.ctx(system("示例"));
  const organisation = await organisationNow(house);
  const staff: Actor[] = await Promise.all(
    (await listStaff(house)).map(async ({ staffId, name }) => ({ kind: "staff" as const, id: staffId, name, duties: await listDuties(house, staffId) })),
  );
  return ({ role, unit, area }) => {
    const found = staff.find((actor) => holdsRole(organisation, actor, role ?? "", { unit: unit ?? "", area }));
    if (!found) throw new Error(`nobody holds ${role} for ${unit}`);
    return found;
  };
}

const NAMES = [..."周吴郑冯蒋沈韩杨朱秦尤许"];
const GRID = { role: "grid-worker", unit: "11990100MB00000057-03" };
const SEAT = { role: "seat", unit: "12990100MB0000002T-01" };
const MINUTE = 60_000;

/** Walks one story of a topic through the real acts. Undefined where the city took it for something that it knew already. */
async function walkOne(
  city: City,
  {
    topic,
    story,
    house,
    begun,
    turn,
    other,
    colleague,
  }: { topic: Topic; story: StoryOfYear; house: House; begun: Date; turn: number; other: string; colleague: (task: Task) => Actor },
): Promise<MouldOfYear | undefined> {
  const last = new Date(city.ctx().now.getTime() - MINUTE);
  let at = begun;
  const ctx = (actor: Actor = system("示例")) => ({ ...city.ctx(actor), now: at });
  const { address, area, longitude, latitude } = house;
  const summary = `${address}${topic.says[turn % topic.says.length]!}`;
  const form = { summary, where: { address, area, point: [longitude, latitude] }, ...(topic.category && { category: topic.category }) };
  const rated = turn % 2 === 0 ? story.rated : undefined;
  const channel = story.channel ?? (rated === undefined && turn % 3 > 0 ? "phone" : "online");
  const by = channel === "online" ? { kind: "anonymous" as const, id: "", name: "" } : colleague({ ...(channel === "grid" ? GRID : SEAT), area } as Task);
  const caller = { kind: "person" as const, name: `${NAMES[turn % NAMES.length]!}${turn % 5 < 2 ? "先生" : "女士"}`, phone: `1990000${1000 + turn}` };
  const party = channel === "grid" ? undefined : channel === "phone" ? caller : { kind: "anonymous" as const };
  const { matterId } = await begin(ctx(by), { item: topic.item, channel, form, ...(party && { party }) });
  for (const step of story.steps) {
    at = new Date(Math.min(momentOf(step, begun, at).getTime(), last.getTime()));
    const { after: _after, day: _day, at: _at, node, ...result } = step;
    const task = (await getMatter(ctx(), matterId)).open.find((each) => each.node === node);
    if (!task && story.sampled) break;
    if (!task) return undefined;
    const said = JSON.stringify(result).replaceAll("UNIT", topic.unit).replaceAll("OTHER", other).replaceAll("DONE", topic.done);
    await completeTask(ctx(colleague(task)), matterId, task.taskId, JSON.parse(said) as TaskResult);
  }
  if (rated !== undefined) {
    const [{ partyNo } = { partyNo: 1 }] = await listParties(ctx(), matterId);
    const follower: Actor = { kind: "anonymous", id: "", name: "", follows: { matterId, partyNo } };
    await rate(ctx(follower), matterId, { serviceNumber: 1, level: rated, tags: [], comment: "", named: false });
  }
  const { title, itemName } = (await getMatter(ctx(), matterId)).matter;
  return { ...(await mouldOf(city, matterId)), topic, story, summary, title, itemName, address, begun, lasted: at };
}

/** Every story of every topic, walked once or twice in the weeks before today; what is open still in the last days. */
export async function walkYear(city: City, { topics, stories }: WrittenYear, houses: readonly House[], random: Random): Promise<MouldOfYear[]> {
  const colleague = await colleagues(city);
  const today = dayOf(city.ctx().now);
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) - 3 * WEEK);
  const moulds: MouldOfYear[] = [];
  let turn = 0;
  for (const topic of topics) {
    // Whoever gets by mistake what is this topic's.
    const others = [...new Set(topics.flatMap(({ kind, unit }) => (kind === topic.kind && unit !== "" && unit !== topic.unit ? [unit] : [])))];
    for (const story of stories[topic.stories]!)
      for (let times = story.share >= 9 || story.rated !== undefined || story.open ? 2 : 1; times > 0; times -= 1) {
        const passed = (story.open ?? 0) * 60 * random.between(0.3, 1) * MINUTE;
        const begun = story.open
          ? new Date(city.ctx().now.getTime() - passed)
          : new Date(startOf(addDays(monday, turn % WEEK)).getTime() + (7 * 60 + random.below(12 * 60)) * MINUTE);
        const house = houses[random.below(houses.length)]!;
        const mould = await walkOne(city, { topic, story, house, begun, turn, other: others[turn % others.length] ?? topic.unit, colleague });
        if (mould) moulds.push(mould);
        turn += 1;
      }
  }
  return moulds;
}
