export { earlierFrom, type Earlier, type EarlierMatters } from "./earlier.ts";
export { suggestionsFor, type Elsewhere, type SuggestedPlace, type Suggestions } from "./suggestion.ts";
export type { SuggestedCategory } from "./category.ts";
export type { Known } from "./knowledge.ts";
