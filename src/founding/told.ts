import type { Founded } from "./found.ts";

/** A city folder that cannot be begun by: everything that is wrong with it. */
export class CityFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: string[]) {
    super(`the folder of the city has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}, told above; nothing was written`);
    this.faults = faults;
  }
}

/** What the terminal says of those who have yet to sign in. */
export function signInsText({ signIns, left }: Founded): string {
  const packs = left > 0 ? `\n  有 ${left} 个业务包没有装上，原因在上面。改好以后重新启动。\n` : "";
  if (signIns.length === 0) return packs;
  const width = Math.max(...signIns.map(({ username }) => username.length));
  const lines = signIns.map(({ username, name, role, password }) => `    ${username.padEnd(width)}  ${password}  ${role}　${name}`);
  return `${packs}
  第一次登录用的密码，只在这里显示一次；登录后各自设自己的密码和动态口令。没有登录过的，重新启动会换一个。
${lines.join("\n")}
`;
}
