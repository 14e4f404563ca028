export { compileForm } from "./compile.ts";
export { checkForm, checkPage } from "./check.ts";
export { liveAnswers, pagesFor } from "./pages.ts";
export { parseAnswers } from "./parse.ts";
export { lockedFields, prefill, withLocked } from "./prefill.ts";
export type { Records } from "./prefill.ts";
export { schemaChecker } from "./formats.ts";
export { showAnswer } from "./show.ts";
export type { Answers, Facts, Field, FieldDefinition, Form, FormDefinition, JsonSchema, Option, Page, PageDefinition, Widget } from "./form.ts";
