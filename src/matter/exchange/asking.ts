import { port, type Ctx } from "#kernel/ctx";

/** How this city reaches others: fetch, or what stands in for it. */
export const FETCH = port<typeof fetch>("exchange.fetch");

const PATIENCE_MS = 30_000;

/** What came back. */
export interface Came {
  status: number;
  bytes: Buffer;
  header(name: string): string | null;
}

/** Somebody outside did not answer, or not as one who is spoken with: it is tried again. */
export class Away extends Error {}

async function within(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (body)
    for await (const piece of body) {
      size += piece.length;
      if (size > most) throw new Away(`对方的回答太大，超过 ${most} 字节`);
      pieces.push(piece);
    }
  return Buffer.concat(pieces);
}

// Nobody who keeps this city's things needs to know more than that somebody does not answer.
const WORDS: Readonly<Record<string, string>> = {
  TimeoutError: "对方没有在时间内回答",
  ECONNREFUSED: "对方没有在听（连接被拒绝）",
  ENOTFOUND: "找不到对方的地址",
  ECONNRESET: "连接断了",
  UND_ERR_SOCKET: "连接断了",
};

/**
 * Asks somebody outside: their own origin alone, redirects not followed, half a minute at most, the answer no larger than `most` bytes.
 * @throws Away
 */
export async function ask(ctx: Ctx, url: string, { most, ...init }: RequestInit & { most: number }): Promise<Came> {
  try {
    const answer = await (ctx.ports.find(FETCH) ?? globalThis.fetch)(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400)) {
      await answer.body?.cancel();
      throw new Away("对方把请求转到别处，没有跟过去，请核对地址");
    }
    return { status: answer.status, bytes: await within(answer.body, most), header: (name) => answer.headers.get(name) };
  } catch (error) {
    if (error instanceof Away) throw error;
    const { name = "", cause } = error as { name?: string; cause?: { code?: string } };
    throw new Away(WORDS[cause?.code ?? ""] ?? WORDS[name] ?? `没有连上对方（${cause?.code ?? name}）`);
  }
}
