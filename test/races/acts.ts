import { randomUUID } from "node:crypto";
import { answerSupplement, submit, attachFile, detach, discardDraft, listEntries, saveDraft } from "#matter/intake";
import { beginActivity, beginnable, receiveMessage, sendSignal, completeTask, withdraw } from "#matter/work";
import { blueprintOf, getMatter, listTasks } from "#matter/matter";
import { endStop, extendLimit, startStop, sweepClocks, recountMatter } from "#matter/timing";
import { unmask } from "#matter/view";
import {
  acknowledge,
  addSigners,
  completeBatch,
  copyTo,
  delegate,
  dropSigner,
  handOver,
  jump,
  migrateMatters,
  pendingSigns,
  resume,
  sendBack,
  suspend,
  takeBack,
  terminate,
  undoMigration,
  urge,
} from "#matter/move";
import type { Ctx } from "#kernel/ctx";
import { conflict } from "#values/errors";
import { samplePdf } from "../../src/seed/walk.ts";
import { promiser, PROMISED } from "../application.ts";
import { complete, onTask, simple, taskOf, type RacingAct } from "./act.ts";
import type { Arena } from "./arena.ts";
import { PROBLEMS } from "./moulds.ts";

const RUNNING = ["submitted", "supplement", "accepted", "signing", "paused", "suspended", "decision", "awaiting", "standing"] as const;
const IN_WORK = ["accepted", "signing", "paused", "suspended", "decision", "awaiting", "standing"] as const;

const person = ({ actor }: Ctx): { id: string; name: string } => ({ id: actor.id, name: actor.name });

async function migration({ staff, versions }: Arena, matterId: string): Promise<string> {
  const plan = { itemId: "food-licence", from: versions.packed, to: versions.next, mapping: {} };
  const { migrationId, lines } = await migrateMatters(staff.xuran, plan, "文字修改");
  const line = lines.find((each) => each.matterId === matterId);
  if (!line || line.obstacle) throw conflict("NOT_MIGRATED", line?.obstacle ?? "不在名单里");
  return migrationId;
}

let files = 0;

