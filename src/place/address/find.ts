import type { Ctx } from "#kernel/ctx";
import { organisationNow, type Organisation } from "#people/duty";
import { metresBetween, type Point } from "#place/point";
import { bookNow, type Book } from "./book.ts";
import { landmarksSaid } from "./landmark-book.ts";
import { plainSaying, sayingsIn, type Said } from "./saying.ts";
import { beside, streetsSaid, type Street } from "./street-book.ts";
import { addressWords } from "./words.ts";

/** A place that was likely meant. */
export interface Candidate {
  /** An address, a street whose number was not said or is not known, or a landmark. */
  kind: "address" | "street" | "landmark";
  /** 窑前路 18 号 */
  words: string;
  point: Point;
  area: string | null;
  cell: string | null;
  /** What of the saying was changed to find it; nothing where it stands as it was said. */
  changed: string[];
  /** What was said behind the number: 3幢2单元401. */
  tail: string;
  /** Less is surer. */
  cost: number;
}

/** What was found for a saying, the surest first. */
export interface FoundPlaces {
  candidates: Candidate[];
  /** `sure`: the first may be taken; `ambiguous`: a person has to choose; `none`. */
  verdict: "sure" | "ambiguous" | "none";
  /** How much surer the first is than the next place; infinite where there is one. */
  margin: number;
}

export interface Sought {
  /** Near which point, by default anywhere: what is far away is less likely meant. */
  near?: Point;
  /** In which area, by default anywhere: what lies elsewhere is less likely meant. */
  area?: string;
  /** How many are given, by default 5. */
  most?: number;
}

/** What each doubt costs, beside those of the street's name. Below a margin of one a person chooses. */
const COST = { noNumber: 4, unknownNumber: 4, split: 0.4, outside: 1.5, otherArea: 1, farAway: 2, landmark: 1, unsaid: 8 };
const MARGIN = 1;
/** A place changed beyond this is a guess. */
const SUREST = 6;
/** Places nearer than this to each other are one. */
const SAME = 30;
const STREETS = 12;

interface Meant {
  street: Street;
  number: string | undefined;
  tail: string;
  cost: number;
  changed: string[];
}

const shortName = (name: string): string => name.replace(/(市|区|县|街道|镇|乡|社区|村)$/, "");

/** The number as it was said, and as it may be cut where a tail begins with a figure: 83幢 is 83, or 8 and 3幢. */
function numbersSaid({ number, mark, tail, sure }: Said): { number: string; tail: string; cost: number }[] {
  if (number === undefined) return [];
  const whole = { number, tail, cost: 0 };
  if (sure || number.includes("-")) return [whole];
  const cuts = Array.from({ length: number.length - 1 }, (_none, i) => ({
    number: number.slice(0, i + 1),
    tail: number.slice(i + 1) + mark + tail,
    cost: COST.split,
  }));
  return [whole, ...cuts];
}

/** Whether what stands before a street is the end of an area's name, with 区 or 街道 or without. */
function areaEnds({ areas }: Organisation): (rest: string) => boolean {
  const names = [...areas.values()].flatMap(({ name }) => [name, shortName(name)]);
  return (rest) => rest === "" || names.some((name) => rest.endsWith(name));
}

function meantBy(book: Book, said: readonly Said[], explained: (rest: string) => boolean): Meant[] {
  return said.flatMap((each) =>
    streetsSaid(book.streets, each.before, each.word, explained)
      .slice(0, STREETS)
      .flatMap(({ street, cost, changed }): Meant[] => {
        const numbers = numbersSaid(each);
        if (numbers.length === 0) return [{ street, number: undefined, tail: each.tail, cost: cost + COST.noNumber, changed }];
        return numbers.map((number) => ({ street, number: number.number, tail: number.tail, cost: cost + number.cost, changed }));
      }),
  );
}

interface Row {
  streetId: string;
  number: string;
  lon: number;
  lat: number;
  area: string | null;
  cell: string | null;
}

const COLUMNS = 'a.street_id as "streetId", a.number, a.lon, a.lat, a.area, a.cell from address.addresses a';
// The number itself; 18 where 18-1 is not known.
const NUMBERED = `select ${COLUMNS} join unnest($1::uuid[], $2::text[]) as m(street_id, number) on a.street_id = m.street_id and a.number in (m.number, split_part(m.number, '-', 1))`;
const OF_STREETS = `select ${COLUMNS} where a.street_id = any ($1) order by a.street_id, a.number`;

function candidateOf(
  { street, tail, cost, changed }: Meant,
  { number, lon, lat, area, cell }: Row,
  kind: Candidate["kind"],
  more: number,
  how: string[],
): Candidate {
  const words = kind === "street" && how.length === 0 ? street.name : addressWords(street.name, number);
  return { kind, words, point: [lon, lat], area, cell, changed: [...changed, ...how], tail, cost: cost + more };
}

