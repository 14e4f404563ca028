export { senderSays, SENDER_ACT, type Said, type Saying } from "./saying.ts";
export { tellOfSender } from "./telling.ts";
