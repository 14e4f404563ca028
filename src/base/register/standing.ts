import type { KnownPerson } from "#base/form";
import type { RegisterDefinition } from "#base/pack";
import type { Values } from "./record.ts";

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
