import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { mask } from "#crypto/crypto";
import { dayOf } from "#kernel/clock";

/** A way to reach a person outside the platform. SMS gateways differ by city: each is one implementation of this. */
export interface Channel {
  /** Sends a text; throws to be tried again later. */
  send(phone: string, text: string, now: Date): Promise<void>;
}

/** The default channel: a line a message into `dataDir`/sms/<day>.log, the phone masked. Nothing leaves the machine. */
export function fileChannel(dataDir: string): Channel {
  const folder = join(dataDir, "sms");
  return {
    async send(phone, text, now) {
      await mkdir(folder, { recursive: true });
      await appendFile(join(folder, `${dayOf(now)}.log`), `${now.toISOString()}\t${mask("phone", phone)}\t${text.replace(/\s+/g, " ")}\n`, { mode: 0o600 });
    },
  };
}
