import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { hmacSm3, personalCodec } from "#kernel/crypto";
import { conflict, notFound } from "#kernel/errors";
import { newId } from "#kernel/ids";
import { ALGORITHMS, type Algorithm, type KeyFacts, type Keys, type Suite } from "./keys.ts";
import { cipherOf, SECRET_SIZE } from "./secret.ts";
import { schemeOf, type Signer } from "./signature.ts";

/** A key as it lies in its file: JSON, all but the secret to be read by whoever may read the folder. */
interface KeptKey {
  format: 1;
  keyId: string;
  algorithm: Algorithm;
  madeAt: string;
  /** Sealed by the master key: id, algorithm and secret, so that no file stands in for another. */
  wrapped: string;
}

interface OpenKey {
  facts: KeyFacts;
  secret: Buffer;
  signer: Signer | undefined;
}

const signs = (algorithm: Algorithm): boolean => algorithm === "SM2" || algorithm === "P-256";

// Whole or not at all, and never over a key that is there: the name is given once the bytes are on the disk.
async function writeOnce(folder: string, name: string, text: string): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = join(folder, `${newId()}.partial`);
  const handle = await open(partial, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(partial, join(folder, name));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(partial);
    const opened = await open(folder, "r");
    await opened.sync().finally(() => opened.close());
  }
}

/** Keys in files below `folder`, wrapped by the 32-byte master key (hex). New keys are of the given suite; those of both are used. */
export function openKeys(folder: string, masterKeyHex: string, suite: Suite = "sm"): Keys {
  const codec = personalCodec(hmacSm3(Buffer.from(masterKeyHex, "hex"), "key encryption").toString("hex"), suite);
  const opened = new Map<string, OpenKey>();

  function nameOf(keyId: string): string {
    if (!/^[a-z0-9][a-z0-9-]{0,79}$/.test(keyId)) throw notFound("密钥");
    return `${keyId}.json`;
  }

  function hold({ keyId, algorithm, madeAt }: Omit<KeptKey, "format" | "wrapped">, secret: Buffer): OpenKey {
    const signer = signs(algorithm) ? schemeOf(algorithm).signer(secret) : undefined;
    const key = { facts: { keyId, algorithm, madeAt, publicKey: signer?.publicKey }, secret, signer };
    opened.set(keyId, key);
    return key;
  }

  async function findOpen(keyId: string): Promise<OpenKey | undefined> {
    const held = opened.get(keyId);
    if (held) return held;
    const text = await readFile(join(folder, nameOf(keyId)), "utf8").catch((error: { code?: string }) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const kept = JSON.parse(text) as KeptKey;
    const inside = JSON.parse(codec.open(kept.wrapped)) as { keyId: string; algorithm: Algorithm; secret: string };
    if (inside.keyId !== keyId || inside.algorithm !== kept.algorithm) throw new Error(`key file ${keyId} holds another key`);
    return hold({ ...kept, keyId }, Buffer.from(inside.secret, "base64"));
  }

  async function getOpen(keyId: string): Promise<OpenKey> {
    const key = await findOpen(keyId);
    if (!key) throw notFound("密钥");
    return key;
  }

  return {
    async make(keyId, kind, of = suite) {
      const algorithm = ALGORITHMS[of][kind];
      const secret = kind === "signature" ? schemeOf(algorithm).make() : randomBytes(SECRET_SIZE);
      const madeAt = new Date().toISOString();
      const wrapped = codec.seal(JSON.stringify({ keyId, algorithm, secret: secret.toString("base64") }));
      const kept: KeptKey = { format: 1, keyId, algorithm, madeAt, wrapped };
      if (!(await writeOnce(folder, nameOf(keyId), `${JSON.stringify(kept)}\n`))) throw conflict("KEY_EXISTS", "这个编号的密钥已经有了。");
      return hold({ keyId, algorithm, madeAt }, secret).facts;
    },
    find: async (keyId) => (await findOpen(keyId))?.facts,
    async sign(keyId, message, identity) {
      const { signer, facts } = await getOpen(keyId);
      if (!signer) throw new Error(`${facts.algorithm} does not sign`);
      return signer.sign(message, identity);
    },
    async verify(keyId, message, signature, identity) {
      const { facts } = await getOpen(keyId);
      return schemeOf(facts.algorithm).verify(facts.publicKey!, message, signature, identity);
    },
    async encrypt(keyId, plain) {
      const { facts, secret } = await getOpen(keyId);
      return cipherOf(facts.algorithm).encrypt(secret, plain);
    },
    async decrypt(keyId, cipher) {
      const { facts, secret } = await getOpen(keyId);
      return cipherOf(facts.algorithm).decrypt(secret, cipher);
    },
    async mac(keyId, message) {
      const { facts, secret } = await getOpen(keyId);
      return cipherOf(facts.algorithm).mac(secret, message);
    },
    random: (size) => randomBytes(size),
  };
}
