import type { Decision, InputData, Knowledge, Library, Model, Service } from "#language/dmn";
import type { FeelType } from "#language/feel-value";
import type { Bind } from "./scope.ts";
import type { Evaluate } from "./run.ts";
import type { Types } from "./types.ts";

/** A decision, ready to evaluate. `bind` puts what it requires into sight. */
export type CompiledDecision = {
  id: string;
  name: string;
  model: Model;
  decision: Decision;
  type: FeelType | undefined;
  bind: Bind;
  logic: Evaluate | undefined;
};

/** A business knowledge model, ready to be called: its logic gives the function. */
export type CompiledKnowledge = { name: string; knowledge: Knowledge; type: FeelType | undefined; bind: Bind; logic: Evaluate | undefined };

/** A decision service with its parameters: input data first, then input decisions (DMN 1.5 clause 10.4). */
export type CompiledService = { name: string; service: Service; model: Model; type: FeelType | undefined };

/** The decisions of a DMN file by id, with everything they rest on, immutable. */
export type Decisions = {
  readonly byId: ReadonlyMap<string, CompiledDecision>;
  readonly library: Library;
  readonly types: Types;
  /** The names of all its elements: data of these names is only seen where it is required. */
  readonly names: ReadonlySet<string>;
  readonly decisions: ReadonlyMap<Decision, CompiledDecision>;
  readonly knowledge: ReadonlyMap<Knowledge, CompiledKnowledge>;
  readonly services: ReadonlyMap<Service, CompiledService>;
  readonly inputs: ReadonlyMap<InputData, FeelType | undefined>;
};
