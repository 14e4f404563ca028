export { fileChannel, type Channel } from "./channel.ts";
export {
  countToldStaff,
  HOLDER,
  listToldStaff,
  markToldStaffRead,
  staffNamed,
  tellStaff,
  tellAtMark,
  tellAtStop,
  tellOffice,
  tellRefused,
  tellTakenBack,
} from "./staff.ts";
export { noticeScope, tellParties } from "./parties.ts";
export { countUnread, listNotices, markRead, tellBeginner, tellPaid } from "./notice.ts";
export { encryptNoticesOfBefore, type Notice } from "./keep.ts";
export { forgetMessages, smsTask } from "./sms.ts";
export { tellBeneficiary } from "./beneficiary.ts";
export { OF_PAYMENT, WORDINGS } from "./wording.ts";
