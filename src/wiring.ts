import { getLicenceType, rolesNow } from "#content/catalogue";
import type { RoleDefinition } from "#content/pack";
import { VOCABULARY } from "#content/check";
import { dateClaim, endClaim } from "#content/claim";
import { tryPaper } from "#proof/document";
import { organisationNow, PACK_ROLES, VERBS, type PackRole } from "#people/duty";
import { cancelAlert, givenOf, publishAlert, updateAlert } from "#outcome/alert";
import { CITATIONS, getLicence, issueLicence, revokeCopiesOf } from "#outcome/licence";
import { addTerms, facesOf, personalInput } from "#matter/work";
import { ALLOWANCE, ownerDetails, beneficiaryNow, seesOneOf } from "#matter/party";
import { endOutside, passOn, reportEntered } from "#matter/exchange";
import { kindAct, TIME_ACTS } from "#matter/act";
import { beginAtMark, beginWanted } from "#matter/begin";
import { beginOther, countBegun, followTies, joinOther } from "#matter/link";
import { KIND_ACT, record, PAPER_TRIAL, SERVICE_ACTS, type ServiceAct } from "#matter/matter";
import { SEAL_JUDGE } from "#matter/intake";
import {
  OF_PAYMENT,
  tellBeginner,
  tellBeneficiary,
  tellAtMark,
  tellAtStop,
  tellOffice,
  tellPaid,
  tellParties,
  tellRefused,
  tellTakenBack,
  WORDINGS,
} from "#matter/notice";
import { tellOfSender } from "#matter/sender";
import { grantPayment, suspendObjected, suspendOf } from "#matter/payment";
import { checkFile } from "#trust/original";
import { longDate } from "#drawing/paper";
import { rowsWhere } from "#register/reading";
import { writeRecord } from "#register/register";
import { dayOf, isDay } from "#kernel/clock";
import type { Config } from "#kernel/config";
import type { Ctx, Ports } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { vocabulary } from "./vocabulary.ts";

// What one block does at another's word is tied together here and nowhere else: no block knows who listens to it.

const issue: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const { matter } = change;
  const { item } = blueprint.version.definition;
  const type = await getLicenceType(ctx, String(input["type"]));
  const organisation = await organisationNow(ctx);
  const details = ownerDetails(ctx, matter);
  const face = await facesOf(ctx, change, blueprint);
  const validity = input["validity"] ?? item.outcome?.licence?.validity;
  const issued = await issueLicence(ctx, {
    type,
    issuer: { code: type.issuer, name: organisation.unitName(type.issuer) },
    holder: { kind: matter.owner.kind === "person" ? "person" : "organisation", name: details.name, number: details.number },
    prefix: String(input["prefix"] ?? item.outcome?.licence?.number ?? ""),
    ...(typeof validity === "string" && { validity }),
    face: face.map(({ label, value }) => ({ label, value })),
    itemId: matter.itemId,
    matterId: matter.matterId,
  });
  await dateClaim(ctx, matter.matterId, { until: issued.validUntil });
  addTerms(change, [
    { label: "证照编号", value: issued.number, open: true },
    ...face.map((term) => ({ ...term, open: term.open && term.value !== details.name && term.value !== details.number })),
    { label: "有效期", value: `${longDate(dayOf(ctx.now))}起${issued.validUntil ? `至${longDate(issued.validUntil)}` : "长期有效"}`, open: true },
  ]);
  record(ctx, change, "issued", { name: type.name, number: issued.number });
  return { number: issued.number, until: issued.validUntil };
};

const PERIODS: Record<string, string> = { P1M: "每月", P3M: "每季度", P1Y: "每年" };

/** Fen in 元, without an empty fraction. */
function yuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

/** A month or a day as the first day it is for; undefined where the flow does not say. */
function firstDay(input: Record<string, unknown>): string | undefined {
  if (!("from" in input)) return undefined;
  const given = String(input["from"]);
  const day = /^\d{4}-\d{2}$/.test(given) ? `${given}-01` : given;
  if (!isDay(day)) throw new Error(`a payment from ${given}`);
  return day;
}

const pay: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const { matter } = change;
  const details = ownerDetails(ctx, matter);
  const personal = await personalInput(ctx, change, blueprint, input);
  const { item } = blueprint.version.definition;
  const name = item.outcome?.payment?.name ?? matter.itemName;
  const period = typeof input["period"] === "string" ? input["period"] : undefined;
  const fromDay = firstDay(input);
  const {
    grantId,
    amount,
    fromDay: first,
    accountTail: tail,
  } = await grantPayment(ctx, {
    matterId: matter.matterId,
    itemId: matter.itemId,
    unit: matter.unit,
    area: matter.area,
    name,
    amount: Number(input["amount"]),
    ...(period && { period }),
    ...(fromDay && { fromDay }),
    beneficiary: beneficiaryNow(ctx, matter, blueprint),
    payee: personal["payee"] ?? details.name,
    account: personal["account"] ?? "",
    ...(typeof input["bank"] === "string" && { bank: input["bank"] }),
  });
  await dateClaim(ctx, matter.matterId, { since: first });
  const bank = typeof input["bank"] === "string" ? `，${input["bank"]}` : "";
  addTerms(change, [
    { label: "发放金额", value: `${period ? (PERIODS[period] ?? "每期") : "一次性"} ${yuan(amount)} 元`, open: true },
    { label: period ? "起发年月" : "发放日期", value: period ? longDate(first).replace(/\d+日$/, "") : longDate(first), open: true },
    { label: "收款账户", value: `尾号 ${tail}${bank}`, open: true },
  ]);
  record(ctx, change, "paid", { amount, period: period ?? null, from: first });
  return { grant: grantId, amount, from: first };
};

