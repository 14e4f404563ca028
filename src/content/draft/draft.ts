import { getItem } from "#content/catalogue";
import { upgradedFlow } from "#content/pack";
import { grants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, conflict, forbidden, notFound } from "#values/errors";

/** What is being changed about an item. `revision` counts savings; 0 is what was never saved: the published version. */
export interface Draft {
  itemId: string;
  baseVersion: number;
  /** BPMN XML. */
  flow: string;
  /** DMN XML; null where the item has none. */
  rules: string | null;
  revision: number;
  savedAt: Date | null;
  savedBy: string;
}

/** Longest file of a flow or of rules, in characters. */
const LONGEST = 900_000;

/** Most elements of one file: checks look at every pair that may meet, and more than this nobody could read. */
const MOST_ELEMENTS = 4000;

/** Refuses everybody who does not manage flows. */
export function onlyManager(ctx: Ctx): void {
  if (!grants(ctx.actor, "flow.manage")) throw forbidden("流程和规则要由流程管理员修改。");
}

const COLUMNS = 'item_id as "itemId", base_version as "baseVersion", flow, rules, revision, saved_at as "savedAt", saved_by as "savedBy"';

/** The draft of an item; without one, the published version as a draft that was never saved. NotFound where the item has no flow. */
export async function getDraft(ctx: Ctx, itemId: string): Promise<Draft> {
  const draft = await first<Draft>(ctx.db, `select ${COLUMNS} from draft.drafts where item_id = $1`, [itemId]);
  const { version, definition } = await getItem(ctx, itemId);
  if (definition.flow === undefined) throw notFound("流程");
  return draft
    ? { ...draft, flow: upgradedFlow(draft.flow) }
    : { itemId, baseVersion: version, flow: definition.flow, rules: definition.rules ?? null, revision: 0, savedAt: null, savedBy: "" };
}

/** Items with a draft: who saved it last, and when. */
export function listDrafts(ctx: Ctx): Promise<Pick<Draft, "itemId" | "baseVersion" | "revision" | "savedAt" | "savedBy">[]> {
  return ctx.db.query(
    'select item_id as "itemId", base_version as "baseVersion", revision, saved_at as "savedAt", saved_by as "savedBy" from draft.drafts',
    [],
  );
}

// One statement: the revision says whether somebody else was faster, also when both begin.
const BEGIN = `insert into draft.drafts (item_id, base_version, flow, rules, revision, saved_at, saved_by) values ($1, $2, $3, $4, 1, $5, $6)
  on conflict (item_id) do nothing returning revision`;
const GO_ON = `update draft.drafts set flow = $3, rules = $4, revision = revision + 1, saved_at = $5, saved_by = $6
  where item_id = $1 and revision = $2 returning revision`;

/**
 * Saves a flow, rules, or both over the draft of `revision`; what is not given stays. A draft may be faulty: only publishing asks for more.
 * @throws Refusal BAD_FILE for what is no XML or too long, DRAFT_CHANGED when somebody else has saved meanwhile
 */
export async function saveDraft(ctx: Ctx, itemId: string, revision: number, change: { flow?: string; rules?: string }): Promise<number> {
  onlyManager(ctx);
  for (const [name, text] of Object.entries(change)) checkFile(name, text);
  const { baseVersion, flow, rules } = { ...(await getDraft(ctx, itemId)), ...change };
  const saved =
    revision === 0
      ? await first<{ revision: number }>(ctx.db, BEGIN, [itemId, baseVersion, flow, rules, ctx.now, ctx.actor.name])
      : await first<{ revision: number }>(ctx.db, GO_ON, [itemId, revision, flow, rules, ctx.now, ctx.actor.name]);
  if (!saved) throw conflict("DRAFT_CHANGED", "草稿在别处保存过了。请先下载您的文件，刷新页面后再改。");
  return saved.revision;
}

function checkFile(name: string, text: string): void {
  const what = name === "flow" ? "流程" : "规则";
  // PostgreSQL keeps no NUL, and half a surrogate pair cannot be sent to it.
  if (!text.trimStart().startsWith("<") || text.includes("\0") || !text.isWellFormed())
    throw badInput("BAD_FILE", `这不是${what}文件。请选择 ${name === "flow" ? "BPMN" : "DMN"} 文件（XML）。`, { file: `请选择${what}文件。` });
  const elements = text.match(/\sid\s*=/g)?.length ?? 0;
  if (elements > MOST_ELEMENTS)
    throw badInput("BAD_FILE", `${what}文件有 ${elements} 个元素，最多 ${MOST_ELEMENTS} 个。请分成几个文件。`, { file: "请选择小一些的文件。" });
  if (text.length > LONGEST) throw badInput("BAD_FILE", `${what}文件太大，最多 ${LONGEST / 1000} 千字。`, { file: "请选择小一些的文件。" });
}

/** Throws a draft away: what is published stays as it is. */
export async function discardDraft(ctx: Ctx, itemId: string): Promise<void> {
  onlyManager(ctx);
  await ctx.db.query("delete from draft.drafts where item_id = $1", [itemId]);
}
