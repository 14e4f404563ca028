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
    const texts = columns.map((column, i) => `${column.name}::text as "${i}"`).join(", ");
    await ctx.db.query(`declare encrypted no scroll cursor for select ctid::text as place, ${texts} from ${name}`);
    for (;;) {
      const rows = await ctx.db.query<{ place: string; [column: number]: string | null }>("fetch 500 from encrypted");
      for (const row of rows) {
        for (const [i, { json }] of columns.entries()) {
          const text = row[i];
          if (typeof text !== "string") continue;
          if (!json) check(name, row.place, text);
          else for (const [, encrypted] of text.matchAll(IN_JSON)) check(name, row.place, encrypted!);
        }
      }
      if (rows.length < 500) break;
    }
    await ctx.db.query("close encrypted");
  }
  return result;
}
