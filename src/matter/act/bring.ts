import { stateOf, type KindAct } from "#content/kind";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { conflict, forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { clockOf } from "#matter/clocks";
import { holdOnce, letFollow } from "#matter/party";
import { enter, NOBODY, record, type ActActor, type ServiceAct } from "#matter/matter";
import { keptBy } from "./keeping.ts";
import { mentionedIn } from "./mentioned.ts";
import { appealOf, issuePaper } from "./paper.ts";
import { nothingDeferred } from "./promises.ts";
import { endClocks, startClock } from "./timing.ts";
import { factsScope, type Scope, type Told } from "./scope.ts";
import { valueOf } from "./text.ts";

/** Names of a result that its act is recorded with: who reads the history reads why. Everything else of it stays with the task. */
const SAID = ["outcome", "reason", "basis", "opinion", "answer", "note", "days", "until", "companion", "problems"];

function saidOf(given: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(SAID.flatMap((name) => (given?.[name] === undefined || given[name] === "" || given[name] === null ? [] : [[name, given[name]]])));
}

function textIn(written: string, scope: Scope, what: string): string {
  const value = valueOf(written, scope);
  if (typeof value === "string" && value !== "") return value;
  throw conflict("ACT_VALUE", `这一步没有算出${what}，所以没有办理。请联系事项管理员改正件类的定义。`);
}

function flagged(flags: readonly string[], changes: readonly string[]): string[] {
  const now = new Set(flags);
  for (const change of changes) {
    if (change.startsWith("+")) now.add(change.slice(1));
    else now.delete(change.slice(1));
  }
  return [...now];
}

const FOR = "update matter.matters set owner_kind = $2, owner_id = $3, owner_label = $4 where matter_id = $1 and owner_id = $5";

/** Parties that follow from this state on see the matter from now on; the first with an account is whom it is for. */
async function follow(ctx: Ctx, { change, blueprint }: Told, state: string): Promise<void> {
  const roles = Object.entries(blueprint.kind.parties).flatMap(([role, { follows }]) => (follows === state ? [role] : []));
  if (roles.length === 0) return;
  const [party] = (await letFollow(ctx, change.matter.matterId, roles)).filter(({ ref }) => ref !== null);
  if (!party || (party.kind !== "person" && party.kind !== "organisation")) return;
  await ctx.db.query(FOR, [change.matter.matterId, party.kind, party.ref, party.label, NOBODY]);
}

/** What is had once is held from the act on that ends a matter well; while something that was promised has not come, none does. */
async function endsWell(ctx: Ctx, { change: { matter }, blueprint }: Told, outcome: string): Promise<void> {
  const isGood = (state: string | null): boolean => state !== null && stateOf(blueprint.kind, state).tone === "good";
  if (!isGood(outcome) || isGood(matter.outcome)) return;
  await holdOnce(ctx, matter, blueprint);
  await nothingDeferred(ctx, matter, blueprint);
}

/** A matter is taken on when it first is open: as of when the clocks count that the act starts. */
function takeOn({ change: { matter } }: Told, starts: KindAct["starts"], now: Date): void {
  if (matter.phase !== "open" || matter.acceptedAt) return;
  const counted = starts.flatMap(({ clock }) => clockOf(matter, clock)?.countedFrom ?? []);
  matter.acceptedAt = counted[0] ?? now;
}

/** The paper of an act against somebody says where to go against it. */
function reviewOf({ blueprint }: Told, { adverse }: KindAct): { appeal?: object } {
  const appeal = appealOf(blueprint);
  return adverse.length > 0 && appeal ? { appeal } : {};
}

/** Whom the record of an act names: who did it; what nobody did, as its kind says. */
function actorOf(ctx: Ctx, act: KindAct | undefined): ActActor | undefined {
  return act?.by === undefined || ctx.actor.kind !== "system" ? undefined : { kind: "system", id: "system", name: act.by };
}

/**
 * An act of the matter's kind happens: it is recorded, and what the kind says that it brings comes to be, all in this step. State, outcome and unit; flags;
 * clocks; a paper. Whom it tells is told after the step.
 * @param ofCause the paper of what it happens by (a stop), where the act names none
 */
export async function bring(ctx: Ctx, told: Told, actId: string, more: Record<string, unknown> = {}, ofCause?: string): Promise<void> {
  const { change, blueprint } = told;
  const { kind } = blueprint;
  const act: KindAct | undefined = kind.acts[actId];
  const given = saidOf(told.given);
  if (!act) {
    if (ofCause !== undefined) await issuePaper(ctx, told, ofCause);
    return record(ctx, change, actId, { ...given, ...more });
  }
  if (act.adverse.length > 0 && ctx.actor.kind !== "staff") throw forbidden(`“${act.word}”只能由人作出。`);
  const scope = factsScope(ctx, told);
  const { matter } = change;
  if (act.unit !== undefined) matter.unit = textIn(act.unit, scope, "承办单位");
  matter.flags = flagged(matter.flags, act.flags);
  if (act.outcome !== undefined) {
    const outcome = textIn(act.outcome, scope, "结果");
    await endsWell(ctx, told, outcome);
    matter.outcome = outcome;
  }
  endClocks(ctx, told, act.ends);
  if (act.state !== undefined) {
    const state = textIn(act.state, factsScope(ctx, told), "状态");
    await endsWell(ctx, told, state);
    enter(change, kind, state, ctx.now);
    await follow(ctx, told, state);
  }
  for (const each of act.starts) await startClock(ctx, told, each);
  takeOn(told, act.starts, ctx.now);
  const kept = await keptBy(ctx, told, act);
  // Before its record: a paper that is numbered by its act has the number of this one.
  const paper = act.paper ?? ofCause;
  if (paper !== undefined) await issuePaper(ctx, told, paper, { ...kept, ...reviewOf(told, act) });
  const mentioned = mentionedIn(act, kind, told.given);
  record(ctx, change, actId, { ...(Object.keys(act.keeps).length === 0 && given), ...mentioned, ...kept, ...more }, actorOf(ctx, act));
  if (Object.keys(act.tells).length > 0)
    change.events.push({ eventId: newId(), type: "matter.told", data: { act: actId, given: { ...given, ...mentioned, ...kept, ...more } } });
}

/** The act of a kind that a flow names, as a service act: what it gives back is the day. */
export function kindAct(actId: string): ServiceAct {
  return async (ctx, { change, blueprint, given }) => {
    await bring(ctx, { change, blueprint, ...(given && { given }) }, actId);
    return { on: dayOf(ctx.now) };
  };
}
