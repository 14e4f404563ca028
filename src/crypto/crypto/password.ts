import { hash, verify } from "@node-rs/argon2";

// OWASP's second choice for argon2id: 19 MiB, two passes. About 20 ms on one core.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id hash of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

// What nobody can guess needs nobody to be slowed down: a random text of eighty bits is as safe by one pass.
const COST_OF_RANDOM = { memoryCost: 1024, timeCost: 1, parallelism: 1 };

/** The same of a password that was drawn at random, for one sign-in: thousands at a time. */
export function hashRandomPassword(password: string): Promise<string> {
  return hash(password, COST_OF_RANDOM);
}

/** Whether the password is the one that was hashed. */
export function passwordMatches(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, password).catch(() => false);
}