async function addressesOf(ctx: Ctx, meant: readonly Meant[]): Promise<Candidate[]> {
  const numbered = meant.filter(({ number }) => number !== undefined);
  const rows = await ctx.db.query<Row>(NUMBERED, [numbered.map(({ street }) => street.streetId), numbered.map(({ number }) => number)]);
  const exact = numbered.flatMap((each) => {
    const own = rows.filter(({ streetId }) => streetId === each.street.streetId);
    const row = own.find(({ number }) => number === each.number);
    if (row) return [candidateOf(each, row, "address", 0, [])];
    const main = own.find(({ number }) => number === each.number!.split("-")[0]);
    return main ? [candidateOf(each, main, "address", 0.5, [`${each.number}→${main.number}号`])] : [];
  });
  // Only where nothing fits as it was said: the number beside, or the middle of the street. A street whose name was changed as well is too far fetched.
  if (exact.some(({ cost }) => cost < COST.unknownNumber)) return exact;
  const open = meant
    .filter(({ cost }) => cost < COST.unknownNumber + 3.5)
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, STREETS);
  const all = Map.groupBy(await ctx.db.query<Row>(OF_STREETS, [[...new Set(open.map(({ street }) => street.streetId))]]), ({ streetId }) => streetId);
  const others = open.flatMap((each) => {
    const own = all.get(each.street.streetId) ?? [];
    if (own.length === 0) return [];
    if (each.number === undefined) return [candidateOf(each, own[Math.floor(own.length / 2)]!, "street", 0, [])];
    const near = beside(
      each.number,
      own.map(({ number }) => number),
    )!;
    return [
      candidateOf(
        each,
        own.find(({ number }) => number === near)!,
        "street",
        COST.unknownNumber,
        [`没有登记${each.number}号，最近的是${near}号`],
      ),
    ];
  });
  return [...exact, ...others];
}

/** Areas that a saying names, by their name or without 区, 街道, 社区; of several the lowest count. */
function areasNamed(plain: string, { areas }: Organisation, book: Book): string[] {
  const named = [...areas.values()].filter(({ name, level }) => {
    if (level < 2) return false;
    const short = shortName(name);
    const at = plain.indexOf(name);
    if (at >= 0) return true;
    // 云门 of 云门大道 is a street.
    return short.length > 1 && !book.streets.byStem.has(short) && plain.includes(short);
  });
  const lowest = Math.max(0, ...named.map(({ level }) => level));
  return named.filter(({ level }) => level === lowest).map(({ area }) => area);
}

function weighed(candidates: readonly Candidate[], named: readonly string[], { near, area }: Sought, organisation: Organisation): Candidate[] {
  const within = (candidate: Candidate, above: string): boolean => candidate.area !== null && organisation.areaWithin(candidate.area, above);
  return candidates.map((candidate) => {
    const outside = named.length > 0 && !named.some((each) => within(candidate, each));
    const other = area !== undefined && !within(candidate, area);
    const far = near ? Math.min(1, metresBetween(near, candidate.point) / 3000) * COST.farAway : 0;
    return {
      ...candidate,
      cost: candidate.cost + (outside ? COST.outside : 0) + (other ? COST.otherArea : 0) + far,
      changed: outside ? [...candidate.changed, `不在${organisation.areas.get(named[0]!)!.name}`] : candidate.changed,
    };
  });
}

/** The surest of those that are one place. */
function apart(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => a.cost - b.cost))
    if (!kept.some((each) => metresBetween(each.point, candidate.point) < SAME)) kept.push(candidate);
  return kept;
}

/**
 * Finds the place that somebody says or types, as people say addresses: with or without district, 八十八号, full width, a sign that sounds alike, 路 for 大道, tails and
 * fillers. Gives candidates with what was changed, and says when a person has to choose.
 */
export async function findPlace(ctx: Ctx, text: string, sought: Sought = {}): Promise<FoundPlaces> {
  const plain = plainSaying(text);
  const [book, organisation] = await Promise.all([bookNow(ctx), organisationNow(ctx)]);
  const addresses = await addressesOf(ctx, meantBy(book, sayingsIn(plain), areaEnds(organisation)));
  const certain = addresses.some(({ kind, cost }) => kind === "address" && cost < COST.unsaid);
  const landmarks = landmarksSaid(book.landmarks, plain).map(({ landmark, share }): Candidate => {
    const { name, lon, lat, area, cell } = landmark;
    const whole = share > 0.999;
    const cost = COST.landmark + (1 - share) * COST.unsaid + (certain ? (whole ? 1 : COST.unsaid) : 0);
    return { kind: "landmark", words: name, point: [lon, lat], area, cell, changed: whole ? [] : [`→${name}`], tail: "", cost };
  });
  const candidates = apart(weighed([...addresses, ...landmarks], areasNamed(plain, organisation, book), sought, organisation));
  const [first, second] = candidates;
  const margin = first && second ? second.cost - first.cost : Infinity;
  const verdict = !first ? "none" : margin < MARGIN || first.cost > SUREST || first.kind === "street" ? "ambiguous" : "sure";
  return { candidates: candidates.slice(0, sought.most ?? 5), verdict, margin };
}
