import { publishItem, getItem } from "#content/catalogue";
import { holdCertificate, listRevocations, revokeCertificate } from "#trust/certificate";
import { discardDraft, getDraft, publishDraft, saveDraft } from "#content/draft";
import { recordAbsence } from "#people/duty";
import { getPerson, grantAgency, revokeAgency } from "#people/identity";
import { annotateCopy, cancelLicence, issueLicence, liftSuspension, listCopies, getLicence, revokeCopy, suspendLicence } from "#outcome/licence";
import { rate, takeStep } from "#matter/rating";
import { approveSeal, applyForSeal, refuseSeal, freezeSeal, revokeSeal, getSeal, signWithSeal } from "#trust/seal";
import { addDays } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { sm3 } from "#crypto/crypto";
import { activeSeal, MARKET } from "../../src/trust/seal/seal.fixture.ts";
import type { Arena } from "./arena.ts";
import type { Barrier } from "./meeting.ts";
import type { Foundry } from "./moulds.ts";

/** Where acts meet that are not on a matter: what it is made of, what both have to lock, the acts, and what must hold afterwards. */
export interface Place {
  name: string;
  set(arena: Arena, foundry: Foundry, closed: string): Promise<string>;
  barrier(id: string): Barrier;
  acts: Record<string, (arena: Arena, id: string) => Promise<unknown>>;
  /** What is wrong; `done` says how often each act was acknowledged. */
  wrong(arena: Arena, id: string, done: (name: string) => number): Promise<string[]>;
}

