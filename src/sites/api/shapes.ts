import type { Act, Inspection, MaterialState, Matter, MatterRow, Task } from "#base/matter";

// What the API says, in snake_case and without anything sealed.

export function matterShape(matter: Matter): object {
  return {
    id: matter.matterId,
    number: matter.number,
    item: matter.itemId,
    item_version: matter.itemVersion,
    title: matter.title,
    state: matter.state,
    step: matter.step,
    situation: matter.situation,
    revision: matter.revision,
    submitted_at: matter.submittedAt,
    accepted_at: matter.acceptedAt,
    due_day: matter.dueDay,
    statutory_day: matter.statutoryDay,
    paused_at: matter.pausedAt,
    closed_at: matter.closedAt,
    outcome: matter.outcome,
  };
}

export function rowShape(row: MatterRow): object {
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
  };
}

export function taskShape(task: Task): object {
  return {
    id: task.taskId,
    node: task.node,
    name: task.name,
    kind: task.kind,
    unit: task.unit,
    role: task.role,
    party: task.party,
    opened_at: task.openedAt,
    due_day: task.dueDay,
    done_at: task.doneAt,
    outcome: task.outcome,
  };
}

/** A site check as its record has it; a person of staff is named, as on the paper. */
export function inspectionShape({ taskId, waitsFor, ...record }: Inspection): object {
  return { task: taskId, ...record, waits_for: waitsFor || null };
}

export function actShape(act: Act): object {
  return { seq: act.seq, kind: act.kind, at: act.at, by: { kind: act.actor.kind, name: act.actor.name, unit: act.actor.unit ?? null }, data: act.data };
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
