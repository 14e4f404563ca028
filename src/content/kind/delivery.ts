import type { CodeEntry } from "./kind.ts";

/** The code list that says by which ways papers are delivered, each with its ground in law. */
export const WAYS_LIST = "delivery-way";

/** Under which kind what proves a delivery stands among the documents of a matter: no paper of a pack is called so. */
export const PROVING = { receipt: "receipt-of-delivery", agreement: "delivery-agreement" } as const;

/** The name under which formulas see the delivery of a paper: a hyphen in its id would be a minus. */
export function deliveryName(paper: string): string {
  return paper.replaceAll("-", "_");
}

/** What a way may ask whoever records a delivery for, by name; `files` is a scan or photographs. */
export const WAY_PARTS = ["receiver", "relation", "place", "number", "by", "where", "witness", "reason", "files"] as const;

export type WayPart = (typeof WAY_PARTS)[number];

/** 送达方式: what its receipt has to say. */
export interface Way {
  value: string;
  label: string;
  basis: string;
  needs: readonly WayPart[];
  /** One of these at least. */
  either: readonly WayPart[];
  /** Only to whoever agreed to it. */
  agreed: boolean;
  /** It is this way when the party opens the paper under their own account. */
  opening: boolean;
  /** How long after it was done it counts as delivered: P30D of an announcement. */
  counts?: string;
}

/** Ways out of the entries of their code list; what an entry does not say it does not ask. */
export function waysIn(entries: readonly CodeEntry[] | undefined): Way[] {
  const parts = (given: unknown): WayPart[] => WAY_PARTS.filter((part) => Array.isArray(given) && given.includes(part));
  return (entries ?? []).map(({ value, label, basis, needs, either, agreed, opening, counts }) => ({
    value,
    label,
    basis: typeof basis === "string" ? basis : "",
    needs: parts(needs),
    either: parts(either),
    agreed: agreed === true,
    opening: opening === true,
    ...(typeof counts === "string" && { counts }),
  }));
}
