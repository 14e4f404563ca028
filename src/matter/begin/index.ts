export { beginningOf, factsBefore } from "./answers.ts";
export { begin, type Beginning, type Begun } from "./begin.ts";
export { alikeOf } from "./suggestion.ts";
export { beginTimed, periodOf } from "./timed.ts";
export { channelOf, channelsFor, mayBeginBy } from "./channel.ts";
export { beginAtMark, beginWanted } from "./wanted.ts";
export { partyField, partyIn } from "./party-asked.ts";
