import type { Organisation } from "#people/duty";
import type { Around } from "./field.ts";

/** Areas of a city by code or name. Codes of other cities are taken as they are; one within the city that nobody knows is not. */
export function areasOf({ areas }: Organisation): Around["area"] {
  const byName = new Map<string, string[]>();
  const add = (name: string, code: string): void => void byName.set(name, [...(byName.get(name) ?? []), code]);
  const path = (code: string): string[] => {
    const area = areas.get(code);
    return area ? [...(area.parent ? path(area.parent) : []), area.name] : [];
  };
  for (const { area, name } of areas.values()) {
    add(name, area);
    // 青溪区青瓷街道, 云州市青溪区青瓷街道: by the names above it.
    const names = path(area);
    for (let from = names.length - 2; from >= 0; from -= 1) add(names.slice(from).join(""), area);
  }
  const root = [...areas.values()].find(({ parent }) => parent === null)?.area.replace(/0+$/, "");
  return (text) => {
    const plain = text
      .normalize("NFKC")
      .replace(/[\s\p{Cf}/>、-]/gu, "")
      .replace(/^'/, "");
    if (/^\d+$/.test(plain)) {
      // Six and nine figures name a county and a street; a list may leave the zeros away.
      const code = [6, 9].includes(plain.length) ? plain.padEnd(12, "0") : plain;
      if (!/^[1-9]\d{11}$/.test(code)) return { fault: "不是 12 位的区划代码" };
      return areas.has(code) || !root || !code.startsWith(root) ? { value: code } : { fault: "在本市的区划里没有" };
    }
    const found = [...new Set(byName.get(plain) ?? [])];
    if (found.length === 1) return { value: found[0] };
    return { fault: found.length === 0 ? "不是本市区划的名称，请填名称或者 12 位代码" : `有 ${found.length} 个同名的地方，请写上级名称或者 12 位代码` };
  };
}
