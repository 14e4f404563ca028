export {
  bringersOf,
  type City,
  cityOf,
  type ElementFinding,
  type Finding,
  formulaFaults,
  type Surroundings,
  surroundingsOf,
  VOCABULARY,
  type Vocabulary,
} from "#content/scope";
export { flowFindings, soundnessFindings } from "./flow.ts";
export { packFaults, packRemarks } from "./pack.ts";
export { rulesFindings } from "./rules.ts";
