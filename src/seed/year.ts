import { listDuties, holdsRole, organisationNow } from "#people/duty";
import { listStaff } from "#people/identity";
import { begin } from "#matter/begin";
import { getMatter, type Task } from "#matter/matter";
import { listParties } from "#matter/party";
import { completeTask, type TaskResult } from "#matter/work";
import { rate } from "#matter/rating";
import { quad } from "#place/point";
import { addDays, dayOf, startOf, type Day } from "#kernel/clock";
import { system, type Actor } from "#kernel/ctx";
import type { City } from "../city.ts";
import { castOf, insertOf, mouldOf, writeCasts, type Cast, type Mould } from "./casting.ts";
import { ANSWERED, EVENTS, FAST, ORDERS, type StoryOfYear, type When } from "./year-stories.ts";
import { TOPICS, type Topic } from "./year-topics.ts";
import { randomFrom, type Random } from "./yunzhou/index.ts";

/** A house where things happen. */
interface House {
  address: string;
  area: string;
  longitude: number;
  latitude: number;
}

/** A mould, of what it is, and when it was walked. */
interface MouldOfYear extends Mould {
  topic: Topic;
  story: StoryOfYear;
  summary: string;
  title: string;
  itemName: string;
  address: string;
  begun: Date;
  lasted: Date;
}

const DAY = 86_400_000;
const BATCH = 500;
const WEEK = 7;
const WEEKS = 52;
const HOUSES = 3000;
/** Places where the same is reported again and again within a fortnight: what somebody could have seen coming. */
const CLUSTERS = 36;
/** So many events of the city to ten orders. */
const EVENTS_TO_TEN = 4;
/** Open matters of the last days; the rest of the year has closed. */
const OPEN_SHARE = 0.012;

const ADDRESSES = `
  select s.name || a.number || '号' as address, a.area, a.lon as longitude, a.lat as latitude
  from address.addresses a join address.streets s using (street_id) where a.area is not null order by md5(s.name || a.number) limit $1`;

/** The next moment of a story that is a working day's. */
function momentOf(when: When, begun: Date, before: Date): Date {
  if (typeof when === "string") return new Date(before.getTime() + Number(when) * 60_000);
  let day: Day = dayOf(begun);
  for (let left = when[0]; left > 0;) {
    day = addDays(day, 1);
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) left -= 1;
  }
  return new Date(`${day}T${when[1]}:00+08:00`);
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
    colleague,
  }: { topic: Topic; story: StoryOfYear; house: House; begun: Date; turn: number; colleague: (task: Task) => Actor },
): Promise<MouldOfYear | undefined> {
  const last = new Date(city.ctx().now.getTime() - MINUTE);
  let at = begun;
  const ctx = (actor: Actor = system("示例")) => ({ ...city.ctx(actor), now: at });
  const { address, area, longitude, latitude } = house;
  const summary = `${address}${topic.says[turn % topic.says.length]!}`;
  const form = { summary, where: { address, area, point: [longitude, latitude] }, ...(topic.category && { category: topic.category }) };
  const rated = turn % 2 === 0 ? story.rated : undefined;
  const isEvent = topic.kind === "city-event";
  const channel = isEvent ? (story.channel ?? "grid") : rated === undefined && turn % 3 > 0 ? "phone" : "online";
  const by = channel === "online" ? { kind: "anonymous" as const, id: "", name: "" } : colleague({ ...(isEvent ? GRID : SEAT), area } as Task);
  const caller = { kind: "person" as const, name: `${NAMES[turn % NAMES.length]!}${turn % 5 < 2 ? "先生" : "女士"}`, phone: `1990000${1000 + turn}` };
  const party = channel === "grid" ? undefined : channel === "phone" ? caller : { kind: "anonymous" as const };
  const { matterId } = await begin(ctx(by), { item: topic.item, channel, form, ...(party && { party }) });
  const others = TOPICS.filter(({ kind, unit }) => kind === topic.kind && unit !== "" && unit !== topic.unit);
  const other = others[turn % others.length]!.unit;
  for (const [when, node, result] of story.steps) {
    at = new Date(Math.min(momentOf(when, begun, at).getTime(), last.getTime()));
    const task = (await getMatter(ctx(), matterId)).open.find((each) => each.node === node);
    // Of what is answered at once some are visited.
    if (!task && topic.stories === "answered") break;
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

/** Of some things one, each as often as it weighs. */
function oneOf<Thing>(random: Random, things: readonly Thing[], weight: (thing: Thing) => number): Thing {
  let left = random.between(
    0,
    things.reduce((sum, thing) => sum + weight(thing), 0),
  );
  return things.find((thing) => (left -= weight(thing)) < 0) ?? things.at(-1)!;
}

const storiesOf = ({ kind, stories }: Topic): readonly StoryOfYear[] =>
  stories ? { answered: ANSWERED, fast: FAST }[stories] : kind === "city-event" ? EVENTS : ORDERS;

/** Every story of every topic, walked once or twice in the weeks before today; what is open still in the last days. */
async function walkAll(city: City, topics: readonly Topic[], houses: readonly House[], random: Random): Promise<MouldOfYear[]> {
  const colleague = await colleagues(city);
  const today = dayOf(city.ctx().now);
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) - 3 * WEEK);
  const moulds: MouldOfYear[] = [];
  let turn = 0;
  for (const topic of topics)
    for (const story of storiesOf(topic))
      for (let times = story.share >= 9 || story.rated !== undefined || story.open ? 2 : 1; times > 0; times -= 1) {
        const passed = (story.open ?? 0) * 60 * random.between(0.3, 1) * MINUTE;
        const begun = story.open
          ? new Date(city.ctx().now.getTime() - passed)
          : new Date(startOf(addDays(monday, turn % WEEK)).getTime() + (7 * 60 + random.below(12 * 60)) * MINUTE);
        const mould = await walkOne(city, { topic, story, house: houses[random.below(houses.length)]!, begun, turn: turn++, colleague });
        if (mould) moulds.push(mould);
      }
  return moulds;
}

