import type { Ctx } from "#kernel/ctx";
import { isId } from "#values/ids";
import type { Peer } from "#people/peer";
import type { Came } from "./asking.ts";
import { isOfToday, isSignedBy, readSigned, type Signed } from "./signing.ts";

/** That a message arrived: its id, the SM3 of its bytes, when, and the number that the matter has there. */
export interface Receipt {
  message: string;
  digest: string;
  at: string;
  number?: string;
}

/** That a message was not taken: a stable code, and a sentence for whoever sent it. */
export interface Refused {
  message: string | null;
  digest: string;
  code: string;
  say: string;
}

/** What somebody said to a message. `proof`: the bytes of the answer and its signature, as they are kept. */
export type Answer = { is: "taken"; number: string | null; proof: Signed & { body: string } } | { is: "refused"; code: string; say: string };

type Row = Record<string, unknown>;

const text = (value: unknown, most: number): string | undefined => (typeof value === "string" && value !== "" ? value.slice(0, most) : undefined);

function readRow(bytes: Buffer): Row | undefined {
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Row) : undefined;
  } catch {
    return undefined;
  }
}

// No database keeps a NUL or half of a character; nobody needs them in a sentence.
const clean = (words: string): string => words.toWellFormed().replaceAll("\0", "");

/**
 * What a counterpart said to a message, by what it signed alone, whatever the status: a gateway between the two cannot say that something arrived, nor that it was
 * declined. Undefined where that is no answer of theirs to this message.
 */
export function answerTo(ctx: Ctx, peer: Peer, sent: { messageId: string; digest: string }, { bytes, header }: Came): Answer | undefined {
  const signed = readSigned(header);
  if (!signed || !isSignedBy(peer, signed, bytes) || !isOfToday(signed, ctx.now)) return undefined;
  const row = readRow(bytes);
  if (!row || row["digest"] !== sent.digest) return undefined;
  const code = text(row["code"], 60);
  const say = text(row["say"], 2000);
  if (code !== undefined && say !== undefined && (row["message"] === sent.messageId || row["message"] === null))
    return { is: "refused", code: clean(code), say: clean(say) };
  if (!isId(row["message"]) || row["message"] !== sent.messageId || text(row["at"], 40) === undefined) return undefined;
  const number = text(row["number"], 100);
  return { is: "taken", number: number === undefined ? null : clean(number), proof: { ...signed, body: bytes.toString("utf8") } };
}
