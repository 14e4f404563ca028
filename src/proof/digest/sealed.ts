import { NoDataKey, SEALED_IN_JSON } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { sealedTables } from "#kernel/rotation";
import { Misfit } from "#kernel/trace";

/** What was found of the sealed values. */
export interface SealedChecked {
  /** Values that opened: as they were sealed, to the byte. */
  opened: number;
  /** Values under a key that is not here; nobody can tell of them. */
  closed: number;
}

const IN_JSON = new RegExp(SEALED_IN_JSON, "g");

/**
 * Opens every sealed value of the database: each has a MAC of its own, which digests leave to it. Inside a transaction. Throws the first `Misfit`.
 */
export async function checkSealed(ctx: Ctx): Promise<SealedChecked> {
  const result: SealedChecked = { opened: 0, closed: 0 };
  const check = (table: string, place: string, sealed: string): void => {
    try {
      ctx.personal.open(sealed);
      result.opened += 1;
    } catch (error) {
      if (!(error instanceof NoDataKey)) throw new Misfit(table, `位置 ${place} 的一行里，有加密的内容被改动过，打不开。`);
      result.closed += 1;
    }
  };
  for (const { name, columns } of await sealedTables(ctx.db)) {
    await ctx.db.query(
      `declare sealed no scroll cursor for select ctid::text as place, array[${columns.map((column) => `${column.name}::text`).join(", ")}] as texts from ${name}`,
    );
    for (;;) {
      const rows = await ctx.db.query<{ place: string; texts: (string | null)[] }>("fetch 500 from sealed");
      for (const { place, texts } of rows) {
        for (const [i, text] of texts.entries()) {
          if (text === null) continue;
          if (!columns[i]!.json) check(name, place, text);
          else for (const [, sealed] of text.matchAll(IN_JSON)) check(name, place, sealed!);
        }
      }
      if (rows.length < 500) break;
    }
    await ctx.db.query("close sealed");
  }
  return result;
}
