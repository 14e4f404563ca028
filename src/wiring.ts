import { getLicenceType } from "#base/catalogue";
import { issueLists } from "#base/certificate";
import { dateClaim, endClaim } from "#base/claim";
import { organisationNow } from "#base/duty";
import { getLicence, issueLicence, revokeCopiesOf } from "#base/licence";
import { appendLeaves, keepWitness } from "#base/log";
import { applicantDetails, facesOf, fireTimers, personalInput, record, registerServiceActs, type ServiceAct } from "#base/matter";
import { fileChannel, smsTask, tellApplicant, WORDINGS } from "#base/notice";
import { grantPayment } from "#base/payment";
import { writeRecord } from "#base/register";
import { expireSeals } from "#base/seal";
import { forgetMisses } from "#base/search";
import { RECOUNT, recountAll } from "#base/recount";
import type { Config } from "#kernel/config";
import type { Ctx } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { forgetAnswers } from "#kernel/idempotency";
import type { Schedule } from "#kernel/jobs";

// What one block does at another's word is tied together here and nowhere else: no block knows who listens to it.

const issue: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const { matter } = change;
  const { item } = blueprint.version.definition;
  const type = await getLicenceType(ctx, String(input["type"]));
  const organisation = await organisationNow(ctx);
  const details = applicantDetails(ctx, matter);
  const validity = input["validity"] ?? item.outcome?.licence?.validity;
  const issued = await issueLicence(ctx, {
    type,
    issuer: { code: type.issuer, name: organisation.unitName(type.issuer) },
    holder: { kind: matter.applicant.kind, name: details.name, number: details.number },
    prefix: String(input["prefix"] ?? item.outcome?.licence?.number ?? ""),
    ...(typeof validity === "string" && { validity }),
    face: facesOf(ctx, change, blueprint),
    itemId: matter.itemId,
    matterId: matter.matterId,
  });
  await dateClaim(ctx, matter.matterId, { until: issued.validUntil });
  record(ctx, change, "issued", { name: type.name, number: issued.number });
  return { number: issued.number, until: issued.validUntil };
};

const pay: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const details = applicantDetails(ctx, change.matter);
  const personal = personalInput(ctx, change, blueprint, input);
  const { grantId, amount } = await grantPayment(ctx, {
    matterId: change.matter.matterId,
    name: blueprint.version.definition.item.outcome?.payment?.name ?? change.matter.itemName,
    amount: Number(input["amount"]),
    ...(typeof input["period"] === "string" && { period: input["period"] }),
    payee: personal["payee"] ?? details.name,
    account: personal["account"] ?? "",
  });
  record(ctx, change, "paid", { amount, period: input["period"] ?? null });
  return { grant: grantId, amount };
};

const enrol: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const register = String(input["register"]);
  const row = { ...(input["row"] as Record<string, unknown>), ...personalInput(ctx, change, blueprint, input) };
  const id = await writeRecord(ctx, register, row, { matterId: change.matter.matterId });
  record(ctx, change, "recorded", { register });
  return { id };
};

/** Ties the blocks' acts into flows. Called once, before anything runs. */
export function wireServiceActs(): void {
  registerServiceActs({ "licence.issue": issue, "payment.grant": pay, "register.write": enrol });
}

// What was made for a matter ends with it when it is not wanted any more.
const endCopies: Subscriber = (ctx, { subject }) => revokeCopiesOf(ctx, subject);
const ENDED = ["matter.withdrawn", "matter.terminated"];

// A licence that is in force no longer may be applied for anew.
const endClaimOf: Subscriber = async (ctx, { subject, data }) => {
  const { matterId } = await getLicence(ctx, subject);
  if (matterId) await endClaim(ctx, matterId, String(data["kind"] ?? "cancelled"));
};

/** Who does something about which event. */
export function subscribers(): Map<string, Subscriber[]> {
  const told = new Map<string, Subscriber[]>(Object.keys(WORDINGS).map((kind) => [`matter.${kind}`, [tellApplicant(kind)]]));
  for (const event of ENDED) told.set(event, [...(told.get(event) ?? []), endCopies]);
  told.set("licence.cancelled", [endClaimOf]);
  return told;
}

/** What runs by the clock or on request. */
export function schedule(config: Config): Schedule {
  const { witnessFile } = config;
  return {
    tasks: {
      [RECOUNT]: async (ctx: Ctx) => void (await recountAll(ctx)),
      "matter.timers": async (ctx: Ctx) => void (await fireTimers(ctx)),
      "log.append": async (ctx: Ctx) => void (await appendLeaves(ctx)),
      "log.witness": async (ctx: Ctx) => void (witnessFile && (await keepWitness(ctx, witnessFile))),
      "seal.expiry": async (ctx: Ctx) => void (await expireSeals(ctx)),
      "certificate.lists": (ctx: Ctx) => issueLists(ctx),
      "notice.sms": smsTask(fileChannel(config.dataDir)),
      "idempotency.forget": (ctx: Ctx) => forgetAnswers(ctx),
      "search.forget": (ctx: Ctx) => forgetMisses(ctx),
    },
    cron: [
      { task: "matter.timers", match: "* * * * *" },
      { task: RECOUNT, match: "40 18 * * *" },
      { task: "log.append", match: "* * * * *" },
      { task: "log.witness", match: "29 * * * *" },
      { task: "seal.expiry", match: "3 16 * * *" },
      { task: "certificate.lists", match: "11 */6 * * *" },
      { task: "idempotency.forget", match: "7 19 * * *" },
      { task: "search.forget", match: "13 19 * * *" },
    ],
  };
}
