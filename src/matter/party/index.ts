export { ALLOWANCE, withinBytes, withinBytesOf, withinDrafts } from "./allowance.ts";
export { mattersAbout } from "./about.ts";
export { countFault } from "./count.ts";
export { evidenceFor, settled } from "./evidence.ts";
export { unmaskForMatter } from "./in-hand.ts";
export { listOwnLooks, recordFileLook, recordMatterLook, recordRegisterLooks } from "./looking.ts";
export { countMine, listDraftsOf, listMine, mattersKeptTo } from "./mine.ts";
export { beneficiaryNow, heldAtStart, holdOnce, onceGap, takeOnce } from "./once.ts";
export { namedIn } from "./named.ts";
export { accountOf, ownerDetails, isOwner, onlyOwner, partyOf } from "./party.ts";
export {
  addParty,
  findByCode,
  followsAs,
  followsSince,
  letFollow,
  listParties,
  openParties,
  ownRole,
  owns,
  partByCode,
  partLeft,
  rolesFollowed,
  type Party,
  type PartyGiven,
} from "./parties.ts";
export { mayRead, mustSee, onlyReader, seesOneOf } from "./reach.ts";
export { vouching } from "./vouching.ts";
