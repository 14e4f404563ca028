import type { RegisterDefinition } from "./definition.ts";
import type { Values } from "./record.ts";

/** What the register that says who people are says of one; undefined when it does not know the number. */
export interface KnownPerson {
  name?: string | undefined;
  born?: string | undefined;
  sex?: string | undefined;
  /** There is nobody any more: deceased, cancelled. */
  gone: boolean;
}

/** Whether a record says that its subject is there no more: deceased, moved away, dissolved, a payment that ended. */
export function isGone({ standing }: Pick<RegisterDefinition, "standing">, values: Readonly<Values>): boolean {
  return standing !== undefined && standing.gone.includes(String(values[standing.field] ?? ""));
}

/** Somebody as a register that identifies people has them. */
export function personIn(definition: RegisterDefinition, values: Readonly<Values>): KnownPerson {
  const text = (field: string | undefined): string | undefined => (field && values[field] !== undefined ? String(values[field]) : undefined);
  const { identifies } = definition;
  return { name: text(identifies?.name), born: text(identifies?.born), sex: text(identifies?.sex), gone: isGone(definition, values) };
}
