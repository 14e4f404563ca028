import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";

/** Every register, by id. */
export function registersNow(ctx: Pick<Ctx, "db" | "memory">): Promise<ReadonlyMap<string, RegisterDefinition>> {
  return ctx.memory.recall("register.registers", async () => {
    const rows = await ctx.db.query<{ definition: RegisterDefinition }>("select definition from register.registers order by register_id", []);
    return new Map(rows.map(({ definition }) => [definition.id, definition]));
  });
}

/** The register with an id; NotFound when there is none. */
export async function getRegister(ctx: Ctx, registerId: string): Promise<RegisterDefinition> {
  const definition = (await registersNow(ctx)).get(registerId);
  if (!definition) throw notFound("库");
  return definition;
}
