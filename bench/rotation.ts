import { personalCodec } from "#crypto/crypto";
import { reencrypt } from "#kernel/rotation";
import type { City } from "../src/city.ts";
import { percentile, tell } from "./figure.ts";
import { inCity } from "./place.ts";

const ROWS = Number(process.argv[3] ?? 20_000);
const TEXTS = 100_000;
// Enough that a new version is taken up while this waits; the figure is of the first pass, which encrypts.
const ROUNDS = 3;

async function crowd(city: City): Promise<void> {
  await city.database.owner.query(
    `insert into identity.people (person_id, name, id_number, id_index, phone, level, created_at)
     select gen_random_uuid(), name, id_number, gen_random_uuid()::text, phone, 3, now() from (select * from identity.people limit 1) p, generate_series(1, ${ROWS})`,
  );
  await city.database.owner.query("vacuum analyze identity.people");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Rows re-encrypted a second, three fields each, against one UPDATE of the same rows that writes the same columns and encrypts nothing. */
async function rotation(city: City): Promise<void> {
  const { owner } = city.database;
  await crowd(city);
  const [anew, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const version = await city.dataKeys.add();
    const left = async (): Promise<number> =>
      (await owner.query<{ count: number }>("select count(*) as count from identity.people where split_part(left(phone, 10), '.', 2) <> $1", [String(version)]))
        .rows[0]!.count;
    const rows = await left();
    let halted = false;
    const seconds = await timed(async () => {
      const done = reencrypt({ ...city.reencryption(), rest: 0, halted: () => halted });
      while ((await left()) > 0) await new Promise((resume) => setTimeout(resume, 250));
      halted = true;
      await done;
    });
    anew.push(rows / seconds);
    const text = "update identity.people set name = overlay(name placing 'A' from 20), id_number = overlay(id_number placing 'A' from 20), phone = phone";
    const client = await owner.connect();
    await client.query("begin");
    bare.push(rows / (await timed(() => client.query(text))));
    await client.query("rollback");
    client.release();
    await owner.query("vacuum identity.people");
  }
  tell({ name: "rotation.rows", value: percentile(anew, 0.5), unit: "rows/s", baseline: percentile(bare, 0.5) });
}

/** What versions cost whoever encrypts and opens: beside the same codec with one secret that never changes. */
function versions(city: City): void {
  const fixed = { newest: () => 1, find: () => city.dataKeys.find(city.dataKeys.newest())!, index: city.dataKeys.index };
  const [kept, one] = [personalCodec(city.dataKeys), personalCodec(fixed)];
  const rate = (codec: typeof kept): number => {
    const started = performance.now();
    for (let i = 0; i < TEXTS; i += 1) codec.decrypt(codec.encrypt("990101194405120027"));
    return TEXTS / ((performance.now() - started) / 1000);
  };
  const figures: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    figures[0].push(rate(kept));
    figures[1].push(rate(one));
  }
  tell({
    name: "rotation.encrypt and open, keys with versions : one key",
    value: percentile(figures[0], 0.5),
    unit: "texts/s",
    baseline: percentile(figures[1], 0.5),
  });
}

await inCity(async (city) => {
  await rotation(city);
  versions(city);
});
