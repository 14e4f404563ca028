import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import type { HashName } from "#crypto/merkle";
import { Misfit } from "#kernel/trace";
import { isSigned, type Checkpoint, type LogKey } from "./checkpoint.ts";
import { findLatest, listKeys, type Log } from "./queries.ts";
import { rootsOf } from "./subtree.ts";

/** Checkpoints that somebody else keeps: what the city signed, out of its reach. */
export interface Witness {
  logId: string;
  hash: HashName;
  keys: LogKey[];
  checkpoints: Checkpoint[];
}

const HEAD = "# 一网日志树的检查点。请放在另一台机器上保存：大小 树根 时间 密钥 签名。";

const keyLine = ({ keyId, algorithm, publicKey }: LogKey): string => `key ${keyId} ${algorithm} ${publicKey.toString("hex")}`;
const checkpointLine = ({ size, root, at, keyId, signature }: Checkpoint): string =>
  `${size} ${root.toString("hex")} ${at.toISOString()} ${keyId} ${signature.toString("hex")}`;

/** A witness as text: a head, the log, its keys, then a line for each checkpoint. */
export function witnessText({ logId, hash, keys, checkpoints }: Witness): string {
  return [HEAD, `log ${logId} ${hash}`, ...keys.map(keyLine), ...checkpoints.map(checkpointLine), ""].join("\n");
}

const LOG = /^log ([0-9a-f-]{36}) (SM3|SHA-256)$/;
const KEY = /^key ([a-z0-9-]{1,80}) (SM2|P-256) (04[0-9a-f]{128})$/;
const CHECKPOINT = /^(\d{1,15}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([a-z0-9-]{1,80}) ([0-9a-f]{128})$/;

/** Reads a witness file; refused with the number of the line that cannot be read. */
export function readWitness(text: string): Witness {
  const lines = text.split(/\r?\n/);
  const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
  let log: Log | undefined;
  const keys: LogKey[] = [];
  const checkpoints: Checkpoint[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, logId, hash] = LOG.exec(line) ?? [];
    const [, keyId, algorithm, publicKey] = KEY.exec(line) ?? [];
    const [, size, root, at, signer, signature] = CHECKPOINT.exec(line) ?? [];
    if (logId && !log) log = { logId, hash: hash as HashName };
    else if (keyId) keys.push({ keyId, algorithm: algorithm as LogKey["algorithm"], publicKey: bytes(publicKey!) });
    else if (size && log) checkpoints.push({ ...log, size: Number(size), root: bytes(root!), at: new Date(at!), keyId: signer!, signature: bytes(signature!) });
    else throw badInput("WITNESS_UNREADABLE", `见证文件第 ${i + 1} 行读不懂。`);
  }
  if (!log) throw badInput("WITNESS_UNREADABLE", "见证文件里没有写明是哪个日志。");
  return { ...log, keys, checkpoints };
}

/** Checks a witness by itself and against the log's own keys; what it saw is compared with the tree by `checkTree`. Throws the first `Misfit`. */
export function checkWitness(witness: Witness, log: Log | undefined, keys: LogKey[]): void {
  for (const { keyId, publicKey } of witness.keys) {
    const own = keys.find((key) => key.keyId === keyId);
    if (log && !own?.publicKey.equals(publicKey)) throw new Misfit("log.keys", `密钥 ${keyId} 与见证文件里记的不是同一把。`);
  }
  if (log?.logId !== witness.logId) throw new Misfit("log.logs", `数据库里没有见证文件记的那个日志（${witness.logId}）。`);
  for (const checkpoint of witness.checkpoints) {
    const key = witness.keys.find(({ keyId }) => keyId === checkpoint.keyId);
    if (!key || !isSigned(checkpoint, key)) throw new Misfit("见证文件", `大小为 ${checkpoint.size} 的检查点签名不对，文件被改动过。`);
  }
}

/**
 * The newest checkpoint added to a witness, or to a new one. First the city must still be what the witness saw: `Misfit` otherwise, and
 * nothing is added. Undefined while the log is empty; the same witness when it has the newest already.
 */
export async function witnessed(ctx: Ctx, before: Witness | undefined): Promise<Witness | undefined> {
  const latest = await findLatest(ctx);
  if (!latest) return undefined;
  const keys = await listKeys(ctx, latest.logId);
  if (!before) return { logId: latest.logId, hash: latest.hash, keys, checkpoints: [latest] };
  checkWitness(before, latest, keys);
  for (const { size, root } of before.checkpoints) {
    const now = size > latest.size ? undefined : (await rootsOf(ctx, latest, [{ start: 0, end: size }]))[0];
    if (!now?.equals(root)) throw new Misfit("log.leaves", `前 ${size} 片叶与见证文件里记的不一样：日志在那以后被改写过。`);
  }
  const newer = before.checkpoints.every(({ size }) => size < latest.size);
  const added = keys.filter(({ keyId }) => !before.keys.some((key) => key.keyId === keyId));
  return newer ? { ...before, keys: [...before.keys, ...added], checkpoints: [...before.checkpoints, latest] } : before;
}
