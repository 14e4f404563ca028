import type { Fault } from "#content/pack";
import { isUscc, usccCheck } from "#values/codes";
import type { Area, Unit } from "./folder.ts";
import type { Rows } from "./organisation-list.ts";

const LEVEL_NAMES = ["", "市", "区县", "街道乡镇", "社区村"];

interface Coded {
  code: string;
  name: string;
  parent?: string;
}

type Told = (line: number, message: string) => Fault;

/** What any list of a tree may have wrong: a code twice, no name, something above that is not there or lies below. */
function treeFaults(rows: Rows<Coded>["rows"], told: Told): Fault[] {
  const lines = new Map<string, number>();
  const parents = new Map(rows.map(({ value }) => [value.code, value.parent]));
  return rows.flatMap(({ line, value: { code, name, parent } }) => {
    const faults: Fault[] = [];
    const before = lines.get(code);
    if (before === undefined) lines.set(code, line);
    else faults.push(told(line, `代码 ${code} 与第 ${before} 行重复`));
    if (name === "") faults.push(told(line, "名称是空的"));
    if (parent !== undefined && !parents.has(parent)) faults.push(told(line, `上级 ${parent} 不在表里`));
    const seen = new Set<string>([code]);
    for (let at = parent; at !== undefined && faults.length === 0; at = parents.get(at)) {
      if (seen.has(at)) faults.push(told(line, `${code} 的上级绕了一圈又回到它自己`));
      seen.add(at);
    }
    return faults;
  });
}

/** What is wrong with a list of areas: codes of twelve digits, four levels, each under one of the level above. */
export function areaFaults({ file, rows }: Rows<Area>): Fault[] {
  const told: Told = (line, message) => ({ file, line, message });
  const levels = new Map(rows.map(({ value }) => [value.code, value.level]));
  return [
    ...treeFaults(rows, told),
    ...rows.flatMap(({ line, value: { code, level, parent } }) => {
      const faults: Fault[] = [];
      if (!/^\d{12}$/.test(code)) faults.push(told(line, `区划代码“${code}”要是 12 位数字`));
      if (level < 1 || level > 4) faults.push(told(line, "级别要写 1 到 4，或者市、区县、街道乡镇、社区村"));
      else if (level === 1 ? parent !== undefined : parent === undefined)
        faults.push(told(line, level === 1 ? "本市（1 级）没有上级，请留空" : `${LEVEL_NAMES[level]}要写上级`));
      else if (parent !== undefined && levels.has(parent) && levels.get(parent) !== level - 1)
        faults.push(told(line, `${LEVEL_NAMES[level]}的上级应当是${LEVEL_NAMES[level - 1]}，${parent} 不是`));
      return faults;
    }),
  ];
}

/** What is wrong with a list of units: codes that hold, with a suffix for a section of a body that is there, in an area that is there. */
export function unitFaults({ file, rows }: Rows<Unit>, areas: Rows<Area>): Fault[] {
  const told: Told = (line, message) => ({ file, line, message });
  const known = new Set(areas.rows.map(({ value }) => value.code));
  const codes = new Set(rows.map(({ value }) => value.code));
  return [
    ...treeFaults(rows, told),
    ...rows.flatMap(({ line, value: { code, area } }) => {
      const faults: Fault[] = [];
      const [, body = "", section] = /^([0-9A-Z]{18})(-\d{2})?$/.exec(code) ?? [];
      if (body === "") faults.push(told(line, `机构代码“${code}”要是 18 位统一社会信用代码，内设机构再加“-01”这样的序号`));
      else if (!isUscc(body)) {
        const check = usccCheck(body);
        faults.push(
          told(line, check === undefined || check === body[17] ? `“${code}”不是统一社会信用代码` : `机构代码“${code}”的校验码不对，最后一位应当是 ${check}`),
        );
      } else if (section && !codes.has(body)) faults.push(told(line, `内设机构 ${code} 所在的单位 ${body} 不在表里`));
      if (!known.has(area)) faults.push(told(line, `区划 ${area} 不在区划表里`));
      return faults;
    }),
  ];
}
