import { asksForFiles, parseAnswers, type Answers } from "#content/form";
import { aroundMatter } from "#matter/around";
import { beginningOf } from "#matter/begin";
import type { Call, CallNote } from "#matter/call";
import type { Blueprint } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { foldPhone } from "#values/codes";
import { isId } from "#values/ids";
import { partyField, partyIn } from "../begin/party.tsx";
import { typed } from "../typed.ts";
import { itemOf, type AtDesk } from "./at-desk.ts";

/** An order as it is being written, and what it begins with. */
export interface Writing {
  note: CallNote;
  blueprint: Blueprint;
  /** What is wrong with whom it is for. */
  partyFault?: string;
}

/** The caller as they are before anybody has asked: nobody by name, at the number that calls. */
function callerOf({ number }: Pick<Call, "number">): NonNullable<CallNote["party"]> {
  return { kind: "anonymous", ...(number !== null && { phone: foldPhone(number) }) };
}

/** An order of which nothing is written yet, or what was kept of it. */
export async function writingOf(ctx: Ctx, at: AtDesk, call: Pick<Call, "number">, kept: CallNote | undefined): Promise<Writing> {
  const item = itemOf(at, kept?.item);
  const { blueprint } = await beginningOf(ctx, item);
  return { note: kept ? { ...kept, item } : { item, answers: {}, party: callerOf(call) }, blueprint };
}

/** What came with the form. */
export async function writtenIn(ctx: Ctx, at: AtDesk, body: Record<string, unknown>): Promise<Writing> {
  const { kind, channel } = at;
  const item = itemOf(at, typed(body, "_item"));
  const { blueprint } = await beginningOf(ctx, item);
  const around = await aroundMatter(ctx, undefined, blueprint, {});
  const fields = [...blueprint.form.fields.values()].filter((field) => !asksForFiles(field));
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("_")));
  const answers: Answers = Object.fromEntries(Object.entries(parseAnswers(fields, own, around)).filter(([, value]) => value !== null));
  const whose = partyField(kind, kind.channels[channel]?.for);
  const party = whose ? partyIn(whose, body) : undefined;
  const same = typed(body, "_same");
  const note: CallNote = {
    item,
    answers,
    party: party?.given,
    priority: Number(typed(body, "_priority") || "0"),
    sms: typed(body, "_sms") === "yes",
    ...(isId(same) && { same }),
  };
  return { note, blueprint, ...(party?.error !== undefined && { partyFault: party.error }) };
}
