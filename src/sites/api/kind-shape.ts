import { compileForm, TYPES, type FieldDefinition, type JsonSchema } from "#content/form";
import { asksOf, type Kind, type Outcome, type Work } from "#content/kind";
import type { KindDefinition } from "#content/pack";
import type { Actor } from "#kernel/ctx";
import { mayBeginBy } from "#matter/begin";

// What a program has to know of a kind of matter: its words, and what it asks for as JSON Schema.

/** Answers whose shape in a result is not that of their type in a form. */
const IN_RESULTS: Record<string, JsonSchema> = {
  marks: {
    type: "array",
    minItems: 1,
    items: { type: "object", properties: { about: { type: "string" }, problem: { type: "string" } }, required: ["problem"], additionalProperties: false },
  },
  checklist: { type: "object", additionalProperties: { enum: ["yes", "no", "none"] } },
};

function fieldSchema(field: FieldDefinition): JsonSchema {
  return { title: field.label, ...(field.hint && { description: field.hint }), ...(IN_RESULTS[field.type] ?? TYPES[field.type].schema(field)) };
}

/** What completes a work with one of its outcomes. A field with a condition is required only where that holds. */
function resultSchema(work: Work, id: string, outcome: Outcome): JsonSchema {
  const fields = asksOf(work, outcome);
  const asked = fields.filter(({ required, when }) => required && when === undefined).map(({ name }) => name);
  return {
    type: "object",
    properties: {
      outcome: { const: id },
      ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
      ...(work.two && !outcome.aside && { companion: { type: "string", title: "同行的工作人员" } }),
      revision: { type: "integer", minimum: 0 },
    },
    required: ["outcome", ...asked, ...(work.two && !outcome.aside ? ["companion"] : [])],
    additionalProperties: false,
  };
}

function workShape([id, work]: [string, Work]): object {
  return {
    id,
    word: work.word,
    role: work.role ?? null,
    party: work.party ?? null,
    edits_form: work.edits === "form",
    two: work.two,
    outcomes: Object.entries(work.outcomes).map(([name, outcome]) => ({
      id: name,
      word: outcome.word,
      grave: outcome.grave,
      aside: outcome.aside,
      once: outcome.once !== false,
      result: resultSchema(work, name, outcome),
    })),
  };
}

const worded = (of: Record<string, { word: string }>): object[] => Object.entries(of).map(([id, { word }]) => ({ id, word }));

/** A kind in a line. */
export function kindRow({ id, name, guide }: Kind, version: number): object {
  return { id, name, version, guide };
}

/** A kind whole; `mine` says of a channel whether whoever asks may begin a matter by it. */
export function kindShape({ kind, form }: KindDefinition, version: number, actor: Actor): object {
  return {
    ...kindRow(kind, version),
    channels: Object.entries(kind.channels).map(([id, channel]) => ({
      id,
      by: channel.by,
      as: channel.as ?? null,
      for: channel.for ?? null,
      mine: mayBeginBy(actor.kind === "staff" ? { ...actor, program: true } : actor, kind, channel),
    })),
    priorities: kind.priorities,
    parties: Object.entries(kind.parties).map(([id, { word, who, from, count }]) => ({ id, word, who, from, count })),
    states: Object.entries(kind.states).map(([id, { word, said, phase, tone }]) => ({ id, word, said: said ?? word, phase, tone: tone ?? "plain" })),
    works: Object.entries(kind.works).map(workShape),
    acts: Object.entries(kind.acts).map(([id, { word, said }]) => ({ id, word, said: said ?? null })),
    clocks: Object.entries(kind.clocks).map(([id, { word, basis, shown }]) => ({ id, word, basis: basis ?? null, shown })),
    stops: worded(kind.stops),
    links: Object.entries(kind.links).map(([id, { word, to }]) => ({ id, word, to })),
    flags: Object.entries(kind.flags).map(([id, word]) => ({ id, word })),
    // Items that bring a form of their own have it with the item.
    form: form ? compileForm(form).schema : null,
  };
}
