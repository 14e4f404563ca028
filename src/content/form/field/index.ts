export { NOWHERE, type Around, type Called, type Point } from "./around.ts";
export { answered, type Asked, type FieldDefinition, type FormType, type JsonSchema, type Option, type Take, type TypeName, type Widget } from "./field.ts";
export { schemaChecker } from "./formats.ts";
export { complaint } from "./messages.ts";
export { fillIn } from "./judge.ts";
export { meant, posted } from "./posted.ts";
export { MOST_ROWS, type Row } from "./rows.tsx";
export { writtenSchema } from "./schema.tsx";
export { TYPES } from "./types.ts";
