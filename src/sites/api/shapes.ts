import { calendarNow, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { stateOf, type Kind } from "#content/kind";
import { declaredBy, dueDay, dueDayOf, lightOf, nameOf, pausedSince, statutoryDay, type Clock } from "#matter/clocks";
import { blueprintOf, type Act, type Matter, type Task } from "#matter/matter";
import type { Deferral, MaterialState } from "#matter/intake";
import type { Inspection } from "#matter/view";
import type { InboxRow, MatterRow } from "#matter/lists";

// What the API says, in snake_case and without anything sealed.

/** Which of some days may still move, because the State Council has not announced the holidays of their year. */
function provisional({ isUncertain }: Calendar, days: Record<string, unknown>): { provisional: string[] } {
  return { provisional: Object.keys(days).filter((name) => typeof days[name] === "string" && isUncertain(days[name])) };
}

/** A clock of a matter: what it is called, when it is due to the minute and as a day, whether it stands, has ended, was met. */
function clockShape(clock: Clock, kind: Kind, calendar: Calendar): object {
  const [name, day] = [nameOf(clock), dueDayOf(clock)];
  return {
    id: name,
    name: kind.clocks[name ?? ""]?.word ?? name,
    due_at: clock.dueAt,
    due_day: day,
    started_at: clock.startedAt,
    stopped_at: clock.stoppedAt,
    ended_at: clock.endedAt,
    met: clock.met,
    light: lightOf(calendar, declaredBy(kind), clock),
    ...provisional(calendar, { due_at: day }),
  };
}

export function matterShape(matter: Matter, kind: Kind, calendar: Calendar): object {
  const [due, statutory] = [dueDay(matter), statutoryDay(matter)];
  return {
    id: matter.matterId,
    number: matter.number,
    item: matter.itemId,
    item_version: matter.itemVersion,
    kind: matter.kind,
    title: matter.title,
    phase: matter.phase,
    state: matter.state,
    state_label: stateOf(kind, matter.state).word,
    step: matter.step,
    situation: matter.situation,
    revision: matter.revision,
    submitted_at: matter.submittedAt,
    accepted_at: matter.acceptedAt,
    due_day: due,
    statutory_day: statutory,
    paused_at: pausedSince(matter),
    closed_at: matter.closedAt,
    outcome: matter.outcome,
    clocks: matter.clocks.filter((clock) => nameOf(clock) !== undefined).map((clock) => clockShape(clock, kind, calendar)),
    ...provisional(calendar, { due_day: due, statutory_day: statutory }),
  };
}

/** A matter as the API answers with it. */
export async function matterAnswer(ctx: Ctx, matter: Matter): Promise<object> {
  const [{ kind }, calendar] = await Promise.all([blueprintOf(ctx, matter), calendarNow(ctx)]);
  return matterShape(matter, kind, calendar);
}

export function rowShape(row: MatterRow, calendar: Calendar): object {
  return {
    id: row.matterId,
    number: row.number,
    item: row.itemId,
    title: row.title,
    state: row.state,
    step: row.step,
    submitted_at: row.submittedAt,
    due_day: row.dueDay,
    closed_at: row.closedAt,
    outcome: row.outcome,
    ...provisional(calendar, { due_day: row.dueDay }),
  };
}

export function taskShape(task: Task, calendar: Calendar): object {
  return {
    id: task.taskId,
    node: task.node,
    name: task.name,
    kind: task.kind,
    unit: task.unit,
    role: task.role,
    party: task.party,
    opened_at: task.openedAt,
    due_day: dueDayOf(task),
    done_at: task.doneAt,
    outcome: task.outcome,
    ...provisional(calendar, { due_day: dueDayOf(task) }),
  };
}

/** A site check as its record has it; a person of staff is named, as on the paper. */
export function inspectionShape({ taskId, waitsFor, ...record }: Inspection): object {
  return { task: taskId, ...record, waits_for: waitsFor || null };
}

/** What waits for a person of staff. */
export function inboxShape(row: InboxRow, calendar: Calendar): object {
  const day = row.taskDueDay ?? row.dueDay;
  return {
    matter: row.matterId,
    task: row.taskId,
    number: row.number,
    title: row.title,
    item: row.itemId,
    name: row.name,
    kind: row.kind,
    opened_at: row.openedAt,
    due_day: day,
    ...provisional(calendar, { due_day: day }),
  };
}

/** A material that was promised for later. */
export function deferralShape({ materialId, name, due, provisional: moves, brought }: Deferral): object {
  return { material: materialId, name, due_day: due, brought, provisional: moves ? ["due_day"] : [] };
}

export function actShape(act: Act, calendar: Calendar): object {
  const { due, statutory } = act.data;
  return {
    seq: act.seq,
    kind: act.kind,
    at: act.at,
    by: { kind: act.actor.kind, name: act.actor.name, unit: act.actor.unit ?? null },
    data: act.data,
    ...provisional(calendar, { due, statutory }),
  };
}

export function materialShape({ material, entries, satisfied }: MaterialState): object {
  return {
    id: material.id,
    name: material.name,
    need: material.need,
    satisfied,
    entries: entries.map((entry) => ({
      id: entry.entryId,
      source: entry.source,
      file_name: entry.fileName,
      size: entry.size,
      remark: entry.remark,
      reference: entry.reference,
      copy: entry.copyId,
    })),
  };
}
