import { demoCity } from "../src/seed/people.ts";
import { makeCity, type MadeCity } from "../src/seed/yunzhou/index.ts";

export { randomFrom } from "../src/seed/yunzhou/index.ts";

/** The made city of the demo, whole or a small one of six blocks as test cities have it; with the areas of another plan where it has to be larger. */
export function madeCity(plan: { columns?: number; rows?: number; areas?: { code: string; name: string }[] } = {}): MadeCity {
  return makeCity({ areas: demoCity().areas, ...plan });
}

/** Areas for a city of another size: so many communities in two districts. */
export function areasFor(communities: number): { code: string; name: string }[] {
  const city = [{ code: "990100000000", name: "云州市" }];
  const own = Array.from({ length: communities }, (_none, i) => {
    const [district, office] = [1 + (i % 2), 1 + Math.floor(i / 4)];
    return {
      code: `9901${String(district).padStart(2, "0")}${String(office).padStart(3, "0")}${String(1 + Math.floor((i % 4) / 2)).padStart(3, "0")}`,
      name: `第${i + 1}社区`,
    };
  });
  const above = new Map(
    own.flatMap(
      ({ code }) =>
        [
          [`${code.slice(0, 6)}000000`, "区"],
          [`${code.slice(0, 9)}000`, "街道"],
        ] as const,
    ),
  );
  return [...city, ...[...above].map(([code, kind]) => ({ code, name: `${code.slice(4, 9)}${kind}` })), ...own];
}
