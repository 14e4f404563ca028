import type { Case } from "#base/pack";
import type { Cast, CastOrganisation, CastPerson } from "#base/rehearsal";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";

/** The example people of an item, and who they are. */
export interface Examples {
  cases: Case[];
  cast: Cast;
}

const KEEP = `insert into draft.examples (item_id, cases, people, organisations) values ($1, $2, $3, $4)
  on conflict (item_id) do update set cases = excluded.cases, people = excluded.people, organisations = excluded.organisations
  where (draft.examples.cases, draft.examples.people, draft.examples.organisations) is distinct from (excluded.cases, excluded.people, excluded.organisations)`;

/** Keeps the example people of an item as its pack names them: a changed flow must hold for them too. */
export async function keepExamples(ctx: Ctx, itemId: string, cases: readonly Case[], cast: Cast): Promise<void> {
  const organisations = cases.flatMap(({ organisation }) => cast.organisations.get(organisation ?? "") ?? []);
  const ids = new Set([...cases.map(({ person }) => person), ...organisations.map((firm) => firm.legal_person)]);
  const people = [...ids].flatMap((id) => cast.people.get(id) ?? []);
  await ctx.db.query(KEEP, [itemId, JSON.stringify(cases), JSON.stringify(people), JSON.stringify([...new Set(organisations)])]);
}

/** The example people of an item; none where its pack names none. */
export async function examplesOf(ctx: Ctx, itemId: string): Promise<Examples> {
  const kept = await first<{ cases: Case[]; people: CastPerson[]; organisations: CastOrganisation[] }>(
    ctx.db,
    "select cases, people, organisations from draft.examples where item_id = $1",
    [itemId],
  );
  return {
    cases: kept?.cases ?? [],
    cast: {
      people: new Map((kept?.people ?? []).map((person) => [person.id, person])),
      organisations: new Map((kept?.organisations ?? []).map((firm) => [firm.id, firm])),
    },
  };
}