/** What becomes of a mould somewhere else, so many weeks before. */
interface Wanted {
  mould: MouldOfYear;
  house: House;
  weeks: number;
}

/** Plans a year: by the month what is reported, by the street where, in clusters what comes back again and again. */
function planOf(moulds: readonly MouldOfYear[], houses: readonly House[], random: Random, now: Date, kind: Topic["kind"], count: number): Wanted[] {
  const own = moulds.filter(({ topic }) => topic.kind === kind);
  const topics = [...new Set(own.map(({ topic }) => topic))];
  const ofTopic = Map.groupBy(own, ({ topic }) => topic);
  const month = ({ lasted }: MouldOfYear, weeks: number): number => new Date(lasted.getTime() - weeks * WEEK * DAY).getUTCMonth() + 1;
  const weight = (topic: Topic, of: number): number => topic.weight * (topic.season?.months.includes(of) ? topic.season.times : 1);
  // Some streets are known for something: half of what is said of it comes from them.
  const known = new Map(topics.map((topic, n) => [topic, houses.filter(({ area }) => (Number(area.slice(0, 9)) + n) % 4 === 0)]));
  const place = (topic: Topic): House => {
    const some = random.chance(0.5) ? known.get(topic)! : houses;
    return some.length > 0 ? some[random.below(some.length)]! : houses[random.below(houses.length)]!;
  };
  const closedOf = (topic: Topic, weeks: number): MouldOfYear | undefined => {
    const fit = (ofTopic.get(topic) ?? []).filter(({ story, lasted }) => !story.open && lasted.getTime() - weeks * WEEK * DAY < now.getTime());
    return fit.length > 0 ? oneOf(random, fit, ({ story }) => story.share / (fit.filter((each) => each.story === story).length || 1)) : undefined;
  };
  const open = own.filter(({ story }) => story.open);
  const plan: Wanted[] = [];
  const add = (mould: MouldOfYear | undefined, house: House, weeks: number): void => void (mould && plan.push({ mould, house, weeks }));
  for (let cluster = 0; cluster < CLUSTERS && plan.length < count / 10; cluster += 1) {
    const weeks = random.below(WEEKS - 4);
    const topic = oneOf(
      random,
      topics.filter(({ stories }) => !stories),
      (each) => weight(each, month(own[0]!, weeks)),
    );
    const house = place(topic);
    for (let times = 6 + random.below(7); times > 0; times -= 1) {
      const at = weeks + random.below(2);
      add(closedOf(topic, at), house, at);
    }
  }
  while (plan.length < count) {
    if (random.chance(OPEN_SHARE)) {
      const mould = oneOf(random, open, ({ topic, story }) => story.share * topic.weight);
      // One in twelve of those that somebody works on has lain for a week.
      add(mould, place(mould.topic), mould.story.open! > 1 && random.chance(1 / 12) ? 1 : 0);
    } else {
      const weeks = random.below(WEEKS) - 1;
      const topic = oneOf(random, topics, (each) => weight(each, month(own[0]!, weeks)));
      add(closedOf(topic, weeks), place(topic), weeks);
    }
  }
  return plan.slice(0, count).toSorted((one, other) => other.weeks - one.weeks);
}

