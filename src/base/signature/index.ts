export { cmsHolds, encodeCms, readCms, type CmsData, type CmsWish } from "./cms.ts";
export { encodeSeal, encodeSealStatement, readSeal, type SealData, type SealPicture, type SealStatement } from "./seal-data.ts";
export { encodeSealing, encodeSignature, readSignature, type Sealing, type SignatureData } from "./signature-data.ts";
export { readTimeStamp, stampTime, timeStampHolds, type TimeStamp } from "./time-stamp.ts";
