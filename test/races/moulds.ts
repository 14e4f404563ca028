import { actRecord, blueprintOf, getMatter, listActs } from "#matter/matter";
import { startStop } from "#matter/timing";
import type { TaskResult } from "#matter/work";
import { addSigners, copyTo, suspend } from "#matter/move";
import { newId } from "#values/ids";
import { GENESIS, link } from "#kernel/trace";
import { accepted, act, restaurantDraft, submitted, waiting, waitingForRules } from "../application.ts";
import { whileAwaiting, type Arena } from "./arena.ts";

/** Where a matter stands when two acts meet on it. */
export const MOULDS = [
  "draft",
  "submitted",
  "supplement",
  "accepted",
  "signing",
  "paused",
  "suspended",
  "decision",
  "awaiting",
  "standing",
  "promised",
  "closed",
] as const;
export type Mould = (typeof MOULDS)[number];

export const PROBLEMS: TaskResult = { outcome: "supplement", problems: [{ about: "layout", problem: "平面图上没有标出洗消间" }] };

export async function allMet({ city }: Arena, matterId: string): Promise<Record<string, "yes">> {
  const { matter } = await getMatter(city.ctx(), matterId);
  const { version } = await blueprintOf(city.ctx(), matter);
  return Object.fromEntries((version.definition.checklists ?? []).flatMap((list) => list.points).map((point) => [point.id, "yes"] as const));
}

async function inspected(arena: Arena): Promise<string> {
  const { city, staff } = arena;
  const matterId = await accepted(city);
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: await allMet(arena, matterId) });
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  await copyTo(staff.gaojian, matterId, { to: [{ id: staff.tanglei.actor.id, name: staff.tanglei.actor.name }], words: "" });
  return matterId;
}

/** Walks one matter to each place, through the real acts. */
export async function makeMoulds(arena: Arena): Promise<Record<Mould, string>> {
  const { city, staff } = arena;
  const moulds: Partial<Record<Mould, string>> = {};
  moulds.draft = await restaurantDraft(city);
  moulds.submitted = await submitted(city);
  moulds.supplement = await submitted(city);
  await act(city, "linjing", moulds.supplement, "acceptance", PROBLEMS);
  moulds.accepted = await accepted(city);
  moulds.signing = await accepted(city);
  const { taskId } = await waiting(city, moulds.signing, "review");
  await addSigners(staff.zhouwen, moulds.signing, taskId, {
    when: "before",
    to: [{ id: staff.tanglei.actor.id, name: staff.tanglei.actor.name }],
    reason: "请看",
  });
  moulds.paused = await accepted(city);
  await startStop(staff.zhouwen, moulds.paused, { stop: "test", reason: "水质需要检测", days: 5 });
  moulds.suspended = await accepted(city);
  await suspend(staff.gaojian, moulds.suspended, "场所在装修");
  moulds.decision = await inspected(arena);
  moulds.closed = await inspected(arena);
  await act(city, "gaojian", moulds.closed, "decision", { outcome: "grant" });
  moulds.promised = await waitingForRules(city);
  await whileAwaiting(arena, async () => {
    moulds.awaiting = await accepted(city);
    moulds.standing = await accepted(city);
    await startStop(staff.zhouwen, moulds.standing, { stop: "test", reason: "水质需要检测", days: 5 });
  });
  // The moulds themselves are out of everybody's way: no signal and no migration finds them. What is cast runs as it should.
  const { owner } = city.database;
  await owner.query("update matter.matters set closed_at = 'epoch' where matter_id = any ($1) and closed_at is null", [Object.values(moulds)]);
  await owner.query("update claim.claims set ended_at = asked_at, ended_why = 'changed' where matter_id = any ($1)", [Object.values(moulds)]);
  return moulds as Record<Mould, string>;
}

const TABLES = ["matters", "acts", "tasks", "clocks", "stops", "materials", "documents"] as const;

/** Casts matters from moulds: rows copied by the database, the chain linked anew, gone again when the round is over. */
export class Foundry {
  readonly #arena: Arena;
  readonly #inserts: string[];
  readonly #chains = new Map<string, { seq: number; record: (id: string) => object }[]>();
  readonly #numbers = new Map<string, string | null>();
  #serial = 0;

  private constructor(arena: Arena, inserts: string[]) {
    this.#arena = arena;
    this.#inserts = inserts;
  }

  static async open(arena: Arena): Promise<Foundry> {
    const { owner } = arena.city.database;
    const inserts: string[] = [];
    for (const table of TABLES) {
      const { rows } = await owner.query<{ name: string }>(
        "select column_name as name from information_schema.columns where table_schema = 'matter' and table_name = $1 and column_name <> 'xact' order by ordinal_position",
        [table],
      );
      const own: Record<string, string> = {
        matter_id: "$2",
        head: "$4[m.acts]",
        ...(table === "acts" ? { hash: "$4[m.seq]" } : table === "matters" ? { number: "$3", closed_at: "nullif(m.closed_at, 'epoch')" } : {}),
      };
      // PostgreSQL subscripts a parameter only in brackets of its own.
      const from = (name: string): string =>
        (own[name] ?? `m.${name}`)
          .replace(/^\$4(\[.*)$/, "(input.hashes)$1")
          .replace("$2", "input.id")
          .replace("$3", "input.number");
      inserts.push(
        `with input as (select $1::uuid as mould, $2::uuid as id, $3::text as number, $4::bytea[] as hashes)
         insert into matter.${table} (${rows.map(({ name }) => name).join(", ")}) select ${rows.map(({ name }) => from(name)).join(", ")} from input join matter.${table} m on m.matter_id = input.mould`,
      );
    }
    return new Foundry(arena, inserts);
  }

  /** A matter that stands where its mould does. */
  async cast(mould: string): Promise<string> {
    const { city } = this.#arena;
    let chain = this.#chains.get(mould);
    if (!chain) {
      const acts = await listActs(city.ctx(), mould);
      chain = acts.map((each) => ({ seq: each.seq, record: (id: string) => actRecord(id, each) }));
      this.#chains.set(mould, chain);
      this.#numbers.set(mould, (await getMatter(city.ctx(), mould)).matter.number);
    }
    const id = newId();
    let before: Buffer = GENESIS;
    const hashes = chain.map(({ record }) => (before = link(before, record(id))));
    const number = this.#numbers.get(mould);
    this.#serial += 1;
    const values = [mould, id, number ? `${number.slice(0, -7)}${9_000_000 + this.#serial}` : null, hashes];
    for (const text of this.#inserts) await city.database.owner.query({ name: `cast.${this.#inserts.indexOf(text)}`, text, values });
    return id;
  }

  /** Takes a cast matter away again, with what came of it. */
  async melt(id: string): Promise<void> {
    const { owner } = this.#arena.city.database;
    for (const table of TABLES) await owner.query(`delete from matter.${table} where matter_id = $1`, [id]);
    await owner.query("delete from claim.claims where matter_id = $1", [id]);
    await owner.query("delete from licence.licences where matter_id = $1", [id]);
    await owner.query("delete from rating.ratings where matter_id = $1", [id]);
    await owner.query("delete from events.outbox where subject = $1", [id]);
  }
}
