import { SEALED, SEALED_IN_JSON, type PersonalCodec } from "#crypto/crypto";

const IN_JSON = new RegExp(SEALED_IN_JSON, "g");

/** A column's text before and after. */
export interface Resealed {
  text: string | null;
  changed: boolean;
  unreadable: number;
}

/** Seals a column's value anew if it is not of the version; what cannot be opened stays as it is and is counted. JSON is changed in its text, so that its numbers keep every digit. */
export function resealed(codec: PersonalCodec, version: number, { text, json }: { text: string | null; json: boolean }): Resealed {
  if (text === null) return { text, changed: false, unreadable: 0 };
  let [changed, unreadable] = [false, 0];
  const anew = (sealed: string): string => {
    const under = SEALED.exec(sealed)?.[1];
    if (under === String(version)) return sealed;
    try {
      const fresh = codec.seal(codec.open(sealed));
      changed = true;
      return fresh;
    } catch {
      unreadable += 1;
      return sealed;
    }
  };
  const after = json ? text.replace(IN_JSON, (_whole, sealed: string) => `"${anew(sealed)}"`) : anew(text);
  return { text: after, changed, unreadable };
}
