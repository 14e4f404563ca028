export { fileChannel, type Channel } from "./channel.ts";
export { countToldStaff, listToldStaff, markToldStaffRead, tellAtMark, tellAtStop, tellOffice } from "./staff.ts";
export { noticeScope, tellParties } from "./parties.ts";
export { countUnread, listNotices, markRead, smsTask, tellBeginner, tellPaid, type Notice } from "./notice.ts";
export { tellBeneficiary } from "./beneficiary.ts";
export { OF_PAYMENT, WORDINGS } from "./wording.ts";
