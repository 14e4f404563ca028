import { readEntry } from "#matter/intake";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

// A handed-in file runs nothing and asks for nothing, wherever it is looked at.
const SANDBOX = { "content-security-policy": "default-src 'none'; sandbox" };

/** A handed-in file: to be kept; pictures may be looked at in place. */
export async function get({ params, query }: Incoming, ctx: Ctx): Promise<Reply> {
  const { matter } = await viewAsStaff(ctx, params["matter"]!);
  const { name, type, content } = await readEntry(ctx, matter.matterId, params["entry"]!);
  return { kind: "bytes", content, type, name, inline: query["show"] === "1" && type.startsWith("image/"), headers: SANDBOX };
}
