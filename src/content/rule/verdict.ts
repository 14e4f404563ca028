/** Why a row applies. `row` counts from 1 as the table shows it; `table` names the table where it is not the decision's own. */
export type Hit = { row: number; why: string; table?: string };

/** What was decided: plain JSON, the rows that applied, and the verdicts of the decisions it rests on by their id. */
export type Verdict = { value: unknown; hits: Hit[]; required: Record<string, Verdict> };
