import { join } from "node:path";
import { listInbox } from "#matter/lists";
import { submit } from "#matter/intake";
import { listStaff, openSession } from "#people/identity";
import { SESSION_COOKIE } from "#kernel/http";
import { newId } from "#values/ids";
import { serve, type City } from "../src/city.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { stepsOf, writeBare } from "./bare.ts";
import { percentile, rate, tell } from "./figure.ts";
import { castOf, draft, live, STEPS, type Cast } from "./lifecycle.ts";
import { inCity } from "./place.ts";

const MATTERS = 400;
const WORKERS = 8;
const SEEDED = Number(process.argv[3] ?? 100_000);

async function draftsOf(city: City, cast: Cast): Promise<string[]> {
  const drafts: string[] = [];
  await rate(MATTERS, WORKERS, async () => void drafts.push(await draft(city, cast.applicant)));
  return drafts;
}

/** Full lifecycles through the public acts against the same rows by bare prepared SQL, each in turn, three rounds. */
async function steps(city: City, cast: Cast): Promise<void> {
  const lived: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const drafts = await draftsOf(city, cast);
    const model = drafts[0]!;
    lived.push(STEPS * (await rate(MATTERS, WORKERS, (i) => live(city, cast, drafts[i]!))));
    const written = await stepsOf(city.ctx().db, model);
    const others = await draftsOf(city, cast);
    bare.push(
      STEPS *
        (await rate(MATTERS, WORKERS, async (i) => {
          for (const step of written) await writeBare(city.ctx().db, others[i]!, step, newId);
        })),
    );
    await city.drain();
  }
  tell({ name: "matter.steps", value: percentile(lived, 0.5), unit: "steps/s", baseline: percentile(bare, 0.5) });
}

/** From pressing submit to the clerk's inbox showing it. */
async function visible(city: City, cast: Cast): Promise<void> {
  const samples: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    const id = await draft(city, cast.applicant);
    const started = performance.now();
    await submit(city.ctx(cast.applicant), id);
    const { count } = await listInbox(city.ctx(cast.acceptance), { item: "food-licence" });
    samples.push(performance.now() - started);
    if (count === 0) throw new Error("the inbox is empty after a submission");
  }
  tell({ name: "matter.submit-to-inbox.p95", value: percentile(samples, 0.95), unit: "ms" });
}

/** Pages over HTTP, as a clerk and a supervisor ask for them, one after the other. */
async function pages(city: City, cast: Cast): Promise<void> {
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  try {
    const sessionOf = async (id: string): Promise<string> => `${SESSION_COOKIE}=${await openSession(city.ctx(), { kind: "staff", id }, "bench")}`;
    const clerk = await sessionOf(cast.acceptance.id);
    const supervisor = await sessionOf((await listStaff(city.ctx())).find((staff) => staff.username === "sujin")!.staffId);
    const { rows } = await listInbox(city.ctx(cast.acceptance), {});
    const one = async (path: string, cookie: string): Promise<number> => {
      const started = performance.now();
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie }, redirect: "manual" });
      await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return performance.now() - started;
    };
    const visits: [string, string, (i: number) => string][] = [
      ["inbox", clerk, () => "/console/inbox"],
      ["matter", clerk, (i) => `/console/matters/${rows[i % rows.length]!.matterId}`],
      ["search", clerk, () => "/console/search?q=202611"],
      ["board", supervisor, () => "/console/board"],
    ];
    for (const [name, cookie, path] of visits) {
      for (let i = 0; i < 20; i += 1) await one(path(i), cookie);
      const samples: number[] = [];
      for (let i = 0; i < 200; i += 1) samples.push(await one(path(i), cookie));
      tell({ name: `page.${name}.p95`, value: percentile(samples, 0.95), unit: "ms" });
    }
  } finally {
    await app.close();
  }
}

await inCity(async (city) => {
  const cast = await castOf(city);
  await steps(city, cast);
  const { count, seconds } = await seedBulk(city, join(import.meta.dirname, "../packs"), SEEDED);
  tell({ name: "seed.bulk", value: count / seconds, unit: "matters/s" });
  await city.database.owner.query("vacuum analyze");
  await visible(city, cast);
  await pages(city, cast);
});
