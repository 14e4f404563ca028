// Checks a proof in the browser of whoever holds it. Nothing the server says is believed: it is asked for two checkpoints and the way between
// them, and all of it is computed here (RFC 9162 §2.1.3.2 and §2.1.4.2).
import { sm3 } from "./sm3.js";

export const bytesOf = (hex) => {
  if (typeof hex !== "string" || !/^([0-9a-f]{2})*$/.test(hex)) throw new Error("not hex");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
};
export const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const digestOf = (name) => {
  if (name === "SM3") return async (bytes) => sm3(bytes);
  if (name === "SHA-256") return async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  throw new Error(`unknown hash ${name}`);
};

/** What a leaf of an act hashes: salt, kind, matter, number, link. */
function leafBytes(matterId, { seq, link, salt }) {
  const number = new DataView(new ArrayBuffer(4));
  number.setUint32(0, seq);
  return joined([0], bytesOf(salt), [1], bytesOf(matterId.replaceAll("-", "")), new Uint8Array(number.buffer), bytesOf(link));
}

/** The root that a leaf and its path lead to, as hex; undefined when the path has not the right length. */
export async function rootByInclusion(hashName, leaf, index, size, path) {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return undefined;
  const digest = digestOf(hashName);
  const node = (a, b) => digest(joined([1], a, b));
  let [at, last, root] = [index, size - 1, await digest(leaf)];
  for (const each of path.map(bytesOf)) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      root = await node(each, root);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = await node(root, each);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hexOf(root) : undefined;
}

/** Whether the log under one checkpoint is the beginning of that under another. */
export async function isConsistent(hashName, older, newer, path) {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && older.root === newer.root;
  const digest = digestOf(hashName);
  const node = (a, b) => digest(joined([1], a, b));
  const [first, ...rest] = (Number.isInteger(Math.log2(older.size)) ? [older.root, ...path] : path).map(bytesOf);
  if (!first) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [before, now] = [first, first];
  for (const each of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [before, now] = [await node(each, before), await node(each, now)];
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else now = await node(now, each);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hexOf(before) === older.root && hexOf(now) === newer.root;
}

/** A proof out of a file's text; undefined when it is none. */
export function readProof(text) {
  try {
    const proof = JSON.parse(text);
    const whole = proof.format === "yiwang-proof/1" && typeof proof.matter_id === "string" && Number.isSafeInteger(proof.checkpoint.size);
    return whole && Array.isArray(proof.acts) && proof.acts.every(({ path, seq }) => Array.isArray(path) && Number.isSafeInteger(seq)) ? proof : undefined;
  } catch {
    return undefined;
  }
}

const BROKEN = "请把凭证文件留好，打 12345 反映。";

/**
 * Checks a proof. `ask` gets a path below /api/v1/log and gives its JSON, undefined when there is none, and throws without a connection.
 * Gives { state: "good" | "bad" | "half", says }.
 */
export async function checkProof(proof, ask) {
  const { checkpoint, acts } = proof;
  if (acts.length === 0) return { state: "bad", says: "这份凭证里没有一条记录。" };
  for (const act of acts) {
    const root = async () => rootByInclusion(checkpoint.hash, leafBytes(proof.matter_id, act), act.index, checkpoint.size, act.path);
    if ((await root().catch(() => undefined)) !== checkpoint.root) return { state: "bad", says: `第 ${act.seq} 条记录对不上，凭证文件被改动过，或者不完整。` };
  }
  const count = `这件事的 ${acts.length} 条记录`;
  try {
    const kept = await ask(`checkpoints/${checkpoint.size}`);
    if (!kept) return { state: "bad", says: `本市现在的日志里没有凭证记的那个检查点。${BROKEN}` };
    if (kept.root !== checkpoint.root || kept.log !== checkpoint.log)
      return { state: "bad", says: `本市公布的检查点与凭证里的不一样：记录在那以后被改写过。${BROKEN}` };
    const latest = await ask("checkpoint");
    if (!latest || latest.size < checkpoint.size) return { state: "bad", says: `本市的日志变短了。${BROKEN}` };
    const way = latest.size === checkpoint.size ? { path: [] } : await ask(`consistency?older=${checkpoint.size}&newer=${latest.size}`);
    const goesOn = way && (await isConsistent(checkpoint.hash, checkpoint, latest, way.path).catch(() => false));
    if (!goesOn) return { state: "bad", says: `最新的日志不是从凭证记的那时接下来的：记录在那以后被改写过。${BROKEN}` };
    return {
      state: "good",
      says: `${count}都在全市的日志里；从凭证下载到现在，没有人改过、删过。最新检查点有 ${latest.size} 片叶，树根 ${latest.root.slice(0, 16)}…。`,
    };
  } catch {
    return { state: "half", says: `${count}与凭证里的检查点对得上。没有连上网站，没能与最新的检查点比较，请稍后再试。` };
  }
}
