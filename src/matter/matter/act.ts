import { GENESIS, link } from "#kernel/trace";

/** Who did an act, kept with it: names as they were. */
export interface ActActor {
  kind: "person" | "staff" | "system" | "anonymous";
  id: string;
  name: string;
  unit?: string;
  onBehalf?: string;
}

/** Something that happened to a matter. */
export interface Act {
  seq: number;
  /** An act of the matter's kind, or one that every kind has. */
  kind: string;
  at: Date;
  actor: ActActor;
  data: Record<string, unknown>;
  /** The unit that had the matter once it was done; acts of before do not say it. */
  unit?: string | null;
}

/** An act with its place in the matter's chain. */
export interface LinkedAct extends Act {
  hash: Buffer;
}

/** What of an act is linked: everything but the link itself. */
export function actRecord(matterId: string, act: Act): object {
  const { seq, kind, at, actor, data, unit } = act;
  return { matterId, seq, kind, at: at.toISOString(), actor, data, ...(unit && { unit }) };
}

/** Appends acts to a chain: each links to the one before. */
export function linkActs(matterId: string, head: Buffer | null, acts: Act[]): LinkedAct[] {
  let before: Buffer = head ?? GENESIS;
  return acts.map((act) => {
    before = link(before, actRecord(matterId, act));
    return { ...act, hash: before };
  });
}
