import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** The line between a phone and the city, which can be cut. */
export interface Line {
  base: string;
  /** How often an entry set out on it. */
  entries(): number;
  /** Breaks every connection now, and lets none through until it is mended. */
  cut(): void;
  /** Lets what is asked through and none of the answers: the city does what the phone never hears of. Then the line breaks. */
  deafen(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A line to a city on this machine. */
export async function openLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(to);
  const pairs = new Set<[Socket, Socket]>();
  let entries = 0;
  let state: "whole" | "deaf" | "cut" = "whole";
  const drop = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const server = createServer((phone) => {
    if (state === "cut") return void phone.destroy();
    const city = connect(Number(port), hostname);
    const pair: [Socket, Socket] = [phone, city];
    pairs.add(pair);
    phone.on("data", (bytes) => {
      if (bytes.toString("latin1", 0, 60).startsWith("POST /field/entries ")) entries += 1;
      city.write(bytes);
    });
    city.on("data", (bytes) => void (state === "whole" && phone.write(bytes)));
    for (const [one, other] of [pair, pair.toReversed() as [Socket, Socket]]) {
      one.on("error", () => {});
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries: () => entries,
    cut() {
      state = "cut";
      drop();
    },
    deafen: () => void (state = "deaf"),
    mend() {
      if (state === "deaf") drop();
      state = "whole";
    },
    async close() {
      drop();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
