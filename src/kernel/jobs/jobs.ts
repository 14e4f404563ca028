import { Logger, parseCronItems, run, runMigrations, type Runner } from "graphile-worker";
import type { Ctx } from "#kernel/ctx";
import { SERVER_ROLE, type Pool } from "#kernel/db";

/** Work done after the act that asked for it; throws to be tried again with growing pauses. */
export type Task = (ctx: Ctx, payload: unknown) => Promise<void>;

/** Tasks by name, and which of them run by the clock (crontab pattern, minutes in China time are the same as UTC's). */
export interface Schedule {
  tasks: Record<string, Task>;
  cron: { task: string; match: string }[];
}

// The queue narrates each job; what fails reaches the city's own log.
const logger = new Logger(() => () => {});

/** Creates the queue's tables and lets the server role use them; their row policies admit nobody else. */
export async function migrateJobs(owner: Pool): Promise<void> {
  await runMigrations({ pgPool: owner, logger });
  // Behind a lock: PostgreSQL refuses two starts at once that grant on one schema ("tuple concurrently updated").
  await owner.query(`
    select pg_advisory_xact_lock(hashtextextended('jobs.grants', 7));
    grant usage on schema graphile_worker to ${SERVER_ROLE};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${SERVER_ROLE};
    grant usage on all sequences in schema graphile_worker to ${SERVER_ROLE};
    do $$ declare t record; begin
      for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
        if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = t.tablename) then
          execute format('create policy yiwang on graphile_worker.%I to ${SERVER_ROLE} using (true) with check (true)', t.tablename);
        end if;
      end loop;
    end $$`);
}

/** Lets go of jobs that a worker held when a backup was made: where it is restored there is no such worker. */
export async function releaseJobs(owner: Pool): Promise<void> {
  await owner.query("update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null");
  await owner.query("update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null");
}

/** Asks for a task in the running transaction. With a `key`, a second request replaces the first. */
export async function enqueue(ctx: Ctx, task: string, payload: object, options: { key?: string; runAt?: Date } = {}): Promise<void> {
  await ctx.db.query("select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => $4, max_attempts => 12)", [
    task,
    JSON.stringify(payload),
    options.key ?? null,
    options.runAt ?? null,
  ]);
}

async function attempt(name: string, ctx: Ctx, task: Task, payload: unknown): Promise<void> {
  try {
    await task(ctx, payload);
  } catch (error) {
    ctx.log.error({ err: error, task: name }, "a task failed and will be tried again");
    throw error;
  }
}

/** Starts workers in this process; `makeCtx` gives each task its own ctx. */
export async function startWorkers(pool: Pool, schedule: Schedule, makeCtx: () => Ctx): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(schedule.tasks).map(([name, task]) => [name, (payload: unknown) => attempt(name, makeCtx(), task, payload)]),
  );
  const parsedCronItems = parseCronItems(schedule.cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0, maxAttempts: 3 } })));
  return run({ logger, pgPool: pool, taskList, parsedCronItems, concurrency: 4, noHandleSignals: true, pollInterval: 2000 });
}
