import { apart, appoint, grants, isPowerful, listAppointments, organisationNow, packRoles, roleName, ROLES, type Organisation } from "#people/duty";
import { hashRandomPassword } from "#crypto/crypto";
import { dayOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { forbidden } from "#values/errors";
import { firstPassword } from "./first-password.ts";
import { createStaff, listStaff } from "./staff.ts";

/** The columns of a list of staff: one line a duty; somebody with several has several lines. */
export const STAFF_COLUMNS = [
  { name: "username", label: "账号", also: ["用户名", "登录名"], required: true, hint: "小写字母开头，2 到 31 位字母、数字、点或横线" },
  { name: "name", label: "姓名", required: true, hint: "" },
  { name: "unit", label: "单位", also: ["单位代码", "机构代码", "单位名称"], required: true, hint: "机构代码，或者全称" },
  { name: "post", label: "岗位", also: ["职务"], required: true, hint: "例如 一级科员" },
  { name: "role", label: "角色", required: true, hint: "工作台“岗位”页上的名称；权力大的角色不能从名单任命" },
  { name: "area", label: "区划", also: ["区划代码", "辖区"], hint: "代码或者名称；不写就是单位所在的区划" },
  { name: "scope", label: "范围", also: ["管辖范围"], hint: "本岗、单位或者辖区；不写就是单位" },
] as const;

type Column = (typeof STAFF_COLUMNS)[number]["name"];

/** A line of a list of staff. */
export type StaffLine = { line: number } & Partial<Record<Column, string>>;

/** Somebody who was given an account, and by what they sign in the first time. */
export interface NewAccount {
  username: string;
  name: string;
  unit: string;
  password: string;
}

interface Meant {
  line: number;
  username: string;
  name: string;
  post: string;
  role: string;
  unit: string;
  area: string;
  scope: Duty["scope"];
}

const SCOPES: Readonly<Record<string, Duty["scope"]>> = {
  本岗: "own",
  本人: "own",
  own: "own",
  单位: "unit",
  本单位: "unit",
  unit: "unit",
  辖区: "area",
  区划: "area",
  area: "area",
};

/** What is called so, where one alone is. */
function called<T>(all: Iterable<T>, names: (each: T) => readonly string[], wanted: string): T | undefined {
  const found = [...all].filter((each) => names(each).includes(wanted));
  return found.length === 1 ? found[0] : undefined;
}

function meantBy(row: StaffLine, { areas, standing }: Organisation, roles: Awaited<ReturnType<typeof packRoles>>): { meant: Meant; faults: string[] } {
  const text = (name: Column): string => (row[name] ?? "").trim();
  const faults: string[] = [];
  const unit = called(standing, (each) => [each.unit, each.name, each.shortName], text("unit"));
  if (!unit) faults.push(`没有单位“${text("unit")}”，或者有几个同名的，请写机构代码`);
  const area = text("area") === "" ? areas.get(unit?.area ?? "") : called(areas.values(), (each) => [each.area, each.name], text("area"));
  if (!area && (unit || text("area") !== "")) faults.push(`没有区划“${text("area")}”，或者有几个同名的，请写区划代码`);
  const role = [...Object.keys(ROLES), ...roles.keys()].find((id) => id === text("role") || roleName(id, roles) === text("role"));
  if (role === undefined) faults.push(`没有角色“${text("role")}”`);
  else if (isPowerful(role, roles)) faults.push(`“${roleName(role, roles)}”要一位申请、另一位同意，不能从名单任命`);
  const scope = SCOPES[text("scope") || "unit"];
  if (!scope) faults.push(`范围“${text("scope")}”要写本岗、单位或者辖区`);
  if (text("post") === "") faults.push("岗位是空的");
  if (text("name") === "") faults.push("姓名是空的");
  if (!/^[a-z][a-z0-9._-]{1,30}$/.test(text("username"))) faults.push(`账号“${text("username")}”要以小写字母开头，2 到 31 位字母、数字、点或横线`);
  const meant = { line: row.line, username: text("username"), name: text("name"), post: text("post") };
  return { meant: { ...meant, role: role ?? "", unit: unit?.unit ?? "", area: area?.area ?? "", scope: scope ?? "unit" }, faults };
}

/** Looks at a list of staff as a whole: what each line means, and everything that is wrong with it. */
async function judged(ctx: Ctx, rows: readonly StaffLine[]): Promise<{ meant: Meant[]; faults: { line: number; message: string }[] }> {
  const [organisation, roles, there] = await Promise.all([organisationNow(ctx), packRoles(ctx), listStaff(ctx)]);
  const known = new Map(there.map(({ username, name }) => [username, { name, where: "已经有人使用，是" }]));
  const meant: Meant[] = [];
  const faults: { line: number; message: string }[] = [];
  for (const row of rows) {
    const one = meantBy(row, organisation, roles);
    const before = known.get(one.meant.username);
    if (before && before.name !== one.meant.name) one.faults.push(`账号“${one.meant.username}”${before.where}${before.name}`);
    else if (!before) known.set(one.meant.username, { name: one.meant.name, where: `在第 ${row.line} 行是` });
    meant.push(one.meant);
    faults.push(...one.faults.map((message) => ({ line: row.line, message })));
  }
  const held = (await listAppointments(ctx)).filter(({ untilDay }) => untilDay === null || untilDay >= dayOf(ctx.now));
  const ids = new Map(there.map(({ username, staffId }) => [username, staffId]));
  for (const [username, lines] of Map.groupBy(meant, (one) => one.username)) {
    const before = held.flatMap(({ staffId, role }) => (staffId === ids.get(username) ? [role] : []));
    for (const [i, { line, role }] of lines.entries()) {
      const other = [...before, ...lines.slice(0, i).map((each) => each.role)].find((each) => apart(role, each, roles));
      if (other !== undefined) faults.push({ line, message: `${lines[0]!.name}的“${roleName(role, roles)}”和“${roleName(other, roles)}”不能由同一个人担任` });
    }
  }
  if (rows.length === 0) faults.push({ line: 1, message: "名单里没有人" });
  return { meant, faults: faults.sort((a, b) => a.line - b.line) };
}

/** Everything that is wrong with a list of staff, by line; none where it can be imported. */
export async function staffFaults(ctx: Ctx, rows: readonly StaffLine[]): Promise<{ line: number; message: string }[]> {
  return (await judged(ctx, rows)).faults;
}

// People whose accounts are made in one transaction: each takes a lock, of which a transaction has some thousands.
const AT_ONCE = 100;

/**
 * Makes the accounts and duties of a list. With a fault nothing is done. Somebody who has an account already gets the duties they have not; a list that was cut off
 * is imported again. Gives the new accounts with their first passwords, which are kept nowhere.
 */
export async function importStaff(
  ctx: Ctx,
  rows: readonly StaffLine[],
  tell?: (done: number, all: number) => void,
): Promise<{ accounts: NewAccount[]; duties: number; faults: { line: number; message: string }[] }> {
  if (!grants(ctx.actor, "staff.manage") || !grants(ctx.actor, "duty.manage")) throw forbidden();
  const { meant, faults } = await judged(ctx, rows);
  if (faults.length > 0) return { accounts: [], duties: 0, faults };
  const ids = new Map((await listStaff(ctx)).map(({ username, staffId }) => [username, staffId]));
  const key = (staffId: string, { role, unit, area }: Pick<Meant, "role" | "unit" | "area">): string => `${staffId} ${role} ${unit} ${area}`;
  const today = dayOf(ctx.now);
  const held = new Set((await listAppointments(ctx)).filter(({ untilDay }) => untilDay === null || untilDay >= today).map((each) => key(each.staffId, each)));
  const people = [...Map.groupBy(meant, ({ username }) => username)];
  const accounts: NewAccount[] = [];
  let duties = 0;
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const some = people.slice(at, at + AT_ONCE);
    const fresh = new Map(some.filter(([username]) => !ids.has(username)).map(([username]) => [username, firstPassword()]));
    const hashes = new Map(await Promise.all([...fresh].map(async ([username, password]) => [username, await hashRandomPassword(password)] as const)));
    await transaction(ctx, async (inner) => {
      for (const [username, lines] of some) {
        const [{ name, unit }] = lines as [Meant];
        const hash = hashes.get(username);
        const staffId =
          ids.get(username) ?? (await createStaff(inner, { username, name, password: fresh.get(username)!, ...(hash !== undefined && { hash }) })).staffId;
        for (const line of lines) {
          if (held.has(key(staffId, line))) continue;
          await appoint(
            inner,
            { staffId, role: line.role, unit: line.unit, area: line.area, scope: line.scope, post: line.post, postUnit: line.unit, fromDay: today },
            "按名单任职",
          );
          duties += 1;
        }
        if (hash !== undefined) accounts.push({ username, name, unit, password: fresh.get(username)! });
      }
    });
    tell?.(Math.min(people.length, at + AT_ONCE), people.length);
  }
  return { accounts, duties, faults: [] };
}
