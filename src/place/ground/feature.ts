/** What can be drawn as ground, from below to above: whether it is an area or a line, from which zoom on it is drawn, and from which on with its name. */
export const KINDS = {
  hill: { area: true, from: 0, named: 11 },
  contour: { area: false, from: 11, named: 99 },
  park: { area: true, from: 13, named: 15 },
  water: { area: true, from: 0, named: 99 },
  building: { area: true, from: 15.2, named: 16.5 },
  lane: { area: false, from: 15, named: 16 },
  street: { area: false, from: 12, named: 15 },
  avenue: { area: false, from: 0, named: 13 },
  "water-name": { area: false, from: 12, named: 12 },
} as const satisfies Record<string, { area: boolean; from: number; named: number }>;

export type Kind = keyof typeof KINDS;

/** A piece of the ground: rings of an area, or one line, in millionths of a degree, flat. */
export interface Feature {
  kind: Kind;
  name?: string;
  rings: readonly (readonly number[])[];
}

/** Whether a text is the name of a kind of ground. */
export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text);
}
