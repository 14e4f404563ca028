import { idNumberFacts } from "#values/codes";
import type { KnownPerson } from "#register/register";
import { answered } from "./field/index.ts";
import type { Answers, Form } from "./form.ts";

/** What rules may know of an identity number, nothing of it personal. Null: not known. */
export interface IdentityFacts {
  known: boolean;
  gone: boolean | null;
  name_agrees: boolean | null;
  born_agrees: boolean | null;
  sex_agrees: boolean | null;
}

/** Fields with an identity number that other fields are about: those that are compared with the register. */
export function identityFields(form: Form): string[] {
  const named = [...form.fields.values()].flatMap(({ born_of: born, sex_of: sex, name_of: name }) => [born, sex, name].filter((each) => each !== undefined));
  return [...new Set(named)];
}

const MALE = new Set(["1", "男", "male"]);

/** For each such field, what the register, the number and what was typed say to each other. */
export function identityFacts(form: Form, answers: Answers, known: (number: string) => KnownPerson | undefined): Record<string, IdentityFacts> {
  const about = (name: string): IdentityFacts | undefined => {
    const number = answers[name];
    if (typeof number !== "string" || number === "") return undefined;
    const said = idNumberFacts(number);
    const person = known(number);
    const typed = (relation: "name_of" | "born_of" | "sex_of"): string[] =>
      [...form.fields.values()].flatMap((field) => (field[relation] === name && answered(answers[field.name]) ? [String(answers[field.name])] : []));
    const agree = (values: (string | undefined)[]): boolean | null => {
      const given = values.filter((value) => value !== undefined && value !== "");
      return given.length < 2 ? null : new Set(given).size === 1;
    };
    const sexes = [said?.sex, person?.sex, ...typed("sex_of")].filter((sex) => sex !== undefined).map((sex) => (MALE.has(sex) ? "1" : "2"));
    return {
      known: person !== undefined,
      gone: person ? person.gone : null,
      name_agrees: person?.name === undefined ? null : agree([person.name, ...typed("name_of")]),
      born_agrees: agree([said?.birth, person?.born, ...typed("born_of")]),
      sex_agrees: agree(sexes),
    };
  };
  return Object.fromEntries(
    identityFields(form).flatMap((name) => {
      const facts = about(name);
      return facts ? [[name, facts]] : [];
    }),
  );
}
