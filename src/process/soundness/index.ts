export { judge } from "./judgement.ts";
export type { Judgement, Problem, ProblemKind } from "./judgement.ts";
