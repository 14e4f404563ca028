import type { Day } from "#kernel/clock";
import type { Licence } from "./licence.ts";

/** How long copies live, in days: the one place where that is set. */
export const COPY_DAYS = {
  /** What the holder is offered. */
  offered: [1, 7, 30],
  /** The longest that the holder may choose. */
  longest: 180,
  /** Of the copy that is made for a matter: an item's limit with its pauses. */
  forMatter: 180,
} as const;

/** How long the words of a copy may be: they stand on its face. */
export const COPY_WORDS = { use: 60, recipient: 40 } as const;

/** How a copy stands. Only a valid one, of a licence that is valid now, may be relied on. */
export const COPY_STATES = {
  valid: "可以使用",
  revoked: "持证人已经收回",
  expired: "已经过期",
  licence: "证照现在没有效力",
} as const;

export type CopyState = keyof typeof COPY_STATES;

/** 加注件: a copy of a licence with its purpose and its end (DB53/T 1315-2024 §6.3). */
export interface AnnotatedCopy {
  copyId: string;
  licenceId: string;
  /** 加注件编号: what is printed and scanned; nobody can guess it. */
  number: string;
  /** 事由: what it is for. */
  use: string;
  /** For whom: an organisation in words, or the matter's item and number. */
  recipient: string;
  itemId: string | null;
  matterId: string | null;
  madeAt: Date;
  madeBy: string;
  /** The last day on which it may be used. */
  untilDay: Day;
  revoked: { reason: string; at: Date } | undefined;
}

/** A copy, the licence it is of, and how both stand now. */
export interface CopyStanding {
  copy: AnnotatedCopy;
  licence: Licence;
  state: CopyState;
}

/** How a copy stands on a day. It never outlives its licence, whatever it says itself. Pure. */
export function copyState({ revoked, untilDay }: Pick<AnnotatedCopy, "revoked" | "untilDay">, licence: Pick<Licence, "state">, today: Day): CopyState {
  if (revoked) return "revoked";
  if (licence.state !== "valid") return "licence";
  return untilDay < today ? "expired" : "valid";
}
