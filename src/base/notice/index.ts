export { fileChannel, type Channel } from "./channel.ts";
export { countUnread, listNotices, markRead, smsTask, tellApplicant, type Notice } from "./notice.ts";
export { WORDINGS } from "./wording.ts";
