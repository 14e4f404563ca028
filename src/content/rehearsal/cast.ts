import { parse } from "yaml";
import type { Records } from "#content/form";

export interface CastPerson {
  id: string;
  name: string;
  sex: string;
  born: string;
  id_number: string;
  phone: string;
  address: string;
  /** Where they live, and where their household is registered: 12-digit areas. */
  area: string;
  household: string;
  marital: string;
  /** What the population register knows of them. */
  register: "known" | "unknown" | "cancelled";
  identity: number;
  note?: string;
}

export interface CastOrganisation {
  id: string;
  name: string;
  kind: string;
  uscc: string;
  legal_person: string;
  address: string;
  area: string;
  established: string;
  business_scope: string;
  phone: string;
  register: "known" | "unknown";
  /** Who may act for the firm: for which items, from which day to which. */
  agents?: { person: string; items: "all" | string[]; from: string; until: string }[];
}

/** The named people and firms whom examples are about (people.yaml). */
export interface Cast {
  people: ReadonlyMap<string, CastPerson>;
  organisations: ReadonlyMap<string, CastOrganisation>;
}

/** Reads people.yaml. */
export function readCast(text: string): Cast {
  const { people, organisations } = parse(text) as { people: CastPerson[]; organisations: CastOrganisation[] };
  return { people: new Map(people.map((one) => [one.id, one])), organisations: new Map(organisations.map((one) => [one.id, one])) };
}

/** The row of the population register (人口库) about a person, if there is one. */
export function populationRecord(person: CastPerson): Record<string, unknown> | undefined {
  if (person.register === "unknown") return undefined;
  return {
    id_number: person.id_number,
    name: person.name,
    sex: person.sex === "男" ? "1" : "2",
    birth_date: person.born,
    household_area: person.household,
    residence_area: person.area,
    address: person.address,
    phone: person.phone,
    marital_status: person.marital,
    status: person.register === "cancelled" ? "cancelled" : "normal",
  };
}

/** The row of the register of organisations (法人库) about a firm, if there is one. */
export function organisationRecord(firm: CastOrganisation, legalPerson: CastPerson | undefined): Record<string, unknown> | undefined {
  if (firm.register === "unknown") return undefined;
  return {
    uscc: firm.uscc,
    name: firm.name,
    kind: firm.kind,
    legal_person: legalPerson?.name,
    legal_person_id: legalPerson?.id_number,
    address: firm.address,
    area: firm.area,
    established: firm.established,
    business_scope: firm.business_scope,
    status: "active",
  };
}

/** What the registers say about somebody who applies, for themselves or for a firm. */
export function recordsOf(cast: Cast, personId: string, organisationId?: string): Records {
  const person = cast.people.get(personId);
  const firm = cast.organisations.get(organisationId ?? "");
  const records: Records = {};
  const population = person && !firm ? populationRecord(person) : undefined;
  const organisation = firm && organisationRecord(firm, cast.people.get(firm.legal_person));
  if (population) records["population"] = population;
  if (organisation) records["organisation"] = organisation;
  return records;
}
