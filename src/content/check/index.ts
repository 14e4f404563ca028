export { formulaFaults, type ElementFinding, type Finding } from "./finding.ts";
export { flowFindings, soundnessFindings } from "./flow.ts";
export { packFaults, packRemarks } from "./pack.ts";
export { rulesFindings } from "./rules.ts";
export { bringersOf, cityOf, surroundingsOf, type City, type Surroundings } from "./surroundings.ts";
export { VOCABULARY, type Vocabulary } from "./vocabulary.ts";
