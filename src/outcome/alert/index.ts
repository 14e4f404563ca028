export { ALERT_ACT_DECLARATIONS } from "./act.ts";
export { capOf } from "./cap.ts";
export { givenOf } from "./given.ts";
export { identifierOf, isIdentifier } from "./identifier.ts";
export { LEVELS, type Level, type Message } from "./message.ts";
export { findSent, listSent, listShown, messagesOf, type Shown, type Standing } from "./queries.ts";
export { cancelAlert, publishAlert, updateAlert } from "./sending.ts";
