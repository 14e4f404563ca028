export { beginningOf } from "./answers.ts";
export { begin, type Beginning, type Begun } from "./begin.ts";
export { channelOf, channelsFor, mayBeginBy } from "./channel.ts";
export { beginAtMark, beginWanted } from "./wanted.ts";
