import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { blueprintOf, type Blueprint } from "./blueprint.ts";
import { stepNames } from "./advance.ts";
import { changeOf, type Change } from "./change.ts";
import { lockMatter, type Loaded } from "./load.ts";
import type { Matter } from "./matter.ts";
import { writeChange } from "./write.ts";

/** What an act on a matter is decided over: the matter as it is, its waiting tasks, its blueprint, and the change that gathers what comes of it. */
export interface Occasion extends Loaded {
  blueprint: Blueprint;
  change: Change;
}

/** Locks a matter, lets `decide` gather a change, and writes it, all in one transaction: what every act on a matter is made of. */
export async function actOn(ctx: Ctx, matterId: string, decide: (inner: Ctx, occasion: Occasion) => Promise<void>): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    const change = changeOf(matter, open);
    await decide(inner, { matter, open, change, blueprint: await blueprintOf(inner, matter) });
    change.matter.step = stepNames(open, change);
    return writeChange(inner, change);
  });
}
