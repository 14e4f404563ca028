import { quad } from "#place/point";
import { dayOf } from "#kernel/clock";
import { first } from "#kernel/db";
import { badInput } from "#values/errors";
import type { City } from "../city.ts";
import { castOf, insertOf, writeCasts, type Cast } from "./casting.ts";
import { walkYear, type House, type MouldOfYear } from "./year-walk.ts";
import { readYear, type Topic, type WrittenYear } from "./year-written.ts";
import { randomFrom, type Random } from "./yunzhou/index.ts";

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

/** Of some things one, each as often as it weighs. */
function oneOf<Thing>(random: Random, things: readonly Thing[], weight: (thing: Thing) => number): Thing {
  let left = random.between(
    0,
    things.reduce((sum, thing) => sum + weight(thing), 0),
  );
  return things.find((thing) => (left -= weight(thing)) < 0) ?? things.at(-1)!;
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
      topics.filter(({ category, season }) => season || category === undefined),
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
 * again at other houses in other weeks. Every cast matter's chain verifies. Refused where days have been counted already.
 */
export async function seedYear(
  city: City,
  orders: number,
  tell: (done: number) => void = () => {},
  year: WrittenYear = readYear(),
): Promise<{ count: number; seconds: number }> {
  const started = performance.now();
  const random = randomFrom(12345);
  const { db, now } = city.ctx();
  // Days that were counted, and digested, stay as they were counted.
  if (await first(db, "select 1 as one from matter.tallied union all select 1 from matter.measured limit 1"))
    throw badInput("COUNTED", "这座城市的日子已经数过了，补进去的一年不会算进看板和指标。请换一个空的 DATA_DIR 再填。");
  const houses = await db.query<House>(ADDRESSES, [HOUSES]);
  if (houses.length === 0) throw new Error("the city has no addresses");
  const moulds = await walkYear(city, year, houses, random);
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
  return { count: plan.length, seconds: (performance.now() - started) / 1000 };
}
