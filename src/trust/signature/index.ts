export { cmsHolds, contentFits, signatureFits, type Subject } from "./cms-fitting.ts";
export { readCms, readSigners, type CmsData, type ReadSigner } from "./cms-reading.ts";
export { encodeCms, type CmsWish } from "./cms.ts";
export { encodeSeal, encodeSealStatement, readSeal, type SealData, type SealPicture, type SealStatement } from "./seal-data.ts";
export { encodeSealing, encodeSignature, readSignature, type Sealing, type SignatureData } from "./signature-data.ts";
export { readTimeStamp, stampTime, timeStampFits, timeStampHolds, timeStampSigned, type TimeStamp } from "./time-stamp.ts";
export { readValue, unwrapped, type SignedValue } from "./value.ts";
