import type { ActDeclaration } from "#process/graph";
import { emit } from "#kernel/events";
import { badInput, conflict } from "#values/errors";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { findByNumber, findMatter, WAITS, type ServiceAct } from "#matter/matter";
import { hasCome, outcomeOf } from "./following.ts";
import { tie } from "./tie.ts";

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** A flow begins a matter of its own (a call activity with `yw:item`): it is begun after the step; the flow waits for it unless it says otherwise. */
export const beginOther: ServiceAct = async (ctx, { change, input, call }) => {
  const { item, wait } = input as { item?: unknown; wait?: boolean };
  if (text(item) === "") throw conflict("FLOW_ITEM", "流程没有算出要开始哪个事项，请联系事项管理员改正流程。");
  await emit(ctx, "matter.wanted", change.matter.matterId, { ...input, call });
  return wait === false ? { begun: true } : WAITS;
};

const JOINED = `
  select other_number as number from matter.links
  where matter_id = $1 and link = $2 and outward and call_id is not null and ended_at is null limit 1`;

/** Refuses to join what waits for another itself: the two would wait for each other, or nobody would work on either. */
async function onlyFree(ctx: Ctx, { matterId }: { matterId: string }, number: string, link: string): Promise<void> {
  const joined = await first<{ number: string }>(ctx.db, JOINED, [matterId, link]);
  if (joined) throw badInput("LINKED_MATTER", `${number}已经并到${joined.number}。`, { matter: `这件已经并到${joined.number}，请填${joined.number}。` });
}

/** Joins a matter to one that is there (并单), and waits until that has come to a state, or has ended. */
export const joinOther: ServiceAct = async (ctx, { change, input, given, call }) => {
  const number = text(input["matter"] ?? given?.["matter"]);
  const found = number === "" ? undefined : await findByNumber(ctx, number);
  if (!found) throw badInput("LINKED_MATTER", "没有这个编号的件，请核对。", { matter: "没有这个编号的件，请核对。" });
  const until = text(input["until"]);
  const link = text(input["link"]) || "duplicate";
  await onlyFree(ctx, found, number, link);
  const other = await tie(ctx, change, {
    link,
    matterId: found.matterId,
    call,
    of: "this",
    ...(until !== "" && { until }),
  });
  const now = (await findMatter(ctx, other.matterId))!;
  return hasCome(now, until === "" ? null : until) ? outcomeOf(now) : WAITS;
};

/** The same acts as flows may call them. */
export const LINK_ACT_DECLARATIONS: readonly ActDeclaration[] = [
  {
    name: "matter.begin",
    word: "开始另一件",
    input: {
      item: { takes: "item", required: true },
      input: { takes: "anything" },
      link: { takes: "link" },
      until: { takes: "state" },
      wait: { takes: "anything" },
    },
    gives: { number: "text", state: "text", outcome: "text", answer: "text", reason: "text" },
  },
  {
    name: "matter.children",
    word: "清点下达的件",
    input: { link: { takes: "text", required: true }, ended: { takes: "anything" } },
    gives: { all: "whole number", open: "whole number" },
  },
  {
    name: "matter.join",
    word: "并入另一件",
    input: { matter: { takes: "text" }, link: { takes: "link" }, until: { takes: "state" } },
    gives: { number: "text", state: "text", outcome: "text", answer: "text", reason: "text" },
  },
];
