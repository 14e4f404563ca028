import { getKindVersion } from "#content/catalogue";
import { actSaid, isTold, stateOf, stateSaid, type Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { listPublished, listPublishedSteps, type Published, type PublishedSearch } from "#matter/lists";
import { organisationNow, type Organisation } from "#people/duty";
import { notFound } from "#values/errors";
import { moment, type Value } from "./format.ts";
import { bad } from "./refused.ts";
import { momentOf } from "./moment.ts";
import { filled, single, type Posted } from "./parameters.ts";
import { publishedKinds } from "./offered.ts";

const DAY = 86_400_000;
/** The longest span, and the span where none is said: GeoReport v2 has 90 days. */
const SPAN = 90 * DAY;
const [USUAL, MOST] = [100, 500];
/** Without pages an answer holds so many at most, as the protocol says. */
const WITHOUT_PAGES = 1000;

function listOf(query: Posted, name: string): string[] | undefined {
  const value = single(query, name);
  return value === undefined ? undefined : value.split(",").flatMap((each) => each.trim() || []);
}

function spanOf(query: Posted, now: Date): { from: Date; until: Date } {
  const [start, end] = [momentOf(query, "start_date"), momentOf(query, "end_date")];
  const until = end ?? (start ? new Date(Math.min(now.getTime(), start.getTime() + SPAN)) : now);
  const from = start ?? new Date(until.getTime() - SPAN);
  if (from > until) throw bad("DATE", "start_date 在 end_date 之后。");
  if (until.getTime() - from.getTime() > SPAN) throw bad("DATE", "一次最多查 90 天，请分几次查。");
  return { from, until };
}

function count(query: Posted, name: string, most: number): number | undefined {
  const written = single(query, name);
  if (written === undefined) return undefined;
  if (!/^\d{1,6}$/.test(written) || Number(written) < 1) throw bad("PAGE", `${name} 要写从 1 起的整数，这里是“${written.slice(0, 20)}”。`);
  return Math.min(Number(written), most);
}

function openOf(query: Posted): boolean | undefined {
  const asked = listOf(query, "status");
  const unknown = asked?.find((each) => each !== "open" && each !== "closed");
  if (unknown !== undefined) throw bad("STATUS", `status 是 open 或者 closed，这里是“${unknown.slice(0, 20)}”。`);
  return asked === undefined || new Set(asked).size === 2 ? undefined : asked[0] === "open";
}

// A telephone or an identity number that somebody wrote into their words is nobody else's to read.
const masked = (words: string): string => words.replace(/\d[\d\s-]{5,}[\dXx]/g, (number) => "*".repeat(number.length));

async function requestOf(ctx: Ctx, { units }: Organisation, row: Published): Promise<Value> {
  const { kind, form } = (await getKindVersion(ctx, row.kind, row.kindVersion)).definition;
  const place = kind.place === undefined ? undefined : (row.form[kind.place] as { address?: string } | undefined);
  const told = form?.pages.flatMap(({ fields }) => fields).find(({ type, personal }) => type === "paragraph" && !personal);
  const said = told && row.form[told.name];
  const state = stateSaid(kind, row.state);
  return {
    service_request_id: row.number,
    status: row.closedAt ? "closed" : "open",
    status_notes: row.joined === null ? state : `${state}：${row.joined}`,
    service_name: row.itemName,
    service_code: row.itemId,
    description: typeof said === "string" ? masked(said) : null,
    agency_responsible: units.get(row.unit)?.name ?? null,
    service_notice: null,
    requested_datetime: moment(row.submittedAt),
    updated_datetime: moment(row.updatedAt),
    expected_datetime: row.dueAt ? moment(row.dueAt) : null,
    address: place?.address ? masked(place.address) : null,
    address_id: null,
    zipcode: null,
    lat: row.latitude,
    long: row.longitude,
    media_url: null,
  };
}

/** What is published, as it is asked for. */
export async function listRequests(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<Value> {
  const query = filled(given);
  const kinds = [...(await publishedKinds(ctx)).keys()];
  const numbers = listOf(query, "service_request_id");
  const items = listOf(query, "service_code");
  const updatedAfter = momentOf(query, "updated_after");
  const size = count(query, "page_size", MOST) ?? count(query, "per_page", MOST);
  const page = count(query, "page", 100_000);
  const open = numbers ? undefined : openOf(query);
  const search: PublishedSearch = {
    kinds,
    ...(numbers && { numbers: numbers.slice(0, MOST) }),
    ...(items && { items }),
    ...(open !== undefined && { open }),
    ...(updatedAfter && { updatedAfter }),
    ...(numbers ? { from: ctx.now, until: ctx.now } : spanOf(query, ctx.now)),
    size: size ?? (page === undefined ? WITHOUT_PAGES : USUAL),
    page: page ?? 1,
  };
  const organisation = await organisationNow(ctx);
  return { of: "request", items: await Promise.all((await listPublished(ctx, search)).map((row) => requestOf(ctx, organisation, row))) };
}

/** One of them by its number; NotFound for what there is not, and for what is not published. */
export async function requestBy(ctx: Ctx, number: string): Promise<Value> {
  const found = (await listRequests(ctx, { service_request_id: number })) as { of: string; items: Value[] };
  if (found.items.length === 0) throw notFound("请求");
  return found;
}

const statusAfter = (kind: Kind, act: string): "OPEN" | "CLOSED" => {
  const { state } = kind.acts[act] ?? {};
  return state !== undefined && Object.hasOwn(kind.states, state) && stateOf(kind, state).phase === "closed" ? "CLOSED" : "OPEN";
};

/** The steps of published matters that are told to everybody, between two moments; the same step has the same id for ever. */
export async function listUpdates(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<Value> {
  const kinds = [...(await publishedKinds(ctx)).keys()];
  const { from, until } = spanOf(filled(given), ctx.now);
  const steps = await listPublishedSteps(ctx, kinds, from, until, WITHOUT_PAGES);
  const items = await Promise.all(
    steps.map(async ({ number, kind: id, kindVersion, seq, act, at, step }): Promise<Value[]> => {
      const { kind } = (await getKindVersion(ctx, id, kindVersion)).definition;
      if (!isTold(kind, act, [])) return [];
      const update_id = `${number}-${seq}`;
      return [
        {
          update_id,
          service_request_id: number,
          status: statusAfter(kind, act),
          description: actSaid(kind, act, step),
          updated_datetime: moment(at),
          media_url: null,
        },
      ];
    }),
  );
  return { of: "request_update", items: items.flat() };
}
