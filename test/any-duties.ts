import type { Duty } from "#kernel/ctx";

/** What mixtures of duties are drawn from. */
export interface DutyChoice {
  roles: readonly string[];
  units: readonly string[];
  areas: readonly string[];
}

const SCOPES = ["own", "unit", "area"] as const;

/** So many mixtures of one to three duties, the same ones for the same seed. */
export function mixturesOfDuties({ roles, units, areas }: DutyChoice, seed: number, count: number): Duty[][] {
  let turn = seed;
  const pick = <Value>(from: readonly Value[]): Value => from[(turn = (turn * 16_807) % 2_147_483_647) % from.length]!;
  return Array.from({ length: count }, (_none, i) =>
    Array.from({ length: 1 + (i % 3) }, (): Duty => ({ role: pick(roles), unit: pick(units), area: pick(areas), scope: pick(SCOPES), post: "试验岗" })),
  );
}
