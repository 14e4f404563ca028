import type { Phase } from "#content/kind";
import { dayIn } from "#matter/clocks";

/** A matter in a list. */
export interface MatterRow {
  matterId: string;
  number: string | null;
  title: string;
  itemId: string;
  itemName: string;
  ownerLabel: string;
  unit: string;
  area: string;
  kind: string;
  phase: Phase;
  state: string;
  step: string;
  createdAt: Date;
  submittedAt: Date | null;
  dueDay: string | null;
  pausedAt: Date | null;
  closedAt: Date | null;
  outcome: string | null;
  dueAt: Date | null;
  priority: number;
  flags: string[];
}

export const ROW_COLUMNS = `
  matter_id as "matterId", number, title, item_id as "itemId", item_name as "itemName", owner_label as "ownerLabel", unit, area, kind, phase, state, step,
  created_at as "createdAt", submitted_at as "submittedAt", ${dayIn("due_at")} as "dueDay", stopped_at as "pausedAt", closed_at as "closedAt", outcome,
  due_at as "dueAt", priority, flags`;
