import { port, type Ctx } from "#kernel/ctx";
import { conflict, Refusal } from "#values/errors";
import { blueprintOf, type Blueprint } from "./blueprint.ts";
import type { Change } from "./change.ts";
import type { IssuedDocument } from "./documents.ts";
import type { Matter } from "./matter.ts";

/** Lays out the paper of a document that a step is about to issue; throws when there can be none. Writes nothing. */
export type PaperTrial = (ctx: Ctx, given: { matter: Matter; blueprint: Blueprint; document: IssuedDocument }) => Promise<void>;

/** How papers are laid out: the block that prints them knows this one, not the other way round. */
export const PAPER_TRIAL = port<PaperTrial>("matter.paper-trial");

/**
 * Lays out every paper that a change issues, before any of it is written: nobody is refused or granted something by an act whose paper they can never have.
 * @throws Refusal PAPER_IMPOSSIBLE with what to do.
 */
export async function tryPapers(ctx: Ctx, { matter, documents }: Change): Promise<void> {
  const trial = ctx.ports.find(PAPER_TRIAL);
  if (!trial || documents.length === 0) return;
  const blueprint = await blueprintOf(ctx, matter);
  for (const { documentId, kind, number, data } of documents) {
    const name = blueprint.papers.find(({ id }) => id === kind)?.name ?? kind;
    const document = { documentId, matterId: matter.matterId, kind, name, number, issuedAt: ctx.now, data };
    try {
      await trial(ctx, { matter, blueprint, document });
    } catch (error) {
      ctx.log.error({ matterId: matter.matterId, kind, error: String(error) }, "a paper cannot be laid out");
      if (error instanceof Refusal) throw error;
      throw conflict(
        "PAPER_IMPOSSIBLE",
        `这一步要出具的《${name}》排不出来，所以没有办理，什么都没有改变。您填写的内容还在；请换一种写法再试，还不行请联系管理员。`,
      );
    }
  }
}
