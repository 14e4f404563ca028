import { joinedRoles, type CodeEntry, type KindDefinition, type RoleDefinition } from "#content/pack";
import { withPersonal } from "#content/kind";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";

/** A kind of matter as lists show it. */
export interface KindEntry {
  kindId: string;
  version: number;
  name: string;
}

/** One version of a kind; immutable. */
export interface KindVersion extends KindEntry {
  definition: KindDefinition;
}

/** Publishes a kind: a new version when it differs from the last one, nothing otherwise. Matters that run keep theirs. */
export async function publishKind(ctx: Ctx, definition: KindDefinition, source: string): Promise<boolean> {
  const { id, name } = definition.kind;
  // As it is written: another order of states or clocks is another kind.
  const hash = sm3(JSON.stringify(definition)).toString("hex");
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 17))", [id]);
  const last = await first<{ version: number; hash: string }>(
    ctx.db,
    "select version, hash from catalogue.kind_versions where kind_id = $1 order by version desc limit 1",
    [id],
  );
  if (last?.hash === hash) return false;
  const version = (last?.version ?? 0) + 1;
  await ctx.db.query("insert into catalogue.kind_versions (kind_id, version, definition, hash, published_at, published_by) values ($1, $2, $3, $4, $5, $6)", [
    id,
    version,
    definition,
    hash,
    ctx.now,
    ctx.actor.name,
  ]);
  await ctx.db.query(
    `insert into catalogue.kinds (kind_id, version, name, source, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (kind_id) do update set version = excluded.version, name = excluded.name, source = excluded.source, updated_at = excluded.updated_at`,
    [id, version, name, source, ctx.now],
  );
  ctx.memory.forget("catalogue.kinds");
  return true;
}

/** Keeps the roles and code lists of a pack. */
export async function keepWords(ctx: Ctx, packId: string, roles: Record<string, RoleDefinition>, codes: Record<string, CodeEntry[]>): Promise<void> {
  for (const [id, definition] of Object.entries(roles))
    await ctx.db.query(
      "insert into catalogue.roles (role_id, pack_id, definition) values ($1, $2, $3) on conflict (role_id, pack_id) do update set definition = excluded.definition",
      [id, packId, definition],
    );
  for (const [id, entries] of Object.entries(codes))
    await ctx.db.query(
      "insert into catalogue.codes (list_id, pack_id, entries) values ($1, $2, $3) on conflict (list_id) do update set pack_id = excluded.pack_id, entries = excluded.entries",
      [id, packId, JSON.stringify(entries)],
    );
  for (const key of ["catalogue.roles", "catalogue.codes"]) ctx.memory.forget(key);
}

/** Every kind of matter, by name. */
export function listKinds(ctx: Ctx): Promise<KindEntry[]> {
  return ctx.memory.recall("catalogue.kinds", () =>
    ctx.db.query<KindEntry>('select kind_id as "kindId", version, name from catalogue.kinds order by kind_id', []),
  );
}

/** A version of a kind, kept in memory for good; NotFound when there is none. */
export function getKindVersion(ctx: Ctx, kindId: string, version: number): Promise<KindVersion> {
  return ctx.memory.recall(
    `catalogue.kind.${kindId}@${version}`,
    async () => {
      const row = await first<KindVersion>(
        ctx.db,
        `select kind_id as "kindId", version, definition -> 'kind' ->> 'name' as name, definition from catalogue.kind_versions where kind_id = $1 and version = $2`,
        [kindId, version],
      );
      if (!row) throw notFound("件类");
      return { ...row, definition: { ...row.definition, kind: withPersonal(row.definition.kind) } };
    },
    "forever",
  );
}

/** The present version of a kind; NotFound when there is no such kind. */
export async function getKind(ctx: Ctx, kindId: string): Promise<KindVersion> {
  const entry = (await listKinds(ctx)).find((kind) => kind.kindId === kindId);
  if (!entry) throw notFound("件类");
  return getKindVersion(ctx, kindId, entry.version);
}

/** Every version of every kind that any matter may be of. */
export function listKindVersions(ctx: Ctx): Promise<{ kindId: string; version: number }[]> {
  return ctx.db.query('select kind_id as "kindId", version from catalogue.kind_versions order by kind_id, version', []);
}

/** Every kind in its present version. */
export async function kindsNow(ctx: Ctx): Promise<Map<string, KindDefinition>> {
  const versions = await Promise.all((await listKinds(ctx)).map(({ kindId, version }) => getKindVersion(ctx, kindId, version)));
  return new Map(versions.map(({ kindId, definition }) => [kindId, definition]));
}

/** Roles of staff that packs declare, by id; what several packs say of one role holds together, its word is that of the first. */
export function rolesNow(ctx: Ctx): Promise<ReadonlyMap<string, RoleDefinition>> {
  return ctx.memory.recall("catalogue.roles", async () => {
    const rows = await ctx.db.query<{ id: string; definition: RoleDefinition }>(
      "select role_id as id, definition from catalogue.roles order by role_id, pack_id",
      [],
    );
    return joinedRoles(rows.map(({ id, definition }) => [id, definition]));
  });
}

/** Code lists that packs bring, by id. */
export async function codesNow(ctx: Ctx): Promise<Map<string, CodeEntry[]>> {
  const rows = await ctx.memory.recall("catalogue.codes", () =>
    ctx.db.query<{ id: string; entries: CodeEntry[] }>("select list_id as id, entries from catalogue.codes order by list_id", []),
  );
  return new Map(rows.map(({ id, entries }) => [id, entries]));
}
