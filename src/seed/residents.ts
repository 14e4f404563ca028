import { getLicenceType } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import { grantAgency, registerOrganisation, registerPerson } from "#people/identity";
import { issueLicence, type FaceLine } from "#outcome/licence";
import { recordsOf, type Cast, type CastOrganisation, type CastPerson } from "#content/rehearsal";
import { writeRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { demoCast } from "./people.ts";

interface Holder {
  kind: "person" | "organisation";
  name: string;
  number: string;
}

/** Takes a licence over from its issuer, as collecting (归集) does. */
async function collect(ctx: Ctx, typeId: string, holder: Holder, face: FaceLine[], number: string, issuedDay: string): Promise<void> {
  const type = await getLicenceType(ctx, typeId);
  const issuer = { code: type.issuer, name: (await organisationNow(ctx)).unitName(type.issuer) };
  await issueLicence(ctx, { type, issuer, holder, prefix: "", number, issuedDay, face });
}

async function records(ctx: Ctx, cast: Cast, person: string, organisation?: string): Promise<void> {
  for (const [register, values] of Object.entries(recordsOf(cast, person, organisation))) {
    if (values) await writeRecord(ctx, register, values, { source: "import" });
  }
}

async function settle(ctx: Ctx, cast: Cast, person: CastPerson): Promise<string> {
  const { id, name, id_number: number, phone, identity, sex, born, address } = person;
  const personId = await registerPerson(ctx, { name, idNumber: number, phone, level: identity });
  await records(ctx, cast, id);
  const face = [
    { label: "姓名", value: name },
    { label: "性别", value: sex },
    { label: "出生", value: born },
    { label: "住址", value: address },
    { label: "公民身份号码", value: number },
  ];
  await collect(ctx, "resident-identity-card", { kind: "person", name, number }, face, `身证 ${personId.slice(-12).toUpperCase()}`, "2020-06-01");
  return personId;
}

async function found(ctx: Ctx, cast: Cast, firm: CastOrganisation, legalPersonId: string | undefined): Promise<void> {
  const { id, name, uscc, legal_person, address, established, business_scope: scope, agents = [] } = firm;
  const legal = cast.people.get(legal_person);
  const organisationId = await registerOrganisation(ctx, { uscc, name, legalPersonId: legalPersonId ?? null });
  await records(ctx, cast, legal_person, id);
  if (legal) await grantAgency(ctx, { organisationId, idNumber: legal.id_number, items: ["*"], fromDay: established, untilDay: "2099-12-31" });
  for (const agent of agents.filter((each) => each.person !== legal_person)) {
    await grantAgency(ctx, {
      organisationId,
      idNumber: cast.people.get(agent.person)!.id_number,
      items: agent.items === "all" ? ["*"] : agent.items,
      fromDay: agent.from,
      untilDay: agent.until,
    });
  }
  const face = [
    { label: "名称", value: name },
    { label: "统一社会信用代码", value: uscc },
    { label: "法定代表人", value: legal?.name ?? "" },
    { label: "住所", value: address },
    { label: "成立日期", value: established },
    { label: "经营范围", value: scope },
  ];
  await collect(ctx, "business-licence", { kind: "organisation", name, number: uscc }, face, uscc, established);
}

/** Registers the named people and firms, what the registers know of them, who acts for whom, and the licences they hold already. */
export async function seedResidents(ctx: Ctx): Promise<void> {
  const cast = demoCast();
  const ids = new Map<string, string>();
  for (const person of cast.people.values()) ids.set(person.id, await settle(ctx, cast, person));
  for (const firm of cast.organisations.values()) await found(ctx, cast, firm, ids.get(firm.legal_person));
}
