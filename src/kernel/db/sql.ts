import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { conflict, Refusal } from "#values/errors";
import { copyIn } from "./copy.ts";

/**
 * A connection or a pool, reduced to what blocks need. Every statement with values is prepared under a name made from
 * its text, so hot paths are parsed and planned once per connection; texts are constants, never assembled from input.
 */
export interface Sql {
  /**
   * Runs one statement and gives its rows. `plan: "fresh"` plans it for these very values: right for searches whose filters change
   * which index serves, where one plan for all values would be the wrong one for most.
   */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[], plan?: "kept" | "fresh"): Promise<Row[]>;
  /** Sends lines of the text format (`copyText`) by a statement `copy … from stdin`, in a transaction. */
  copy(text: string, chunks: AsyncIterable<string>): Promise<void>;
  /**
   * Runs `work` inside a transaction; inside one already, simply runs it. Deadlocks are tried again; what two acts at once still cannot both
   * have (a deadlock that stays, a key that is taken meanwhile) is a Conflict for the one that came later.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `y${createHash("sha1").update(text).digest("base64url").slice(0, 20)}`;
    names.set(text, name);
  }
  return name;
}

async function run<Row>(client: Pool | PoolClient, text: string, values?: unknown[], plan: "kept" | "fresh" = "kept"): Promise<Row[]> {
  const result = values ? await client.query({ ...(plan === "kept" && { name: nameOf(text) }), text, values }) : await client.query(text);
  return result.rows as Row[];
}

function inTransaction(client: PoolClient): Sql {
  const sql: Sql = {
    query: (text, values, plan) => run(client, text, values, plan),
    copy: (text, chunks) => copyIn(client, text, chunks),
    transaction: (work) => work(sql),
  };
  return sql;
}

const RETRIED = new Set(["40001", "40P01"]); // serialization failure, deadlock
const TAKEN = "23505"; // unique violation

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";

/** What a database says when two acts meet, as a Refusal for the later one; anything else as it is. */
function met(error: unknown): unknown {
  if (!RETRIED.has(codeOf(error)) && codeOf(error) !== TAKEN) return error;
  const refusal: Refusal = conflict("CHANGED_MEANWHILE", "刚才有人同时办理了同一件事，您这次的操作没有生效。请刷新页面，看最新情况后再办。");
  refusal.cause = error;
  return refusal;
}

async function once<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Connections are pipelined: BEGIN travels with the first statement instead of costing its own round trip.
    client.query("begin").catch(() => {});
    const result = await work(inTransaction(client));
    const { command } = await client.query("commit");
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, without an error.
    if (command !== "COMMIT") throw new Error("the transaction was rolled back at commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Wraps a pool of the driver. */
export function sqlOf(pool: Pool): Sql {
  const sql: Sql = {
    query: (text, values, plan) =>
      run<never>(pool, text, values, plan).catch((error: unknown) => {
        throw met(error);
      }),
    copy: (text, chunks) => once(pool, (sql) => sql.copy(text, chunks)),
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(pool, work);
        } catch (error) {
          if (attempt < 3 && RETRIED.has(codeOf(error))) continue;
          if (error instanceof Refusal) await error.stays?.(sql);
          throw met(error);
        }
      }
    },
  };
  return sql;
}

/** The first row, or undefined. */
export async function first<Row>(sql: Pick<Sql, "query">, text: string, values: unknown[] = []): Promise<Row | undefined> {
  return (await sql.query<Row>(text, values))[0];
}

/** The only row; throws when there is none or more than one: for statements that must match. */
export async function one<Row>(sql: Sql, text: string, values: unknown[] = []): Promise<Row> {
  const rows = await sql.query<Row>(text, values);
  if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${text.slice(0, 80)}`);
  return rows[0]!;
}

/** Runs `work` with a ctx whose `db` is one transaction. One act, one transaction. */
export function transaction<C extends { db: Sql }, Result>(ctx: C, work: (ctx: C) => Promise<Result>): Promise<Result> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}
