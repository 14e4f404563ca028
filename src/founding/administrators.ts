import { appoint, ROLES } from "#people/duty";
import { createStaff, firstPassword, listStaff, renewFirstPassword } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import type { Administrator, CityFolder } from "./folder.ts";

/** Somebody who may sign in for the first time, and by which password. */
export interface FirstSignIn {
  username: string;
  name: string;
  role: string;
  password: string;
}

async function one(ctx: Ctx, { username, name, role, unit }: Administrator, area: string): Promise<FirstSignIn | undefined> {
  const known = (await listStaff(ctx)).find((each) => each.username === username);
  const told = { username, name, role: ROLES[role].name };
  if (known) {
    const password = await renewFirstPassword(ctx, username);
    return password === undefined ? undefined : { ...told, password };
  }
  const password = firstPassword();
  // Account and office in one transaction: a start that is killed leaves nobody without the other.
  await transaction(ctx, async (inner) => {
    const { staffId } = await createStaff(inner, { username, name, password });
    await appoint(inner, { staffId, role, unit, area, scope: "area", post: ROLES[role].name, postUnit: unit, fromDay: dayOf(ctx.now) });
  });
  return { ...told, password };
}

/**
 * The first administrators, each with one of the three roles. Whoever has not yet signed in gets a new first password at each start, shown in the terminal and
 * kept nowhere; who has is left alone, and so is everybody once the city has other administrators: their list is theirs.
 */
export async function seedAdministrators(ctx: Ctx, { administrators, areas }: CityFolder): Promise<FirstSignIn[]> {
  const area = areas.find(({ level }) => level === 1)!.code;
  const found: FirstSignIn[] = [];
  for (const each of administrators) {
    const first = await one(ctx, each, area);
    if (first) found.push(first);
  }
  return found;
}
