import type { Case } from "#content/pack";
import type { Cast, CastOrganisation, CastPerson } from "#content/rehearsal";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";

/** The example people of an item, and who they are. */
export interface Examples {
  cases: Case[];
  cast: Cast;
}

/** As they are kept: in one sealed text, since nobody can be kept from taking real people for examples. */
interface Kept {
  cases: readonly Case[];
  people: CastPerson[];
  organisations: CastOrganisation[];
}

const KEEP = `insert into draft.examples (item_id, content, content_hash) values ($1, $2, $3)
  on conflict (item_id) do update set content = excluded.content, content_hash = excluded.content_hash where draft.examples.content_hash <> excluded.content_hash`;

/** Keeps the example people of an item as its pack names them: a changed flow must hold for them too. */
export async function keepExamples(ctx: Ctx, itemId: string, cases: readonly Case[], cast: Cast): Promise<void> {
  const organisations = cases.flatMap(({ organisation }) => cast.organisations.get(organisation ?? "") ?? []);
  // Whom a form names by number is somebody too: the elder of a daughter who applies.
  const numbers = new Set(cases.flatMap(({ form }) => Object.values(form)));
  const named = [...cast.people.values()].filter((person) => numbers.has(person.id_number)).map(({ id }) => id);
  const ids = new Set([...cases.map(({ person }) => person), ...organisations.map((firm) => firm.legal_person), ...named]);
  const people = [...ids].flatMap((id) => cast.people.get(id) ?? []);
  const kept: Kept = { cases, people, organisations: [...new Set(organisations)] };
  const content = JSON.stringify(kept);
  await ctx.db.query(KEEP, [itemId, ctx.personal.encrypt(content), sm3(content)]);
}

/** The example people of an item; none where its pack names none. */
export async function examplesOf(ctx: Ctx, itemId: string): Promise<Examples> {
  const row = await first<{ content: string }>(ctx.db, "select content from draft.examples where item_id = $1", [itemId]);
  const kept = row && (JSON.parse(ctx.personal.decrypt(row.content)) as Kept);
  return {
    cases: [...(kept?.cases ?? [])],
    cast: {
      people: new Map((kept?.people ?? []).map((person) => [person.id, person])),
      organisations: new Map((kept?.organisations ?? []).map((firm) => [firm.id, firm])),
    },
  };
}
