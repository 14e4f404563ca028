import { randomBytes } from "node:crypto";
import { conflict, notFound } from "#values/errors";
import { keepOnce, readKept, unwrapped, wrapped, type KeptKey, type MasterKey } from "./key-file.ts";
import { ALGORITHMS, type Algorithm, type KeyFacts, type Keys, type Suite } from "./keys.ts";
import { cipherOf, SECRET_SIZE } from "./secret.ts";
import { schemeOf, type Signer } from "./signature.ts";

interface OpenKey {
  facts: KeyFacts;
  secret: Buffer;
  signer: Signer | undefined;
}

const signs = (algorithm: Algorithm): boolean => algorithm === "SM2" || algorithm === "P-256";

/** Keys in files below `folder`, wrapped by the 32-byte master key (hex). New keys are of the given suite; those of both are used. */
export function openKeys(folder: string, master: MasterKey, suite: Suite = "sm"): Keys {
  const opened = new Map<string, OpenKey>();

  function known(keyId: string): string {
    if (!/^(?!personal-)[a-z0-9][a-z0-9-]{0,79}$/.test(keyId)) throw notFound("密钥");
    return keyId;
  }

  function hold({ keyId, algorithm, madeAt }: Omit<KeptKey, "format" | "wrapped">, secret: Buffer): OpenKey {
    const signer = signs(algorithm) ? schemeOf(algorithm).signer(secret) : undefined;
    const key = { facts: { keyId, algorithm, madeAt, publicKey: signer?.publicKey }, secret, signer };
    opened.set(keyId, key);
    return key;
  }

  function findOpen(keyId: string): OpenKey | undefined {
    const held = opened.get(keyId);
    if (held) return held;
    const kept = readKept(folder, known(keyId));
    return kept && hold({ ...kept, keyId }, unwrapped(kept, keyId, master));
  }

  function getOpen(keyId: string): OpenKey {
    const key = findOpen(keyId);
    if (!key) throw notFound("密钥");
    return key;
  }

  return {
    async make(keyId, kind, of = suite) {
      const algorithm = ALGORITHMS[of][kind];
      const secret = kind === "signature" ? schemeOf(algorithm).make() : randomBytes(SECRET_SIZE);
      const madeAt = new Date().toISOString();
      const kept: KeptKey = { format: 1, keyId: known(keyId), algorithm, madeAt, wrapped: wrapped({ keyId, algorithm }, secret, master, of) };
      if (!(await keepOnce(folder, kept))) throw conflict("KEY_EXISTS", "这个编号的密钥已经有了。");
      return hold({ keyId, algorithm, madeAt }, secret).facts;
    },
    find: async (keyId) => findOpen(keyId)?.facts,
    async sign(keyId, message, identity) {
      const { signer, facts } = getOpen(keyId);
      if (!signer) throw new Error(`${facts.algorithm} does not sign`);
      return signer.sign(message, identity);
    },
    async verify(keyId, message, signature, identity) {
      const { facts } = getOpen(keyId);
      return schemeOf(facts.algorithm).verify(facts.publicKey!, message, signature, identity);
    },
    async encrypt(keyId, plain) {
      const { facts, secret } = getOpen(keyId);
      return cipherOf(facts.algorithm).encrypt(secret, plain);
    },
    async decrypt(keyId, cipher) {
      const { facts, secret } = getOpen(keyId);
      return cipherOf(facts.algorithm).decrypt(secret, cipher);
    },
    async mac(keyId, message) {
      const { facts, secret } = getOpen(keyId);
      return cipherOf(facts.algorithm).mac(secret, message);
    },
    random: (size) => randomBytes(size),
  };
}