function castWanted(city: City, { mould, house, weeks }: Wanted, serial: number): Cast {
  const { address, area, longitude, latitude } = house;
  const words = mould.topic.says.find((each) => mould.summary.endsWith(each))!;
  const summary = `${address}${words}`;
  const title = mould.title.replace(mould.summary, summary).replace(mould.address, address);
  const day = dayOf(new Date(mould.begun.getTime() - weeks * WEEK * DAY)).replaceAll("-", "");
  return castOf(city, mould, {
    number: `${mould.number.slice(0, 6)}${day}${String(serial).padStart(mould.number.length - 14, "0")}`,
    days: weeks * WEEK,
    own: {
      form: { summary, where: { address, area, point: [longitude, latitude] } },
      title,
      said: [title, mould.itemName, address].join(" "),
      area,
      longitude,
      latitude,
      quad: quad([longitude, latitude]),
      said_in_papers: [
        [mould.summary, summary],
        [mould.address, address],
      ],
    },
  });
}

const TABLES = ["matters", "acts", "tasks", "clocks", "stops", "parties", "search", "locations", "documents"] as const;

/**
 * Seeds a year of orders to the telephone of the city, and of its events beside them: every story of every topic is walked through the real acts, then cast again and
 * again at other houses in other weeks. Every cast matter's chain verifies. What was counted of the days before is counted anew.
 */
export async function seedYear(
  city: City,
  orders: number,
  tell: (done: number) => void = () => {},
  topics: readonly Topic[] = TOPICS,
): Promise<{ count: number; seconds: number }> {
  const started = performance.now();
  const random = randomFrom(12345);
  const { db, now } = city.ctx();
  const houses = await db.query<House>(ADDRESSES, [HOUSES]);
  if (houses.length === 0) throw new Error("the city has no addresses");
  const moulds = await walkAll(city, topics, houses, random);
  await city.drain();
  const events = Math.round((orders * EVENTS_TO_TEN) / 10);
  const plan = [...planOf(moulds, houses, random, now, "city-event", events), ...planOf(moulds, houses, random, now, "work-order", orders)];
  const inserts = [...(await Promise.all(TABLES.map((table) => insertOf(db, table, { own: true })))), await insertOf(db, "ratings", { schema: "rating" })];
  for (let from = 0; from < plan.length; from += BATCH) {
    const some = plan.slice(from, from + BATCH);
    const serials = await db.query<{ n: string }>("select nextval('matter.serials') as n from generate_series(1, $1)", [some.length]);
    await writeCasts(
      db,
      inserts,
      some.map((each, i) => castWanted(city, each, Number(serials[i]!.n))),
    );
    tell(Math.min(plan.length, from + BATCH));
  }
  await city.database.owner.query("truncate matter.tallies, matter.tallied, matter.measures, matter.measured");
  return { count: plan.length, seconds: (performance.now() - started) / 1000 };
}
