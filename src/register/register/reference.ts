import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import type { RegisterDefinition } from "./definition.ts";
import type { LineFault } from "./line.ts";
import type { Values } from "./record.ts";
import { getRegister } from "./registers.ts";
import { tableOf } from "./table.ts";

/** Keys asked for at once. */
const AT_ONCE = 5000;

/** Of keys, those that no row of a register has. */
export async function missingAmong(ctx: Ctx, registerId: string, keys: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const part = keys.slice(from, from + AT_ONCE);
    const indexes = part.map((key) => ctx.personal.index(key));
    const rows = await ctx.db.query<{ key_index: string }>(
      `select key_index from ${tableOf(registerId)} where key_index = any($1::text[])`,
      [indexes],
      "fresh",
    );
    const found = new Set(rows.map((row) => row.key_index));
    missing.push(...part.filter((_key, i) => !found.has(indexes[i]!)));
  }
  return missing;
}

/** A column of a list: its field, and its letters as a spreadsheet has them. */
interface ListedColumn {
  name: string;
  letters: string;
}

/** References that a list makes: each key with where it stands first. What they name is asked for when all is read: nothing can be asked during COPY. */
export class References {
  readonly #fields: { name: string; letters: string; first: Map<string, number> }[];

  constructor(definition: RegisterDefinition, columns: ListedColumn[]) {
    const references = new Set(definition.fields.filter(({ type, elsewhere }) => type === "record" && !elsewhere).map(({ name }) => name));
    this.#fields = columns.filter(({ name }) => references.has(name)).map(({ name, letters }) => ({ name, letters, first: new Map<string, number>() }));
  }

  note(line: number, values: Values): void {
    for (const { name, first } of this.#fields) {
      const key = values[name];
      if (typeof key === "string" && !first.has(key)) first.set(key, line);
    }
  }

  /** A fault for each key that names no row, at the first line that has it. A list may name rows that it brings itself (`own`). */
  async faults(ctx: Ctx, definition: RegisterDefinition, own: ReadonlyMap<string, number>): Promise<LineFault[]> {
    const found: LineFault[] = [];
    for (const { name, letters, first } of this.#fields) {
      const field = definition.fields.find((each) => each.name === name)!;
      const target = await getRegister(ctx, field.register!);
      for (const key of await missingAmong(
        ctx,
        target.id,
        [...first.keys()].filter((each) => target.id !== definition.id || !own.has(each.toUpperCase())),
      ))
        found.push({
          line: first.get(key)!,
          column: letters,
          message: `${field.label}“${field.personal ? mask(field.personal, key) : key}”在「${target.name}」里没有`,
        });
    }
    return found;
  }
}
