import { createServer, type Socket } from "node:net";

/** How a simulated scanner behaves: as it should, slowly, hanging up half-way, talking nonsense, or never saying anything. */
export type Mood = "well" | "slow" | "cutting" | "nonsense" | "silent";

/** What the simulated scanner calls infected: words that mean nothing to any real one. */
export const MARKER = "test file that the simulated scanner calls infected";

/** A simulated clamd (INSTREAM) on a port of its own. */
export interface Clamd {
  address: string;
  mood: Mood;
  /** Sizes of the files it was given whole, in order. */
  seen: number[];
  close(): Promise<void>;
}

/** The file within what was sent after the command; undefined until it is whole. */
function fileIn(sent: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 4 <= sent.length;) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

export async function openClamd(): Promise<Clamd> {
  const sockets = new Set<Socket>();
  const command = Buffer.from("zINSTREAM\0");
  const server = createServer((socket) => {
    sockets.add(socket);
    let sent = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (clamd.mood === "cutting") return void socket.destroy();
      sent = Buffer.concat([sent, chunk]);
      const file = sent.subarray(0, command.length).equals(command) ? fileIn(sent.subarray(command.length)) : undefined;
      if (!file || clamd.mood === "silent") return;
      clamd.seen.push(file.length);
      const verdict = file.includes(MARKER) ? "stream: Simulated.Test.Name FOUND\0" : "stream: OK\0";
      const answer = (): void => void socket.end(clamd.mood === "nonsense" ? "HTTP/1.1 200 OK\0" : verdict);
      if (clamd.mood === "slow") setTimeout(answer, 300);
      else answer();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const clamd: Clamd = {
    address: `127.0.0.1:${(server.address() as { port: number }).port}`,
    mood: "well",
    seen: [],
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
  return clamd;
}
