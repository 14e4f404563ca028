/** Identifiers of GB/T 35275 and PKCS #7 that signed data is made of. */
export const SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";
export const DATA = "1.2.156.10197.6.1.4.2.1";
export const CONTENT_TYPE = "1.2.840.113549.1.9.3";
export const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
export const SIGNING_TIME = "1.2.840.113549.1.9.5";

/** What a message of these standards is, by its identifier: GM/T 0010 and GB/T 35275, PKCS #7. */
export const MESSAGES: Readonly<Record<string, "signed" | string>> = {
  [SIGNED_DATA]: "signed",
  "1.2.840.113549.1.7.2": "signed",
  [DATA]: "没有签名的数据",
  "1.2.156.10197.6.1.4.2.3": "加密的数据（数字信封）",
  "1.2.156.10197.6.1.4.2.4": "签名以后又加密的数据（带签名的数字信封）",
  "1.2.156.10197.6.1.4.2.5": "加密的数据",
  "1.2.156.10197.6.1.4.2.6": "密钥协商的数据",
  "1.2.840.113549.1.7.1": "没有签名的数据",
  "1.2.840.113549.1.7.3": "加密的数据（数字信封）",
  "1.2.840.113549.1.7.4": "签名以后又加密的数据（带签名的数字信封）",
  "1.2.840.113549.1.7.5": "只有摘要的数据",
  "1.2.840.113549.1.7.6": "加密的数据",
};
