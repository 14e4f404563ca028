import { NoDataKey, ENCRYPTED_IN_JSON } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { encryptedTables } from "#kernel/rotation";
import { Misfit } from "#kernel/trace";

/** What was found of the encrypted values. */
export interface EncryptedChecked {
  /** Values that opened: as they were encrypted, to the byte. */
  opened: number;
  /** Values under a key that is not here; nobody can tell of them. */
  closed: number;
}

const IN_JSON = new RegExp(ENCRYPTED_IN_JSON, "g");

/**
 * Opens every encrypted value of the database: each has a MAC of its own, which digests leave to it. Inside a transaction. Throws the first `Misfit`.
 */
export async function checkEncrypted(ctx: Ctx): Promise<EncryptedChecked> {
  const result: EncryptedChecked = { opened: 0, closed: 0 };
  const check = (table: string, place: string, encrypted: string): void => {
    try {
      ctx.personal.decrypt(encrypted);
      result.opened += 1;
    } catch (error) {
      if (!(error instanceof NoDataKey)) throw new Misfit(table, `位置 ${place} 的一行里，有加密的内容被改动过，打不开。`);
      result.closed += 1;
    }
  };
  for (const { name, columns } of await encryptedTables(ctx.db)) {
    await ctx.db.query(
      `declare encrypted no scroll cursor for select ctid::text as place, array[${columns.map((column) => `${column.name}::text`).join(", ")}] as texts from ${name}`,
    );
    for (;;) {
      const rows = await ctx.db.query<{ place: string; texts: (string | null)[] }>("fetch 500 from encrypted");
      for (const { place, texts } of rows) {
        for (const [i, text] of texts.entries()) {
          if (text === null) continue;
          if (!columns[i]!.json) check(name, place, text);
          else for (const [, encrypted] of text.matchAll(IN_JSON)) check(name, place, encrypted!);
        }
      }
      if (rows.length < 500) break;
    }
    await ctx.db.query("close encrypted");
  }
  return result;
}
