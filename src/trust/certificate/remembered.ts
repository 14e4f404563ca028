import { createHash } from "node:crypto";

/**
 * Remembers answers that are always the same for the same bytes, such as whether a key made a signature: chains consist of the same few
 * certificates again and again. All is forgotten when it has become many, so that strangers' certificates cannot fill the memory.
 */
export function remembered<Value>(most = 2000): (bytes: readonly Uint8Array[], answer: () => Value) => Value {
  const held = new Map<string, Value>();
  return (bytes, answer) => {
    const hash = createHash("sm3");
    for (const each of bytes) hash.update(`${each.length} `).update(each);
    const key = hash.digest("base64url");
    const known = held.get(key);
    if (known !== undefined) return known;
    const value = answer();
    if (held.size >= most) held.clear();
    held.set(key, value);
    return value;
  };
}
