import { cellReader, type Around, type Meaning, type RegisterField } from "#register/field";
import type { TableFault, TableRow } from "#register/list";
import type { RegisterDefinition } from "./definition.ts";
import { idNumberFacts } from "#values/codes";
import type { Values } from "./record.ts";

/** A fault that the source may overrule: a code that is so although its check says otherwise. */
export interface LineFault extends TableFault {
  waivable?: true;
}

/** A line of a list read as a record. */
export interface ReadLine {
  line: number;
  values: Values;
  faults: LineFault[];
}

interface Column {
  field: RegisterField;
  letters: string;
  read: (text: string) => Meaning;
}

const MALE = new Set(["1", "男", "male"]);

/** The fields whose value an identity number says, with the field that holds it. */
function saidByNumber(definition: RegisterDefinition): { field: RegisterField; number: string; says: "birth" | "sex" }[] {
  const { identifies, key, fields } = definition;
  return fields.flatMap((field) => {
    const born = field.born_of ?? (identifies?.born === field.name ? key : undefined);
    const sex = field.sex_of ?? (identifies?.sex === field.name ? key : undefined);
    return [...(born ? [{ field, number: born, says: "birth" as const }] : []), ...(sex ? [{ field, number: sex, says: "sex" as const }] : [])];
  });
}

/** Reads the lines of a list by the columns it has. With `asGiven` the source's word stands where only a check speaks against it. */
export function lineReader(definition: RegisterDefinition, columns: readonly { name: string; letters: string }[], around: Around, asGiven: boolean) {
  const known: Column[] = columns.map(({ name, letters }) => {
    const field = definition.fields.find((each) => each.name === name)!;
    return { field, letters, read: cellReader(field, around) };
  });
  const key = known.find(({ field }) => field.name === definition.key);
  const said = saidByNumber(definition);
  const labelOf = (name: string): string => definition.fields.find((field) => field.name === name)?.label ?? name;

  return ({ line, cells, broken }: TableRow): ReadLine => {
    const values: Values = {};
    const faults: LineFault[] = [];
    for (let i = 0; i < known.length; i += 1) {
      const text = cells[i]!;
      if (text === "") continue;
      const { field, letters, read } = known[i]!;
      const meaning = read(text);
      if ("value" in meaning) values[field.name] = meaning.value;
      else if (meaning.waivable && asGiven) values[field.name] = meaning.waivable.value;
      else faults.push({ line, column: letters, message: meaning.fault, ...(meaning.waivable && { waivable: true as const }) });
    }
    if (key && !broken && values[definition.key] === undefined && faults.every(({ column }) => column !== key.letters))
      faults.push({ line, column: key.letters, message: `${key.field.label}不能为空` });
    for (const { field, number, says } of said) {
      const [value, code] = [values[field.name], values[number]];
      const facts = value !== undefined && typeof code === "string" ? idNumberFacts(code) : undefined;
      if (!facts) continue;
      const agrees = says === "birth" ? facts.birth === value : (facts.sex === "1") === MALE.has(String(value));
      if (!agrees)
        faults.push({ line, column: known.find((column) => column.field === field)!.letters, message: `${field.label}与${labelOf(number)}里的不一致` });
    }
    return { line, values, faults };
  };
}