/** Every act that can meet another on one matter. */
export const MATTER_ACTS: readonly RacingAct[] = [
  {
    name: "填写",
    on: ["draft", "supplement"],
    prepare: ({ applicant }, matterId) => Promise.resolve(() => saveDraft(applicant, matterId, { form: { premises_address: "云州市青瓷区窑湾路 18 号" } })),
  },
  {
    name: "上传材料",
    on: ["draft", "supplement"],
    writes: false,
    async prepare({ applicant }, matterId) {
      files += 1;
      const content = samplePdf(`平面图 ${files}`);
      return () => attachFile(applicant, matterId, "layout", { name: "平面图.pdf", content });
    },
  },
  {
    name: "撤下材料",
    on: ["draft", "supplement"],
    writes: false,
    async prepare({ applicant }, matterId) {
      const entry = (await listEntries(applicant, matterId)).find(({ materialId }) => materialId === "layout")!;
      return () => detach(applicant, matterId, entry.entryId);
    },
  },
  simple("提交", ["draft"], "submitted", ({ applicant }, id) => submit(applicant, id)),
  { name: "删除草稿", on: ["draft"], prepare: ({ applicant }, id) => Promise.resolve(() => discardDraft(applicant, id)) },
  {
    name: "补交材料",
    on: ["promised"],
    kind: "material-brought",
    async prepare({ city }, matterId) {
      files += 1;
      const [owner, content] = [await promiser(city), samplePdf(`制度 ${files}`)];
      return () => attachFile(owner, matterId, PROMISED, { name: "制度.pdf", content });
    },
  },
  simple("承诺人撤回", ["promised"], "withdrawn", async ({ city }, id) => withdraw(await promiser(city), id, "不办了")),
  simple("补正", ["supplement"], "supplemented", ({ applicant }, id) => answerSupplement(applicant, id)),
  simple("撤回", RUNNING, "withdrawn", ({ applicant }, id) => withdraw(applicant, id, "不办了")),
  simple("申请人催办", ["submitted", "accepted", "decision"], "urged", ({ applicant }, id) => urge(applicant, id, "请快一些")),

  complete("受理", "linjing", "acceptance", ["submitted"], { outcome: "accept" }, "accepted"),
  complete("不予受理", "hetao", "acceptance", ["submitted"], { outcome: "decline", reason: "不属于本机关职权" }, "declined"),
  complete("要求补正", "linjing", "acceptance", ["submitted"], PROBLEMS, "supplement-asked"),
  complete("审查通过", "zhouwen", "review", ["accepted", "signing", "paused", "suspended", "awaiting", "standing"], { outcome: "pass" }, "reviewed"),
  complete("核查合格", "tanglei", "inspection", ["accepted", "signing"], { outcome: "pass" }, "inspected"),
  complete("准予", "gaojian", "decision", ["decision"], { outcome: "grant" }, "decided"),
  complete(
    "不予许可",
    "gaojian",
    "decision",
    ["decision"],
    { outcome: "refuse", reason: "不符合条件", basis: "食品经营许可和备案管理办法 第十二条" },
    "decided",
  ),
  {
    name: "批量受理",
    on: ["submitted"],
    kind: "accepted",
    async prepare(arena, matterId) {
      const taskId = await taskOf(arena, matterId, "acceptance");
      return async () => {
        const [line] = await completeBatch(arena.staff.hetao, [{ matterId, taskId }], { outcome: "accept" });
        if (line?.refused) throw conflict("BATCH", line.refused);
      };
    },
  },
  {
    name: "五个工作日到期",
    on: ["submitted", "awaiting", "standing", "promised"],
    async prepare({ city }, matterId) {
      await city.database.owner.query(
        "update matter.clocks set due_at = $2, next_at = case when next_at is not null then $2::timestamptz end where matter_id = $1 and node is not null and ended_at is null",
        [matterId, new Date(city.now.getTime() - 1000)],
      );
      return async () => {
        if ((await sweepClocks(city.ctx())) === 0) throw conflict("NOT_FIRED", "没有到期的");
      };
    },
  },

  {
    // A mark of the promise passes: no act, and nobody's page becomes stale by it.
    name: "期限临近",
    on: ["accepted", "decision"],
    writes: false,
    async prepare({ city }, matterId) {
      const text = "update matter.clocks set next_at = $2 where matter_id = $1 and clock_id = 'promised' and next_at is not null";
      await city.database.owner.query(text, [matterId, new Date(city.now.getTime() - 1000)]);
      return () => sweepClocks(city.ctx());
    },
  },

  onTask("转办", "acceptance", ["submitted"], "handed-over", ({ staff }, id, task) =>
    handOver(staff.linjing, id, task, { to: person(staff.hetao), reason: "外出" }),
  ),
  onTask("监督转办", "review", ["accepted", "awaiting"], "handed-over", ({ staff }, id, task) =>
    handOver(staff.sujin, id, task, { to: person(staff.zhouwen), reason: "请专人办" }),
  ),
  onTask("委派", "acceptance", ["submitted"], "delegated", ({ staff }, id, task) =>
    delegate(staff.linjing, id, task, { to: person(staff.hetao), reason: "请先看" }),
  ),
  onTask("加签", "review", ["accepted", "signing", "awaiting"], "sign-asked", ({ staff }, id, task) =>
    addSigners(staff.zhouwen, id, task, { when: "beside", to: [person(staff.tanglei)], reason: "请看" }),
  ),
  {
    name: "减签",
    on: ["signing"],
    kind: "sign-dropped",
    async prepare({ city, staff }, matterId) {
      const [pending] = pendingSigns((await getMatter(city.ctx(), matterId)).matter);
      return () => dropSigner(staff.sujin, matterId, pending!.sign, "不用签了");
    },
  },
  {
    name: "签署",
    on: ["signing"],
    kind: "signed",
    async prepare({ city, staff }, matterId) {
      const sign = (await getMatter(city.ctx(), matterId)).open.find(({ signOf }) => signOf !== null)!;
      return () => completeTask(staff.tanglei, matterId, sign.taskId, { outcome: "pass", opinion: "同意" });
    },
  },
  onTask("退回", "decision", ["decision"], "returned", ({ staff }, id, task) => sendBack(staff.gaojian, id, task, { to: "review", reason: "请再核对" })),
  {
    name: "取回",
    on: ["decision"],
    kind: "taken-back",
    async prepare({ city, staff }, matterId) {
      const done = (await listTasks(city.ctx(), matterId)).findLast((task) => task.kind === "review" && task.doneAt)!;
      return () => takeBack(staff.zhouwen, matterId, done.taskId, "还要核对一项");
    },
  },
  onTask("跳转", "review", ["accepted", "signing"], "jumped", ({ staff }, id, task) => jump(staff.xuran, id, task, { to: "decision", reason: "流程走不下去" })),
  simple("监督催办", ["accepted", "suspended", "paused"], "urged", ({ staff }, id) => urge(staff.sujin, id, "")),
  simple("挂起", IN_WORK, "suspended", ({ staff }, id) => suspend(staff.gaojian, id, "场所在装修")),
  simple("恢复", ["suspended"], "resumed", ({ staff }, id) => resume(staff.gaojian, id, "")),
  simple("终止", RUNNING, "terminated", ({ staff }, id) => terminate(staff.gaojian, id, { reason: "申请人注销", basis: "行政许可法 第六十九条" })),
  simple("抄送", ["accepted", "decision", "closed"], "copied", ({ staff }, id) => copyTo(staff.gaojian, id, { to: [person(staff.tanglei)], words: "" })),
  onTask("阅知", "copy", ["decision", "closed"], "acknowledged", ({ staff }, id, task) => acknowledge(staff.tanglei, id, task)),
  // By another person of the same duties each time: one may not unmask as often as races are run.
  simple("查看完整信息", ["accepted", "closed"], "unmasked", ({ staff }, id) =>
    unmask({ ...staff.gaojian, actor: { ...staff.gaojian.actor, id: randomUUID() } }, id, "owner.phone", "电话核实联系情况"),
  ),

  simple("特别程序", ["accepted", "signing", "awaiting"], "special-started", ({ staff }, id) =>
    startStop(staff.zhouwen, id, { stop: "test", reason: "水质需要检测", days: 5 }),
  ),
  simple("特别程序结束", ["paused", "standing"], "special-ended", ({ staff }, id) => endStop(staff.zhouwen, id, "检测合格")),
  simple("延长期限", ["accepted", "decision", "paused"], "extended", ({ staff }, id) => extendLimit(staff.gaojian, id, { days: 5, reason: "需要调查" })),

  {
    name: "迁移",
    on: ["submitted", "supplement", "accepted", "decision", "paused"],
    kind: "migrated",
    prepare: (arena, id) => Promise.resolve(() => migration(arena, id)),
  },
  {
    name: "撤销迁移",
    on: ["submitted", "accepted"],
    kind: "migration-undone",
    async prepare(arena, matterId) {
      const { rows } = await arena.city.database.owner.query<{ id: string }>("select migration_id as id from move.migrated_matters where matter_id = $1", [
        matterId,
      ]);
      const migrationId = rows[0]?.id ?? (await migration(arena, matterId));
      return async () => {
        const line = (await undoMigration(arena.staff.xuran, migrationId)).find((each) => each.matterId === matterId);
        if (!line || line.obstacle) throw conflict("NOT_UNDONE", line?.obstacle ?? "不在名单里");
      };
    },
  },

  {
    name: "重算期限",
    on: ["submitted", "accepted", "paused", "decision", "awaiting", "standing", "promised"],
    kind: "due-moved",
    async prepare({ city }, matterId) {
      // As after a change of the calendar: what is there is a day off.
      const { owner } = city.database;
      const later = "due_at = due_at + interval '1 day'";
      await owner.query(`update matter.matters set ${later} where matter_id = $1`, [matterId]);
      await owner.query(`update matter.tasks set ${later} where matter_id = $1 and done_at is null`, [matterId]);
      await owner.query(`update matter.clocks set ${later}, next_at = next_at + interval '1 day' where matter_id = $1 and ended_at is null`, [matterId]);
      return async () => {
        if ((await recountMatter(city.ctx(), matterId)).moved.length === 0) throw conflict("NOT_MOVED", "没有要调整的");
      };
    },
  },

  simple("消息", ["awaiting", "standing"], "message-received", ({ staff }, id) =>
    receiveMessage(staff.zhouwen, id, { message: "检测报告", data: { result: "合格" } }),
  ),
  simple("信号", ["awaiting", "standing"], "signal-received", async ({ city }) => {
    if ((await sendSignal(city.ctx(), "防汛一级响应")) === 0) throw conflict("NOT_TAKEN", "没有人等");
  }),
  {
    name: "开始走访",
    on: ["awaiting"],
    kind: "begun",
    async prepare({ city, staff }, matterId) {
      const { matter } = await getMatter(city.ctx(), matterId);
      const [visit] = beginnable({ matter, blueprint: await blueprintOf(city.ctx(), matter) });
      return () => beginActivity(staff.zhouwen, matterId, visit!);
    },
  },
];
