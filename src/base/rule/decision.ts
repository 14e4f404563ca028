import type { Evaluation } from "./feel.ts";
import type { CellTest } from "./unary-tests.ts";

/** Hit policies of DMN 1.5 clause 8.2.10; the C ones with their aggregation. */
export type HitPolicy = "U" | "F" | "A" | "P" | "R" | "O" | "C" | "C+" | "C<" | "C>" | "C#";

/** One column of conditions. `type` and `allowed` refuse values for which the table was not made. */
export type Input = { label: string; value: Evaluation; type: string | undefined; allowed: CellTest | undefined };

/** One column of results. `order` holds the values in falling priority, for P and O. */
export type Output = { name: string; order: unknown[]; otherwise: Evaluation | undefined };

/** One row. `why` is what the author wrote about it in plain words (description and annotation columns). */
export type Row = { number: number; tests: CellTest[]; results: Evaluation[]; why: string };

/** The logic of a decision: a table, or one expression. */
export type Logic = { kind: "table"; policy: HitPolicy; inputs: Input[]; outputs: Output[]; rows: Row[] } | { kind: "expression"; value: Evaluation };

/** A decision, ready to evaluate. `requires` lists the decisions whose values it reads, `data` the input data with their types. */
export type Decision = {
  id: string;
  name: string;
  variable: string;
  requires: string[];
  data: { name: string; type: string | undefined }[];
  logic: Logic;
};

/** The decisions of one DMN file by id, immutable. */
export type Decisions = { readonly byId: ReadonlyMap<string, Decision> };

/** Why a row applies. `row` counts from 1 as the table shows it. */
export type Hit = { row: number; why: string };

/** What was decided: plain JSON, the rows that applied, and the verdicts of the decisions it rests on by their id. */
export type Verdict = { value: unknown; hits: Hit[]; required: Record<string, Verdict> };
