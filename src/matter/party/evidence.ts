import { identityFacts, identityFields, liveAnswers, withBirths, withLocked, type Answers } from "#content/form";
import { liveSituation } from "#content/pack";
import { evidenceOf, identify, recordsAbout, type Values } from "#register/register";
import { beneficiaryOf, listClaims, type Beneficiary } from "#content/claim";
import { isIdPaper } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { openAnswers, encryptAnswers, type Blueprint, factsOf, BENEFICIARY, HELD, IDENTITY, type Matter } from "#matter/matter";
import { wantedBy } from "./once.ts";
import { ownerDetails } from "./party.ts";

type Records = Record<string, Values>;

/** An application as it is handed in, and what the city knows about who is in it. */
export interface Settled {
  matter: Matter;
  /** About the owner, and about whom it is for. */
  records: Records;
  theirs: Records;
  beneficiary: Beneficiary | undefined;
}

/**
 * The answers that are handed in: what registers fix is taken from them, whatever was sent for it, and so is a birth that an identity number
 * says; answers to questions and fields that do not apply are left behind.
 */
export async function settled(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<Settled> {
  const { form, version } = blueprint;
  const situation = liveSituation(version.definition.item, matter.situation);
  const asked = { ...matter, situation };
  const facts = factsOf(ctx, asked, blueprint);
  const owner = ownerDetails(ctx, matter);
  const records = await recordsAbout(ctx, { kind: matter.owner.kind, number: owner.number });
  const answers = liveAnswers(form, withBirths(form, withLocked(form, openAnswers(ctx, form, matter.form), records, facts)), facts);
  const beneficiary = beneficiaryOf(version.definition.item, owner, answers, facts);
  const known = beneficiary && !beneficiary.own && isIdPaper(beneficiary.number);
  return {
    matter: { ...asked, form: encryptAnswers(ctx, form, answers) },
    records,
    theirs: known ? await recordsAbout(ctx, { kind: "person", number: beneficiary.number }) : beneficiary?.own ? records : {},
    beneficiary,
  };
}

async function identityIn(ctx: Ctx, { form }: Blueprint, answers: Answers): Promise<object> {
  const numbers = identityFields(form).flatMap((name) => (typeof answers[name] === "string" && isIdPaper(answers[name]) ? [answers[name]] : []));
  const people = new Map(await Promise.all([...new Set(numbers)].map(async (number) => [number, await identify(ctx, number)] as const)));
  return identityFacts(form, answers, (number) => people.get(number));
}

/** The evidence that rules decide on, nothing of it personal; kept with the matter. */
export async function evidenceFor(ctx: Ctx, { matter, records, theirs, beneficiary }: Settled, blueprint: Blueprint): Promise<Record<string, unknown>> {
  const answers = openAnswers(ctx, blueprint.form, matter.form);
  const wanted = await wantedBy(ctx, matter, blueprint, answers, beneficiary);
  const held = wanted ? await listClaims(ctx, matter.itemId, wanted.party, matter.matterId) : [];
  return {
    ...(await evidenceOf(ctx, records)),
    [IDENTITY]: await identityIn(ctx, blueprint, answers),
    [BENEFICIARY]: { own: beneficiary?.own ?? true, register: await evidenceOf(ctx, theirs) },
    [HELD]: held.map(({ state, since, until, noted }) => ({ ...noted, state, since, until })),
  };
}
