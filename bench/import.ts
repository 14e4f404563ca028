import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeXlsxStream } from "hucre";
import type { RegisterField } from "#register/field";
import { type RegisterDefinition, importRecords, placeRegisters } from "#register/register";
import { sqlOf } from "#kernel/db";
import type { City } from "../src/city.ts";
import { tell } from "./figure.ts";
import { CLERK } from "./import-once.ts";
import { inCity } from "./place.ts";

const ROWS = Number(process.argv[3] ?? 100_000);
const ROUNDS = 3;

const open = (name: string, label: string, type: RegisterField["type"] = "text"): RegisterField => ({
  name,
  label,
  type,
  class: "量",
  grade: 1,
  share: "none",
});
const FIELDS: RegisterField[] = [
  open("number", "编号", "code"),
  open("name", "名称"),
  open("person", "负责人"),
  open("phone", "电话"),
  open("place", "地址"),
  open("since", "日期", "date"),
  open("size", "面积", "number"),
  open("staff", "人数", "integer"),
  open("active", "在营", "boolean"),
  open("note", "备注"),
];
const ENCRYPTED: Record<string, RegisterField["personal"]> = { person: "name", phone: "phone", place: "address" };

/** A register of ten fields, none or three of them encrypted. */
function register(id: string, encrypted: boolean): RegisterDefinition {
  const fields = FIELDS.map((field) => ({ ...field, ...(encrypted && ENCRYPTED[field.name] && { personal: ENCRYPTED[field.name]! }) }));
  return { id, name: "量", subject: "place", key: "number", source: "11990100MB0000001T", fields };
}

const NAMES = "云州青溪南湖荷塘窑前松林书院菱角小满清风明月".split("");
const pick = (seed: number, length: number): string => Array.from({ length }, (_, i) => NAMES[(seed * 31 + i * 17) % NAMES.length]!).join("");

function row(i: number): string[] {
  const day = `20${String(10 + (i % 15))}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`;
  return [
    `N${String(i).padStart(8, "0")}`,
    `${pick(i, 8)}有限公司`,
    pick(i, 3),
    `199${String(i).padStart(8, "0")}`,
    `${pick(i, 12)}路${i % 300}号`,
    day,
    String((i % 900) + 0.5),
    String(i % 80),
    i % 2 ? "是" : "否",
    pick(i, 5),
  ];
}

/** Chinese as Chinese Excel saves it, by the platform's own table turned round. */
function gb18030(text: string): Buffer {
  const table = new Map<number, number>();
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)).charCodeAt(0), lead * 256 + trail);
  const bytes = Buffer.alloc(text.length * 2);
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 128) bytes[at++] = code;
    else at = bytes.writeUInt16BE(table.get(code)!, at);
  }
  return bytes.subarray(0, at);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The rows as the register has them, by COPY into a table with the same columns, checks, indexes and triggers: what is left when nothing is read or encrypted. */
async function copied(city: City, id: string): Promise<number> {
  const { owner } = city.database;
  const client = sqlOf(owner);
  const columns = FIELDS.map(({ name }) => `f_${name}`).join(", ");
  const all = `record_id, key_index, source, matter_id, updated_at, ${columns}`;
  const rows = (
    await owner.query<{ line: string }>(
      `select concat_ws(E'\\t', record_id, key_index, source, E'\\\\N', updated_at, ${columns}) as line from register_data.${id} order by updated_at desc limit ${ROWS}`,
    )
  ).rows;
  await owner.query(`truncate register_data.${id}`);
  async function* lines(): AsyncGenerator<string> {
    for (let from = 0; from < rows.length; from += 500)
      yield rows
        .slice(from, from + 500)
        .map(({ line }) => `${line}\n`)
        .join("");
  }
  return seconds(() => client.copy(`copy register_data.${id} (${all}) from stdin`, lines()));
}

const median = (of: number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1]!;

/**
 * The most that a process held which opened the city, searched once and did this import, its reading thread included; the database is another. Started
 * as `npm start` is.
 */
function mostOf(dataDir: string, file: string, id: string): { held: number; before: number } {
  const [line = ""] = execFileSync(process.execPath, ["bin/ready.js", "bench/import-once.ts", dataDir, file, id], { encoding: "utf8" })
    .trim()
    .split("\n")
    .slice(-1);
  const { most: held, before } = JSON.parse(line) as { most: number; before: number };
  return { held: held / 1e6, before: before / 1e6 };
}

/** A file, the register it goes into, and what its rows are there when the register holds 100,000 rows already; COPY is of as many rows as come. */
const CASES = [
  ["GB 18030 .csv", "list.csv", "bench-open", undefined],
  [".xlsx", "list.xlsx", "bench-open", undefined],
  ["GB 18030 .csv, three encrypted columns", "list.csv", "bench-encrypted", undefined],
  ["GB 18030 .csv, all there already", "list.csv", "bench-open", "unchanged"],
  ["GB 18030 .csv, all changed", "changed.csv", "bench-open", "changed"],
  ["GB 18030 .csv, beside as many others", "others.csv", "bench-open", "added"],
  ["GB 18030 .csv, three encrypted columns, all there already", "list.csv", "bench-encrypted", "unchanged"],
] as const;

async function main(city: City, dataDir: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "yiwang-lists-"));
  try {
    const rows = Array.from({ length: ROWS }, (_, i) => row(i));
    const labels = FIELDS.map(({ label }) => label);
    const write = (name: string, of: string[][]): void =>
      writeFileSync(join(folder, name), gb18030([labels, ...of].map((cells) => cells.join(",")).join("\r\n")));
    write("list.csv", rows);
    write(
      "changed.csv",
      rows.map((cells) => [...cells.slice(0, -1), "改"]),
    );
    write(
      "others.csv",
      rows.map(([number, ...cells]) => [`M${number!.slice(1)}`, ...cells]),
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsxStream([labels, ...rows], { name: "名单" })) chunks.push(chunk);
    writeFileSync(join(folder, "list.xlsx"), Buffer.concat(chunks));
    await placeRegisters(sqlOf(city.database.owner), [register("bench-open", false), register("bench-encrypted", true)]);
    city.ctx().memory.forget("register.registers");
    const take = (id: string, file: string, counted: "added" | "changed" | "unchanged"): Promise<number> =>
      seconds(async () => {
        const report = await importRecords(city.ctx(CLERK), id, readFileSync(join(folder, file)));
        if (report[counted] !== ROWS) throw new Error(`${report[counted]} of ${ROWS} rows ${counted}: ${JSON.stringify(report.errors.slice(0, 3))}`);
      });
    const empty = (id: string): Promise<unknown> => city.database.owner.query(`truncate register_data.${id.replace("-", "_")}`);
    for (const [name, file, id, held] of CASES) {
      const [ours, bare]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        await empty(id);
        if (held) await take(id, "list.csv", "added");
        ours.push(await take(id, file, held ?? "added"));
        bare.push(await copied(city, id.replace("-", "_")));
      }
      await empty(id);
      if (held) await take(id, "list.csv", "added");
      const { held: most, before } = mostOf(dataDir, join(folder, file), id);
      tell({ name: `import.${name}, most memory of the process : before it`, value: most, unit: "MB", baseline: before });
      tell({ name: `import.${name} : COPY`, value: ROWS / median(ours), unit: "rows/s", baseline: ROWS / median(bare) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await inCity(main);
