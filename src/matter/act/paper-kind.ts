import { kindsNow } from "#content/catalogue";
import type { Paper } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import type { Blueprint } from "#matter/matter";

type Froze = Pick<Blueprint, "kind" | "papers">;

/**
 * A paper of a matter's kind; undefined where it has none of that name. A version from before papers had words of their own takes them from its kind as that
 * is now: number and name stay those of the version.
 */
export async function paperIn(ctx: Ctx, { kind, papers }: Froze, id: string): Promise<Paper | undefined> {
  const frozen = papers.find((paper) => paper.id === id);
  if (frozen?.body !== undefined) return frozen;
  const now = (await kindsNow(ctx)).get(kind.id)?.papers.find((paper) => paper.id === id);
  return now ? { ...now, ...frozen } : frozen;
}

/** The paper that records a check list of a work, once both have signed; undefined where there is none. */
export async function paperOfWork(ctx: Ctx, { kind }: Pick<Blueprint, "kind">, work: string): Promise<string | undefined> {
  const frozen = kind.works[work];
  return frozen?.paper ?? (frozen?.two ? (await kindsNow(ctx)).get(kind.id)?.kind.works[work]?.paper : undefined);
}
