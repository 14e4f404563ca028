import type { Ctx } from "#kernel/ctx";
import { grants } from "#people/duty";
import { cellAt } from "#place/cell";
import { readPoint, type Bounds, type System } from "#place/point";
import { forbidden } from "#values/errors";
import { numberOf, NUMERAL } from "./number.ts";
import { writePlaces, type NewAddress } from "./register.ts";

/** The columns of a list of addresses, as `#register/list` takes them. A point stands in one column or in two. */
export const ADDRESS_COLUMNS = [
  { name: "street", label: "街路巷", also: ["道路", "街路巷名称", "路名", "小区"], required: true },
  { name: "number", label: "门牌号", also: ["门牌", "号"], required: true },
  { name: "point", label: "坐标", also: ["经纬度"] },
  { name: "longitude", label: "经度", also: ["lng", "lon", "x"] },
  { name: "latitude", label: "纬度", also: ["lat", "y"] },
  { name: "aliases", label: "别名", also: ["曾用名", "俗称"] },
] as const;

/** A line of a list, by the columns above. */
export interface AddressLine {
  line: number;
  cells: Readonly<Record<string, string>>;
}

export interface AddressImport {
  /** How many were written; none where there are faults. */
  written: number;
  faults: { line: number; message: string }[];
  /** Addresses in no cell of the grid: taken, and told. */
  notes: { line: number; message: string }[];
}

const NUMBER = new RegExp(`^([${NUMERAL}]+)(?:号|號)?(?:(?:之|-|附)([${NUMERAL}]+)号?)?$`);

interface Read {
  line: number;
  address: Omit<NewAddress, "area" | "cell">;
  aliases: string[];
}

/** Reads lines of a list as addresses, points in the system that is said. Pure. */
export function readAddresses(
  lines: readonly AddressLine[],
  where: { system: System; bounds?: Bounds; called?: string },
): { read: Read[]; faults: AddressImport["faults"] } {
  const read: Read[] = [];
  const faults: AddressImport["faults"] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of lines) {
    const street = (cells["street"] ?? "").normalize("NFKC").replace(/\s/g, "");
    const written = NUMBER.exec((cells["number"] ?? "").normalize("NFKC").replace(/\s/g, ""));
    const number = written ? numberOf(written[1]!, written[2]) : undefined;
    const two = [cells["longitude"], cells["latitude"]].filter((cell) => cell !== undefined && cell !== "");
    const point = readPoint(cells["point"] || two.join(", "), where);
    const key = `${street} ${number}`;
    if (street === "") faults.push({ line, message: "没有写街路巷的名称" });
    else if (number === undefined) faults.push({ line, message: `门牌号“${cells["number"] ?? ""}”不对，例如 18、18号之一、18-1` });
    else if ("fault" in point) faults.push({ line, message: point.fault });
    else if (seen.has(key)) faults.push({ line, message: `${street}${number}号和第 ${seen.get(key)} 行重复` });
    else
      read.push({
        line,
        address: { street, number, point: point.point },
        aliases: (cells["aliases"] ?? "").split(/[、,，;；\s]+/).filter((each) => each !== ""),
      });
    if (!seen.has(key)) seen.set(key, line);
  }
  return { read, faults };
}

/** Imports a list of addresses, as it was read line by line. With any fault nothing is written. Community and cell are found by the point. */
export async function importAddresses(
  ctx: Ctx,
  lines: readonly AddressLine[],
  where: { system: System; bounds?: Bounds; called?: string },
): Promise<AddressImport> {
  if (!grants(ctx.actor, "place.manage")) throw forbidden();
  const { read, faults } = readAddresses(lines, where);
  const notes: AddressImport["notes"] = [];
  const addresses: NewAddress[] = [];
  const aliases = new Map<string, string[]>();
  for (const { line, address, aliases: also } of read) {
    const { cell, area } = await cellAt(ctx, address.point);
    if (!cell) notes.push({ line, message: `${address.street}${address.number}号不在任何网格里` });
    addresses.push({ ...address, area: area ?? null, cell: cell ?? null });
    if (also.length > 0) aliases.set(address.street, [...(aliases.get(address.street) ?? []), ...also]);
  }
  if (faults.length > 0 || addresses.length === 0) return { written: 0, faults, notes };
  await writePlaces(ctx, { addresses, aliases });
  return { written: addresses.length, faults, notes };
}
