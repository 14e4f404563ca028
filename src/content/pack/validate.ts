import type { ErrorObject, ValidateFunction } from "ajv";
import localize from "ajv-i18n";
import { schemaChecker } from "#content/form";
import type { Fault } from "./fault.ts";
import { SCHEMAS, type FileKind } from "./schemas.ts";
import type { Source } from "./source.ts";

const compiled = new Map<FileKind, ValidateFunction>();

function validator(kind: FileKind): ValidateFunction {
  let found = compiled.get(kind);
  if (!found) compiled.set(kind, (found = schemaChecker().compile(SCHEMAS[kind])));
  return found;
}

function pathOf({ instancePath }: ErrorObject): (string | number)[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~")));
}

function messageOf(error: ErrorObject, path: (string | number)[]): string {
  const where = path.length > 0 ? `${path.join(".")} ` : "";
  const { additionalProperty, allowedValues } = error.params as { additionalProperty?: string; allowedValues?: unknown[] };
  if (additionalProperty !== undefined) return `${where}不认识“${additionalProperty}”这一项`;
  if (allowedValues) return `${where}只能是 ${allowedValues.join("、")} 之一`;
  return `${where}${error.message ?? ""}`;
}

/** Faults of a file against the schema of its kind, each with its line. */
export function shapeFaults(kind: FileKind, source: Source): Fault[] {
  if (source.faults.length > 0) return source.faults;
  const validate = validator(kind);
  if (validate(source.value)) return [];
  localize.zh(validate.errors);
  return validate.errors!.map((error) => {
    const path = pathOf(error);
    const { additionalProperty } = error.params as { additionalProperty?: string };
    return { file: source.file, line: source.lineAt(additionalProperty === undefined ? path : [...path, additionalProperty]), message: messageOf(error, path) };
  });
}
