export { takeStep } from "./loop.ts";
export { recountRatings, type MovedRating } from "./recount.ts";
export { getRating, listBad, listRatings, listRatingsGiven, listSteps, ratingFigures, type LoopStep, type RatingFigures } from "./queries.ts";
export { interactionsOf, rate, type Interaction } from "./rate.ts";
export { isBad, LEVELS, QUESTIONNAIRE, STEPS, TAGS, type Rating } from "./rating.ts";
