import { ENCRYPTED, ENCRYPTED_IN_JSON, type PersonalCodec } from "#crypto/crypto";

const IN_JSON = new RegExp(ENCRYPTED_IN_JSON, "g");

/** A column's text before and after. */
export interface Reencrypted {
  text: string | null;
  changed: boolean;
  unreadable: number;
}

/** Re-encrypts a column's value if it is not of the version; what cannot be opened stays as it is and is counted. JSON is changed in its text, so that its numbers keep every digit. */
export function reencrypted(codec: PersonalCodec, version: number, { text, json }: { text: string | null; json: boolean }): Reencrypted {
  if (text === null) return { text, changed: false, unreadable: 0 };
  let [changed, unreadable] = [false, 0];
  const anew = (encrypted: string): string => {
    const under = ENCRYPTED.exec(encrypted)?.[1];
    if (under === String(version)) return encrypted;
    try {
      const fresh = codec.encrypt(codec.decrypt(encrypted));
      changed = true;
      return fresh;
    } catch {
      unreadable += 1;
      return encrypted;
    }
  };
  const after = json ? text.replace(IN_JSON, (_whole, encrypted: string) => `"${anew(encrypted)}"`) : anew(text);
  return { text: after, changed, unreadable };
}
