import type { Kind } from "#content/kind";

/** Where something is, as far as is known. */
export interface Spot {
  address: string;
  area: string;
  point?: [number, number];
}

/** The place of a matter out of its answers: what its kind names as its place. */
export function spotOf({ place }: Pick<Kind, "place">, answers: Readonly<Record<string, unknown>>): Spot | undefined {
  const value = place === undefined ? undefined : answers[place];
  if (typeof value !== "object" || value === null) return undefined;
  const { address, area, point } = value as { address?: unknown; area?: unknown; point?: unknown };
  const at = Array.isArray(point) && point.length === 2 && point.every((each) => typeof each === "number") ? (point as [number, number]) : undefined;
  return { address: typeof address === "string" ? address : "", area: typeof area === "string" ? area : "", ...(at && { point: at }) };
}

const STREET = /^(?:.*?(?:省|市|区|县|旗|街道|镇|乡|社区|村))?\s*(\p{Script=Han}{1,12}?(?:大道|路|街(?!道)|巷|弄|胡同|里))/u;

/** The street that an address names; undefined where it names none. */
export function streetOf(address: string): string | undefined {
  return STREET.exec(address)?.[1];
}

/** A link by which a phone's own map shows the way: by the point, else by the address. */
export function wayTo({ address, point }: Spot): string | undefined {
  if (point) return `geo:${point[1]},${point[0]}?q=${encodeURIComponent(`${point[1]},${point[0]}${address ? `(${address})` : ""}`)}`;
  return address === "" ? undefined : `geo:0,0?q=${encodeURIComponent(address)}`;
}
