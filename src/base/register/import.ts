import { grants } from "#base/duty";
import type { RegisterDefinition, RegisterField } from "#base/pack";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import type { Values } from "./record.ts";
import { forbidden } from "#kernel/errors";
import { getRegister } from "./registers.ts";
import { misfits, writeRecord } from "./write.ts";

/** What came of an import: nothing is taken when a line is wrong. */
export interface ImportReport {
  accepted: number;
  errors: { line: number; message: string }[];
}

function typed(field: RegisterField, text: string): unknown {
  if (text === "") return undefined;
  if (field.type === "integer") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (field.type === "number") return Number.isFinite(Number(text)) ? Number(text) : text;
  if (field.type === "boolean") return text === "是" || text === "true" ? true : text === "否" || text === "false" ? false : text;
  return text;
}

function readLine(definition: RegisterDefinition, names: string[], line: string): Values {
  const cells = line.split("\t");
  const fields = new Map(definition.fields.map((field) => [field.name, field]));
  return Object.fromEntries(names.flatMap((name, i) => [[name, fields.has(name) ? typed(fields.get(name)!, (cells[i] ?? "").trim()) : cells[i]]]));
}

/**
 * Imports tab-separated records; the first line names the fields. Every line is checked before any is written, each fault is
 * told with its line, and all of it happens in one transaction or not at all.
 */
export async function importRecords(ctx: Ctx, registerId: string, text: string): Promise<ImportReport> {
  if (!grants(ctx.actor, "register.import")) throw forbidden();
  const definition = await getRegister(ctx, registerId);
  const [head = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = head.split("\t").map((name) => name.trim());
  const unknown = names.filter((name) => !definition.fields.some((field) => field.name === name));
  if (unknown.length > 0) return { accepted: 0, errors: [{ line: 1, message: `库里没有这些项目：${unknown.join("、")}` }] };
  const rows = lines.flatMap((line, i) => (line.trim() === "" ? [] : [{ line: i + 2, values: readLine(definition, names, line) }]));
  const errors = rows.flatMap(({ line, values }) => {
    const faults = Object.values(misfits(definition, values));
    return faults.length > 0 ? [{ line, message: faults.join("；") }] : [];
  });
  if (errors.length > 0) return { accepted: 0, errors };
  await transaction(ctx, async (inner) => {
    for (const { values } of rows) await writeRecord(inner, registerId, values, { source: "import" });
  });
  return { accepted: rows.length, errors: [] };
}
