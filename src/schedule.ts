import { issueLists } from "#trust/certificate";
import { sweepAttempts, sweepTyped } from "#people/identity";
import { appendLeaves, keepWitness } from "#proof/log";
import { encryptAnswersOfBefore } from "#matter/work";
import { EXCHANGE_SCHEDULE } from "#matter/exchange";
import { countMeasures } from "#matter/indicator";
import { tallyDays } from "#matter/lists";
import { sweepClocks } from "#matter/timing";
import { beginTimed } from "#matter/begin";
import { remindOfDeferrals, sweepDrafts, sweepFiles, sweepDiscarded } from "#matter/intake";
import { encryptNoticesOfBefore, fileChannel, forgetMessages, smsTask } from "#matter/notice";
import { followRules } from "#matter/payment";
import { expireSeals } from "#trust/seal";
import { forgetMisses } from "#content/search";
import { forgetNotes } from "#matter/call";
import { RECOUNT, recountAll } from "#matter/recount";
import { LOOK, lookAll } from "#matter/watch";
import type { Config } from "#kernel/config";
import type { Ctx } from "#kernel/ctx";
import { sweepStocks } from "#kernel/http";
import { forgetAnswers } from "#kernel/idempotency";
import type { Schedule } from "#kernel/jobs";

/** What runs by the clock or on request. */
export function schedule(config: Config): Schedule {
  const { witnessFile } = config;
  return {
    tasks: {
      [RECOUNT]: async (ctx: Ctx) => void (await recountAll(ctx)),
      [LOOK]: async (ctx: Ctx) => void (await lookAll(ctx)),
      ...EXCHANGE_SCHEDULE.tasks,
      "matter.timers": async (ctx: Ctx) => void (await sweepClocks(ctx)),
      "log.append": async (ctx: Ctx) => void (await appendLeaves(ctx)),
      "log.witness": async (ctx: Ctx) => void (witnessFile && (await keepWitness(ctx, witnessFile))),
      "seal.expiry": async (ctx: Ctx) => void (await expireSeals(ctx)),
      "certificate.lists": (ctx: Ctx) => issueLists(ctx),
      "payment.rules": async (ctx: Ctx) => void (await followRules(ctx)),
      "notice.encryption": (ctx: Ctx) => encryptNoticesOfBefore(ctx),
      "notice.forget": (ctx: Ctx) => forgetMessages(ctx),
      "notice.sms": smsTask(fileChannel(config.dataDir)),
      "matter.tallies": async (ctx: Ctx) => {
        await tallyDays(ctx);
        await countMeasures(ctx);
      },
      "matter.encryption": async (ctx: Ctx) => void (await encryptAnswersOfBefore(ctx)),
      "matter.timed": async (ctx: Ctx) => void (await beginTimed(ctx)),
      "matter.drafts": async (ctx: Ctx) => void (await sweepDrafts(ctx, config.draftDays)),
      "matter.deferrals": async (ctx: Ctx) => void (await remindOfDeferrals(ctx)),
      "matter.files": async (ctx: Ctx) => void (await sweepFiles(ctx)),
      "idempotency.forget": (ctx: Ctx) => forgetAnswers(ctx),
      "matter.discarded": async (ctx: Ctx) => void (await sweepDiscarded(ctx)),
      "identity.forget": async (ctx: Ctx) => void (await Promise.all([sweepAttempts(ctx), sweepTyped(ctx)])),
      "search.forget": (ctx: Ctx) => forgetMisses(ctx),
      "call.forget": (ctx: Ctx) => forgetNotes(ctx),
      "http.forget": (ctx: Ctx) => sweepStocks(ctx.db),
    },
    cron: [
      { task: "matter.timers", match: "* * * * *" },
      ...EXCHANGE_SCHEDULE.cron,
      { task: "matter.encryption", match: "* * * * *" },
      { task: "notice.encryption", match: "* * * * *" },
      { task: "notice.forget", match: "17 19 * * *" },
      { task: "matter.timed", match: "11 * * * *" },
      // Ten past midnight in the city, and every hour after, should that have been missed.
      { task: "matter.tallies", match: "10 * * * *" },
      { task: LOOK, match: "37 * * * *" },
      { task: RECOUNT, match: "40 18 * * *" },
      { task: "log.append", match: "* * * * *" },
      { task: "log.witness", match: "29 * * * *" },
      { task: "payment.rules", match: "41 17 * * *" },
      { task: "seal.expiry", match: "3 16 * * *" },
      { task: "certificate.lists", match: "11 */6 * * *" },
      { task: "matter.drafts", match: "23 19 * * *" },
      { task: "matter.deferrals", match: "31 0 * * *" },
      { task: "matter.files", match: "43 19 * * *" },
      { task: "idempotency.forget", match: "7 19 * * *" },
      { task: "matter.discarded", match: "23 19 * * *" },
      { task: "identity.forget", match: "*/10 * * * *" },
      { task: "search.forget", match: "13 19 * * *" },
      { task: "call.forget", match: "47 19 * * *" },
      { task: "http.forget", match: "*/10 * * * *" },
    ],
  };
}
