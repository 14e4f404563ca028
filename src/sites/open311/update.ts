import { findMatter, findByNumber } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { senderSays, type Saying } from "#matter/sender";
import { notFound } from "#values/errors";
import type { Value } from "./format.ts";
import { momentOf } from "./moment.ts";
import { publishedKinds } from "./offered.ts";
import { described, filled, one, personOf, reporter, type Posted } from "./parameters.ts";
import { dropAll, elsewhereWords, photographsIn, type Photographs } from "./photographs.ts";
import { bad } from "./refused.ts";

/** The statuses that clients send, in words, and what each brings beside them: here the city decides how a matter stands. */
const STATUSES: Readonly<Record<string, { word: string; effect?: Saying["effect"] }>> = {
  OPEN: { word: "还没有解决" },
  REOPEN: { word: "没有解决，请重新办", effect: "again" },
  CANCELLED: { word: "撤回上报", effect: "withdraw" },
  FIXED: { word: "已经好了" },
  CLOSED: { word: "对方已经关闭" },
  NO_FURTHER_ACTION: { word: "不用再办" },
  DUPLICATE: { word: "与别的上报重复" },
  NOT_COUNCILS_RESPONSIBILITY: { word: "不归本市办" },
  INVESTIGATING: { word: "对方正在了解情况" },
  IN_PROGRESS: { word: "对方正在办" },
  ACTION_SCHEDULED: { word: "对方已经安排" },
  INTERNAL_REFERRAL: { word: "对方已经转内部办理" },
  FOR_TRIAGE: { word: "对方待分类" },
};

function statusOf(posted: Posted): { word: string; effect?: Saying["effect"] } | undefined {
  const status = one(posted, "status")?.toUpperCase().replaceAll(" ", "_");
  if (status === undefined) return undefined;
  if (!Object.hasOwn(STATUSES, status)) throw bad("STATUS", `没有 status=${status.slice(0, 40)}。可以用的有：${Object.keys(STATUSES).join("、")}。`);
  return STATUSES[status];
}

function sayingIn(posted: Posted, system: string, { files, elsewhere }: Photographs): Saying {
  const id = one(posted, "update_id");
  if (id === undefined || id.length > 100) throw bad("UPDATE_ID", "请写明 update_id，就是这条补充在您那边的编号，最长 100 个字符：同一条送两次只记一次。");
  const status = statusOf(posted);
  const said = described(posted);
  const at = momentOf(posted, "updated_datetime");
  const words = [status?.word, said, elsewhereWords(elsewhere)].flatMap((part) => part || []).join("。");
  if (words === "" && files.length === 0) throw bad("DESCRIPTION", "description、status 和照片至少要有一样。");
  return {
    id,
    words,
    ...(at && { at }),
    ...(status?.effect && { effect: status.effect }),
    photos: files,
    begins: { system, party: personOf(posted) },
  };
}

/** What a client says of a report that it sent: kept in the history, once by its own id, with what its status brings. */
export async function update(ctx: Ctx, { body, brought }: Pick<Incoming, "body" | "brought">): Promise<Value> {
  const posted = filled(body);
  const { acting, system } = await reporter(ctx, posted);
  const number = one(posted, "service_request_id");
  if (number === undefined) throw bad("SERVICE_REQUEST_ID", "请写明 service_request_id，就是上报时得到的编号。");
  const found = await findByNumber(acting, number);
  const matter = found && (await findMatter(acting, found.matterId));
  if (!matter || !(await publishedKinds(acting)).has(matter.kind)) throw notFound("请求");
  const pictures = await photographsIn(acting, posted, brought);
  try {
    const { seq, another, again } = await senderSays(acting, matter.matterId, sayingIn(posted, system, pictures));
    const notice = [again ? "这一条以前收到过。" : "", another === undefined ? "" : `${matter.number} 已经结束，另立 ${another} 重新办理。`].join("");
    return { of: "request_update", items: [{ update_id: `${matter.number}-${seq}`, service_request_id: another ?? matter.number, service_notice: notice }] };
  } finally {
    await dropAll(pictures);
  }
}
