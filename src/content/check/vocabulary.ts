import type { ActDeclaration } from "#process/graph";
import { port } from "#kernel/ctx";

/** What comes of a kind of work that people do: its outcomes in words, and the words that a result may hold besides. */
export interface WorkWords {
  outcomes: Readonly<Record<string, string>>;
  told: readonly string[];
}

/** What packs may say beside their own words: kinds of work, service acts with what they take and give, themes. */
export interface Vocabulary {
  works: Readonly<Record<string, WorkWords>>;
  acts: Readonly<Record<string, ActDeclaration>>;
  /** Themes under which the portal shows items. */
  themes: readonly string[];
}

/** The vocabulary of a running city, for its designers. */
export const VOCABULARY = port<Vocabulary>("check.vocabulary");
