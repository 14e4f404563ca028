import type { Schedule } from "#kernel/jobs";
import { endWaiting } from "./ended.ts";
import { askReports } from "./open311.ts";
import { DELIVER } from "./queue.ts";
import { deliverAll } from "./sending.ts";

const ASK = "exchange.ask";

/** What runs by the clock: what waits is sent each minute, and who speaks Open311 is asked every five. */
export const EXCHANGE_SCHEDULE: Schedule = {
  tasks: {
    [DELIVER]: async (ctx) => void (await deliverAll(ctx)),
    [ASK]: async (ctx) => {
      await askReports(ctx);
      await endWaiting(ctx);
    },
  },
  cron: [
    { task: DELIVER, match: "* * * * *" },
    { task: ASK, match: "*/5 * * * *" },
  ],
};
