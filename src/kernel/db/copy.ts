import pg, { type PoolClient } from "pg";

/** What the driver gives to a query while rows are sent, and what it does not declare. */
interface Wire {
  stream: { writableNeedDrain: boolean; once(event: "drain" | "close", listener: () => void): void; off(event: "drain" | "close", listener: () => void): void };
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

interface CopyQuery {
  callback: (error: Error | null) => void;
  handleCopyInResponse: (wire: Wire) => void;
}

function drained({ stream }: Wire): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stream.off("drain", go);
      stream.off("close", go);
      resolve();
    };
    stream.once("drain", go);
    stream.once("close", go);
  });
}

/**
 * Sends rows by COPY … FROM STDIN: the quickest way in. A query of the driver with its answer to "send now" put in place: a class of its own is refused
 * on connections that are pipelined. Nothing else may be asked of the connection until it is through.
 */
export function copyIn(client: PoolClient, text: string, chunks: AsyncIterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(text) as unknown as CopyQuery;
    let failed = false;
    let ours: unknown;
    query.callback = (error) => {
      failed = error !== null;
      if (error) reject(ours ?? error);
      else resolve();
    };
    query.handleCopyInResponse = (wire) => {
      const send = async (): Promise<void> => {
        for await (const chunk of chunks) {
          if (failed) return;
          wire.sendCopyFromChunk(Buffer.from(chunk, "utf8"));
          if (wire.stream.writableNeedDrain) await drained(wire);
        }
        if (!failed) wire.endCopyFrom();
      };
      send().catch((error: unknown) => {
        ours = error;
        if (!failed) wire.sendCopyFail("the rows could not be made");
      });
    };
    client.query(query as unknown as pg.Submittable);
  });
}

const SPECIAL = /[\\\n\r\t]/g;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A value as the text format of COPY has it; nothing is NULL. */
export function copyText(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value !== "string") return String(value);
  return /[\\\n\r\t]/.test(value) ? value.replace(SPECIAL, (each) => ESCAPES[each]!) : value;
}
