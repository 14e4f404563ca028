import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { listText, listWorkbook } from "#register/list";
import { usccCheck } from "#values/codes";
import { demoCity } from "../src/seed/people.ts";

/** The code of a unit or area of the demo city as 临江市, an invented other city, has it. */
export function ofLinjiang(code: string): string {
  if (/^\d{12}$/.test(code)) return `9902${code.slice(4)}`;
  const [body = "", section] = code.split("-");
  const other = `${body.slice(0, 2)}9902${body.slice(6, 10)}7${body.slice(11, 17)}`;
  return `${other}${usccCheck(other)!}${section ? `-${section}` : ""}`;
}

const named = (name: string): string => name.replaceAll("云州", "临江").replaceAll("青溪", "东城").replaceAll("南湖", "西城");

/** The hall of 临江市, to which its administrators belong. */
export const HALL = ofLinjiang("11990100MB0000009K");

export interface WrittenCity {
  [key: string]: unknown;
  city: Record<string, string>;
  administrators: { username: string; name: string; role: string; unit: string }[];
  replace: Record<string, string>;
}

/** What a test writes otherwise than the folder has it. */
export interface Changes {
  city?: (written: WrittenCity) => void;
  areas?: (rows: string[][]) => string[][];
  units?: (rows: string[][]) => string[][];
}

/** A folder of 临江市: areas as text, units as a workbook, packs that come with the program. */
export function linjiangFolder(packs: readonly string[], changes: Changes = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "yiwang-linjiang-"));
  writeLinjiang(folder, packs, changes);
  return folder;
}

/** Writes it again, as whoever keeps it would. */
export function writeLinjiang(folder: string, packs: readonly string[], changes: Changes = {}): void {
  const { areas, units } = demoCity();
  const above = (code: string | undefined): string => (code === undefined ? "" : ofLinjiang(code));
  const areaRows = areas.map(({ code, name, level, parent }) => [ofLinjiang(code), named(name), String(level), above(parent)]);
  const unitRows = units.map(({ code, name, short, area, parent }) => [ofLinjiang(code), named(name), named(short), ofLinjiang(area), above(parent)]);
  const written: WrittenCity = {
    city: { name: "临江市", publisher: "临江市数据局" },
    areas: "areas.csv",
    units: "units.xlsx",
    administrators: [
      { username: "wangxt", name: "王系统", role: "administrator", unit: HALL },
      { username: "lianquan", name: "李安全", role: "security-administrator", unit: HALL },
      { username: "zhaoshenji", name: "赵审计", role: "auditor", unit: HALL },
    ],
    packs: [...packs],
    replace: Object.fromEntries([...units, ...areas].map(({ code }) => [code, ofLinjiang(code)])),
  };
  changes.city?.(written);
  writeFileSync(join(folder, "city.yaml"), stringify(parse(JSON.stringify(written))));
  writeFileSync(join(folder, "areas.csv"), listText(["区划代码", "名称", "级别", "上级"], changes.areas?.(areaRows) ?? areaRows));
  writeFileSync(
    join(folder, "units.xlsx"),
    listWorkbook("单位", ["统一社会信用代码", "单位名称", "简称", "区划代码", "上级机构代码"], changes.units?.(unitRows) ?? unitRows),
  );
}
