import type { ActDeclaration } from "#process/graph";
import { port } from "#kernel/ctx";

/** What packs may say beside their own words: service acts with what they take and give. */
export interface Vocabulary {
  acts: Readonly<Record<string, ActDeclaration>>;
}

/** The vocabulary of a running city, for its designers. */
export const VOCABULARY = port<Vocabulary>("check.vocabulary");
