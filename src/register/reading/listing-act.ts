import type { ActDeclaration } from "#process/graph";
import type { Ctx } from "#kernel/ctx";
import type { Values } from "#register/register";
import { openRowsNow } from "./open-rows.ts";

/** How a flow reads rows of a register: those whose fields have the values of `where`, sorted by `order`; what they say that is open to all, nothing personal. */
export const LIST_ACT = {
  name: "register.list",
  word: "读取信息库",
  input: { register: { takes: "register", required: true }, where: { takes: "row", of: "register", part: true }, order: { takes: "text" } },
  gives: { rows: "anything" },
} as const satisfies ActDeclaration;

const less = (one: unknown, other: unknown): number =>
  typeof one === "number" && typeof other === "number" ? one - other : String(one ?? "").localeCompare(String(other ?? ""), "en");

/** The rows that count, as they stand now, whose open fields have these values. */
export async function rowsWhere(ctx: Ctx, registerId: string, where: Readonly<Record<string, unknown>>, order?: string): Promise<Values[]> {
  const rows = (await openRowsNow(ctx, registerId)).filter((row) => Object.entries(where).every(([name, value]) => row[name] === value));
  return order === undefined ? rows : rows.toSorted((a, b) => less(a[order], b[order]));
}
