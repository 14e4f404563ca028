import { connect, type Socket } from "node:net";
import { badInput, Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";

/** What a scanner says of a file: nothing found, the name of what was, or that it could not say. */
export type Scanned = { is: "clean" } | { is: "infected"; name: string } | { is: "unknown"; why: string };

/** A program that looks for malicious content. */
export interface Scanner {
  scan(content: Uint8Array): Promise<Scanned>;
}

const PIECE = 64 * 1024;
/** Ten megabytes take a scanner a second or two; who says nothing for so long is away. */
const PATIENCE_MS = 20_000;
/** Files that are held in memory for the scanner at a time; others wait, and their patience runs. */
const AT_ONCE = 4;

function socketTo(address: string): Socket {
  if (address.startsWith("/")) return connect(address);
  const { hostname, port } = new URL(`tcp://${address}`);
  return connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) });
}

function lengthOf(piece: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return length;
}

/** "stream: OK", "stream: NAME FOUND"; anything else is no answer. */
function readReply(reply: string): Scanned {
  const said = reply.replace(/[\0\n]+$/, "");
  if (said === "stream: OK") return { is: "clean" };
  const name = /^stream: ([\x21-\x7e]{1,200}) FOUND$/.exec(said)?.[1];
  return name ? { is: "infected", name } : { is: "unknown", why: `it answered ${JSON.stringify(firstGraphemes(said, 200))}` };
}

/**
 * A scanner that speaks clamd's protocol (INSTREAM: each piece behind its length in four bytes, a length of 0 ends) on `host:port`, or on a local socket's
 * path. Never throws: whatever goes wrong is `unknown`.
 */
export function clamd(address: string, patience = PATIENCE_MS): Scanner {
  return {
    scan: (content) =>
      new Promise((resolve) => {
        const socket = socketTo(address);
        let reply = "";
        const end = (scanned: Scanned): void => {
          clearTimeout(timer);
          socket.destroy();
          resolve(scanned);
        };
        const timer = setTimeout(() => end({ is: "unknown", why: `no answer within ${patience} ms` }), patience);
        socket.on("data", (chunk) => {
          reply += chunk.toString("latin1");
          if (reply.includes("\0") || reply.length > 1000) end(readReply(reply));
        });
        // It may answer and hang up before everything was sent.
        socket.on("error", (error) => end(reply ? readReply(reply) : { is: "unknown", why: error.message }));
        socket.on("close", () => end(reply ? readReply(reply) : { is: "unknown", why: "it hung up" }));
        socket.write("zINSTREAM\0");
        for (let at = 0; at < content.length; at += PIECE) {
          const piece = content.subarray(at, at + PIECE);
          socket.write(lengthOf(piece));
          socket.write(piece);
        }
        socket.write(lengthOf(new Uint8Array()));
      }),
  };
}

/** Where it is said that something was found, or that nobody can say. */
interface Told {
  error(facts: object, words: string): void;
}

/** Lets a file through, or refuses it: 422 of one in which something was found, 503 where nobody can say now. */
export type Gate = (content: () => Uint8Array | Promise<Uint8Array>) => Promise<void>;

const AWAY = "现在没法检查文件是否安全，文件没有收下。请过几分钟再传；急着办的，可以打 12345 问怎么办。";

/**
 * The gate of every upload. While the scanner is away uploads are refused, not kept unchecked: what nobody has checked is then never in the city, no clock of
 * the law runs on a file that staff may not open, and whoever sends it knows at once. Without a scanner everything passes.
 */
export function gateOf(scanner: Scanner | undefined, log: Told, patience = PATIENCE_MS): Gate {
  if (!scanner) return async () => {};
  let busy = 0;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<boolean> => {
    if (busy < AT_ONCE) return ((busy += 1), true);
    return new Promise((resolve) => {
      const turn = (): void => (clearTimeout(timer), resolve(true));
      const timer = setTimeout(() => (waiting.splice(waiting.indexOf(turn), 1), resolve(false)), patience);
      waiting.push(turn);
    });
  };
  // Whose turn it is takes the place over.
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  const scanned = async (content: Parameters<Gate>[0]): Promise<Scanned> => {
    if (!(await enter())) return { is: "unknown", why: "too many files wait for it" };
    try {
      return await scanner.scan(await content());
    } finally {
      leave();
    }
  };
  return async (content) => {
    const found = await scanned(content);
    if (found.is === "clean") return;
    if (found.is === "infected") {
      log.error({ name: found.name }, "an upload was refused: the scanner found something in it");
      throw badInput("FILE_INFECTED", `检查发现文件里有恶意程序（${found.name}），没有收下。请给电脑或手机杀毒，重新做好文件以后再传。`);
    }
    log.error({ why: found.why }, "uploads are refused: the scanner does not answer");
    throw new Refusal(503, "SCANNER_AWAY", AWAY);
  };
}