const enrol: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const register = String(input["register"]);
  const row = { ...(input["row"] as Record<string, unknown>), ...(await personalInput(ctx, change, blueprint, input)) };
  const id = await writeRecord(ctx, register, row, { matterId: change.matter.matterId });
  record(ctx, change, "recorded", { register });
  return { id };
};

const listRows: ServiceAct = async (ctx, { input: { register, where = {}, order } }) => ({
  rows: await rowsWhere(ctx, String(register), where as Record<string, unknown>, typeof order === "string" ? order : undefined),
});

/** An act that tells everybody: what it told is what the flow goes on with. */
const telling =
  (send: typeof publishAlert): ServiceAct =>
  async (ctx, { change, input }) =>
    givenOf(await send(ctx, change.matter.matterId, input));

const VERDICTS = {
  valid: "电子印章经核验有效",
  invalid: "电子印章经核验无效，请不要凭这份文件办理",
  unclear: "电子印章没法在这里判断真假",
  unsigned: "没有电子印章，和打印件一样只能作参考",
} as const;

/** What the clerk is told of a file in the state's own format: whose seals it has, and whether they hold. Refusal 422 of one that nobody could open. */
async function sealWord(ctx: Ctx, content: Buffer): Promise<string> {
  const { verdict, reason, signatures } = await checkFile(ctx, content);
  const seals = signatures.flatMap(({ seal }) => seal ?? []);
  return `${VERDICTS[verdict]}${seals.length > 0 ? `（${[...new Set(seals)].join("、")}）` : ""}。${verdict === "valid" ? "" : (reason ?? "")}`;
}

// Asked with every request of staff, and the same as long as the roles are.
const reckoned = new WeakMap<ReadonlyMap<string, RoleDefinition>, Map<string, PackRole>>();

/** What roles of packs grant: their verbs in permissions, and what they have besides. */
async function dutiesOfPacks(ctx: Ctx): Promise<Map<string, PackRole>> {
  const roles = await rolesNow(ctx);
  const found = reckoned.get(roles);
  if (found) return found;
  const role = ({ word, may = {}, also = [], apart = [], powerful = false }: RoleDefinition): PackRole => {
    const byKind = Object.entries(may).map(([kind, verbs]) => [kind, [...new Set(verbs.flatMap((verb) => VERBS[verb] ?? []))]] as const);
    return { word, grants: [...new Set([...byKind.flatMap(([, permissions]) => permissions), ...also])], may: Object.fromEntries(byKind), apart, powerful };
  };
  const duties = new Map([...roles].map(([id, definition]) => [id, role(definition)]));
  reckoned.set(roles, duties);
  return duties;
}

/** What the blocks need of one another, given to a city before anything runs. */
export function plugAll(ports: Ports, config: Config): void {
  ports.plug(PAPER_TRIAL, tryPaper);
  ports.plug(CITATIONS, seesOneOf);
  ports.plug(SEAL_JUDGE, sealWord);
  ports.plug(VOCABULARY, vocabulary);
  ports.plug(KIND_ACT, kindAct);
  ports.plug(PACK_ROLES, dutiesOfPacks);
  ports.plug(SERVICE_ACTS, {
    ...TIME_ACTS,
    "matter.begin": beginOther,
    "matter.join": joinOther,
    "matter.children": countBegun,
    "licence.issue": issue,
    "payment.grant": pay,
    "register.write": enrol,
    "register.list": listRows,
    "exchange.pass": passOn,
    "alert.publish": telling(publishAlert),
    "alert.update": telling(updateAlert),
    "alert.cancel": telling(cancelAlert),
  });
  ports.plug(ALLOWANCE, { drafts: config.partyDrafts, bytes: config.partyMegabytes * 1024 * 1024 });
}

// What was made for a matter ends with it when it is not wanted any more.
const endCopies: Subscriber = (ctx, { subject }) => revokeCopiesOf(ctx, subject);
const ENDED = ["matter.withdrawn", "matter.terminated"];

// A licence that is in force no longer may be applied for anew.
const endClaimOf: Subscriber = async (ctx, { subject, data }) => {
  const { matterId } = await getLicence(ctx, subject);
  if (matterId) await endClaim(ctx, matterId, String(data["kind"] ?? "cancelled"));
};

// What is paid to somebody who is there no more waits for a person.
const suspendPaid: Subscriber = (ctx, { data }) =>
  suspendOf(ctx, String(data["index"]), { register: String(data["register"]), status: String(data["status"]) });

/** Who does something about which event. */
export function subscribers(): Map<string, Subscriber[]> {
  const told = new Map<string, Subscriber[]>(Object.keys(WORDINGS).map((kind) => [`matter.${kind}`, [tellBeginner(kind)]]));
  for (const kind of Object.keys(OF_PAYMENT)) told.set(`payment.${kind}`, [tellPaid(kind)]);
  for (const event of ENDED) told.set(event, [...(told.get(event) ?? []), endCopies, endOutside]);
  told.set("matter.objected", [...(told.get("matter.objected") ?? []), (ctx, { subject, data }) => suspendObjected(ctx, subject, String(data["reason"]))]);
  told.set("licence.cancelled", [endClaimOf]);
  told.set("matter.told", [tellParties, tellBeneficiary, tellOffice]);
  told.set("matter.entered", [followTies, reportEntered]);
  told.set("matter.wanted", [beginWanted]);
  told.set("matter.sender-said", [tellOfSender]);
  told.set("matter.stop-begun", [tellAtStop]);
  told.set("matter.clock-marked", [beginAtMark, tellAtMark]);
  told.set("matter.pass-withdrawn", [tellTakenBack]);
  told.set("exchange.refused", [tellRefused]);
  told.set("register.gone", [suspendPaid]);
  return told;
}