const GROUNDS = { reason: "核查发现经营场所停用", basis: "食品经营许可和备案管理办法 第四十五条" };
const WISH = { dataHash: sm3("决定书"), propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml", purpose: "decision", document: "准予行政许可决定书" } as const;

const advisory =
  (seed: number): ((id: string) => Barrier) =>
  (id) => ({ text: `select pg_advisory_xact_lock(hashtextextended($1, ${seed}))`, values: [id] });
// Who may write waits; who only reads does not.
const table =
  (name: string): (() => Barrier) =>
  () => ({ text: `lock table ${name} in share mode`, values: [] });

async function countOf({ city }: Arena, text: string, values: unknown[]): Promise<number> {
  return (await city.database.owner.query<{ n: number }>(text, values)).rows[0]!.n;
}

const differs = (what: string, said: number, there: number): string[] => (said === there ? [] : [`${what}：应有 ${said}，实有 ${there}`]);

async function licence({ city, applicant }: Arena): Promise<string> {
  const { rows } = await city.database.owner.query<{ uscc: string }>("select uscc from identity.organisations where organisation_id = $1", [
    applicant.actor.onBehalf!.organisationId,
  ]);
  const holder = { kind: "organisation" as const, name: applicant.actor.onBehalf!.name, number: rows[0]!.uscc };
  const type = { id: "food-operation-licence", name: "食品经营许可证", code: "11100000000013127A055" };
  return (await issueLicence(city.ctx(), { type, issuer: { code: MARKET, name: "云州市市场监督管理局" }, holder, prefix: "JY2", face: [] })).licenceId;
}

const copy = ({ applicant, city }: Arena, id: string): Promise<{ copyId: string }> =>
  annotateCopy(applicant, id, { use: "办理场地租赁合同", recipient: "云州远山置业有限公司", untilDay: addDays(city.now.toISOString().slice(0, 10), 7) });

let serial = 0;
const next = (): number => (serial += 1);

async function renamed(arena: Arena, revision: number): Promise<number> {
  const { flow } = await getDraft(arena.staff.xuran, "food-licence");
  return saveDraft(arena.staff.xuran, "food-licence", revision, { flow: flow.replace(/name="(材料审查|资料审核 \d+)"/, `name="资料审核 ${next()}"`) });
}

const republish = async ({ staff }: Arena, version: string): Promise<void> => {
  const { definition } = await getItem(staff.admin, "food-licence");
  await publishItem(staff.admin, { ...definition, item: { ...definition.item, short: version } }, "test");
};

async function legalPerson({ city, applicant }: Arena): Promise<{ ctx: Ctx; organisationId: string }> {
  const { organisationId } = applicant.actor.onBehalf!;
  const { rows } = await city.database.owner.query<{ id: string }>("select legal_person_id as id from identity.organisations where organisation_id = $1", [
    organisationId,
  ]);
  return { organisationId, ctx: city.ctx({ kind: "person", id: rows[0]!.id, name: "法定代表人" }) };
}

export const PLACES: readonly Place[] = [
  {
    name: "a licence that is valid",
    set: licence,
    barrier: advisory(1),
    acts: {
      suspend: ({ staff }, id) => suspendLicence(staff.gaojian, id, GROUNDS),
      cancel: ({ staff }, id) => cancelLicence(staff.gaojian, id, "cancelled", GROUNDS),
      revoke: ({ staff }, id) => cancelLicence(staff.gaojian, id, "revoked", GROUNDS),
      copy,
    },
    async wrong(arena, id, done) {
      const suspensions = await countOf(arena, "select count(*)::int as n from licence.suspensions where licence_id = $1", [id]);
      const cancelled = await countOf(arena, "select count(*)::int as n from licence.cancellations where licence_id = $1", [id]);
      const copies = (await listCopies(arena.applicant, await getLicence(arena.applicant, id))).length;
      return [
        ...differs("暂扣", done("suspend"), suspensions),
        ...differs("注销", done("cancel") + done("revoke"), cancelled),
        ...differs("加注件", done("copy"), copies),
        ...(suspensions > 1 ? ["暂扣了两次"] : []),
      ];
    },
  },
  {
    name: "a licence that is suspended, with all copies but one that it may have",
    async set(arena) {
      const id = await licence(arena);
      const { copyId } = await copy(arena, id);
      // Fifty may be in force: 49 there are, cast from the first.
      await arena.city.database.owner.query(
        `insert into licence.annotated_copies (licence_id, copy_id, number, wording, made_at, made_by, until_day)
         select licence_id, gen_random_uuid(), number || n, wording, made_at, made_by, until_day from licence.annotated_copies, generate_series(1, 48) n where copy_id = $1`,
        [copyId],
      );
      return id;
    },
    barrier: advisory(1),
    acts: {
      copy,
      suspend: ({ staff }, id) => suspendLicence(staff.gaojian, id, GROUNDS),
      lift: async ({ staff }, id) => liftSuspension(staff.gaojian, id),
    },
    async wrong(arena, id, done) {
      const open = await countOf(arena, "select count(*)::int as n from licence.suspensions where licence_id = $1 and lifted_at is null", [id]);
      return [
        ...differs("加注件", 49 + done("copy"), (await listCopies(arena.applicant, await getLicence(arena.applicant, id))).length),
        ...(done("copy") > 1 ? ["超过五十份"] : []),
        ...differs("没有解除的暂扣", done("suspend") - done("lift"), open),
      ];
    },
  },
  {
    name: "a copy of a licence",
    async set(arena) {
      const id = await licence(arena);
      return `${id} ${(await copy(arena, id)).copyId}`;
    },
    barrier: table("licence.copy_revocations"),
    acts: { takeBack: ({ applicant }, id) => revokeCopy(applicant, id.split(" ")[0]!, id.split(" ")[1]!) },
    wrong: async (_arena, _id, done) => differs("收回", 1, done("takeBack")),
  },
  {
    name: "an application for a seal",
    set: ({ staff }) => applyForSeal(staff.yinhe, { kind: "contract", unit: MARKET, purposes: ["contract"], reason: "签订采购合同" }),
    barrier: advisory(14),
    acts: { approve: ({ staff }, id) => approveSeal(staff.zhuangyan, id, "同意"), refuse: ({ staff }, id) => refuseSeal(staff.zhuangyan, id, "不同意") },
    wrong: async ({ city }, id, done) => [
      ...differs("步骤", 2, (await getSeal(city.ctx(), id)).steps.length),
      ...differs("答复", 1, done("approve") + done("refuse")),
    ],
  },
  {
    name: "a seal in use",
    set: ({ city }) => activeSeal(city),
    barrier: advisory(14),
    acts: {
      freeze: ({ staff }, id) => freezeSeal(staff.yinhe, id, "盘点"),
      revoke: ({ staff }, id) => revokeSeal(staff.yinhe, id, "更换"),
      use: ({ staff }, id) => signWithSeal(staff.yinhe, id, WISH),
    },
    async wrong(arena, id, done) {
      const { steps, state } = await getSeal(arena.city.ctx(), id);
      const uses = await countOf(arena, "select count(*)::int as n from seal.uses where seal_id = $1", [id]);
      return [
        ...differs("步骤", 4 + done("freeze") + done("revoke"), steps.length),
        ...differs("用印", done("use"), uses),
        ...(done("revoke") > 0 && state !== "revoked" ? [`注销以后还是${state}`] : []),
        ...(done("revoke") > 1 || done("freeze") > 1 ? ["同一步走了两次"] : []),
      ];
    },
  },
  {
    name: "the certificate of a seal",
    set: async ({ city }) => (await getSeal(city.ctx(), await activeSeal(city))).making!.certificateId,
    barrier: advisory(12),
    acts: {
      hold: ({ staff }, id) => holdCertificate(staff.zhuangyan, id, "核对"),
      revoke: ({ staff }, id) => revokeCertificate(staff.zhuangyan, id, "superseded", "更换"),
    },
    wrong: async ({ city }, id, done) => [
      ...differs("变更", done("hold") + done("revoke"), (await listRevocations(city.ctx(), [id])).length),
      ...(done("hold") > 1 || done("revoke") > 1 ? ["同一变更两次"] : []),
    ],
  },
  {
    name: "a rating",
    set: (_arena, foundry, closed) => foundry.cast(closed),
    barrier: table("rating.ratings"),
    acts: {
      good: ({ applicant }, id) => rate(applicant, id, { serviceNumber: 1, level: 1, tags: [], comment: "", named: true }),
      bad: ({ applicant }, id) => rate(applicant, id, { serviceNumber: 1, level: 5, tags: [], comment: "等得太久", named: true }),
    },
    async wrong(arena, id, done) {
      const ratings = await countOf(arena, "select count(*)::int as n from rating.ratings where matter_id = $1", [id]);
      const steps = await countOf(arena, "select count(*)::int as n from rating.steps where matter_id = $1", [id]);
      return [...differs("评价", 1, ratings), ...differs("答复", 1, done("good") + done("bad")), ...differs("整改", done("bad"), steps)];
    },
  },
  {
    name: "the loop of a bad rating",
    async set({ applicant }, foundry, closed) {
      const id = await foundry.cast(closed);
      await rate(applicant, id, { serviceNumber: 1, level: 5, tags: [], comment: "等得太久", named: true });
      return id;
    },
    barrier: (id) => advisory(11)(`${id}.1`),
    acts: { contacted: ({ staff }, id) => takeStep(staff.sujin, id, 1, "contacted", "已经电话联系") },
    wrong: async (arena, id, done) => [
      ...differs("答复", 1, done("contacted")),
      ...differs("步骤", 2, await countOf(arena, "select count(*)::int as n from rating.steps where matter_id = $1", [id])),
    ],
  },
  {
    name: "a draft of a flow",
    async set(arena) {
      await discardDraft(arena.staff.xuran, "food-licence");
      await renamed(arena, 0);
      return String((await getItem(arena.staff.admin, "food-licence")).version);
    },
    barrier: table("draft.drafts"),
    acts: {
      save: (arena) => renamed(arena, 1),
      publish: ({ staff }) => publishDraft(staff.xuran, "food-licence", 1, "按新的岗位名称"),
    },
    async wrong({ staff }, id, done) {
      const { revision } = await getDraft(staff.xuran, "food-licence");
      const { version } = await getItem(staff.admin, "food-licence");
      return [
        ...differs("答复", 1, done("save") + done("publish")),
        ...differs("草稿的版次", done("publish") > 0 ? 0 : 2, revision),
        ...differs("发布的版本", Number(id) + done("publish"), version),
      ];
    },
  },
  {
    name: "an item that is published",
    set: async ({ staff }) => String((await getItem(staff.admin, "food-licence")).version),
    barrier: () => advisory(16)("food-licence"),
    acts: { publish: (arena) => republish(arena, `版 ${next()}`) },
    wrong: async ({ staff, city }, id, done) => {
      city.ctx().memory.forget("catalogue.items");
      return differs("版本", Number(id) + done("publish"), (await getItem(staff.admin, "food-licence")).version);
    },
  },
  {
    name: "days on which somebody is away",
    set: async ({ staff }) => {
      next();
      return staff.linjing.actor.id;
    },
    barrier: advisory(17),
    acts: {
      away: ({ staff, city }) => {
        const day = addDays(city.now.toISOString().slice(0, 10), serial * 3);
        const [from, deputy] = [staff.linjing.actor, staff.hetao.actor];
        return recordAbsence(staff.linjing, {
          staff: { id: from.id, name: from.name },
          deputy: { id: deputy.id, name: deputy.name },
          fromDay: day,
          untilDay: addDays(day, 1),
          reason: "培训",
        });
      },
    },
    wrong: async (_arena, _id, done) => differs("代理", 1, done("away")),
  },
  {
    name: "an agency",
    async set(arena) {
      const { ctx, organisationId } = await legalPerson(arena);
      const { idNumber } = await getPerson(ctx, (await arena.city.person("lin-xiuying")).actor.id);
      const today = arena.city.now.toISOString().slice(0, 10);
      return grantAgency(ctx, { organisationId, idNumber, items: ["*"], fromDay: today, untilDay: today });
    },
    barrier: table("identity.agency_revocations"),
    acts: {
      async takeBack(arena, id) {
        const { ctx, organisationId } = await legalPerson(arena);
        return revokeAgency(ctx, organisationId, id);
      },
    },
    wrong: async (_arena, _id, done) => differs("收回", 1, done("takeBack")),
  },
];
