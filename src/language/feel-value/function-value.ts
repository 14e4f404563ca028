import { KIND } from "#language/temporal";
import type { FeelType } from "./type.ts";
import type { Value } from "./value.ts";

/** A parameter: its name, and its type where one is declared. */
export type Parameter = Readonly<{ name: string; type?: FeelType }>;

/** A function: written in FEEL, built in, or given by whoever embeds FEEL (DMN 1.5 clause 10.3.2.13). */
export class FunctionValue {
  readonly name: string | undefined;
  /** Undefined for a built-in function, which may be called in several ways. */
  readonly parameters: readonly Parameter[] | undefined;
  readonly result: FeelType | undefined;
  /** Arguments by position, as many as the caller wrote. */
  readonly call: (args: readonly Value[]) => Value;
  /** Arguments by name. */
  readonly callNamed: (names: readonly string[], args: readonly Value[]) => Value;
  constructor(
    parameters: readonly Parameter[] | undefined,
    call: (args: readonly Value[]) => Value,
    callNamed: (names: readonly string[], args: readonly Value[]) => Value,
    name?: string,
    result?: FeelType,
  ) {
    this.name = name;
    this.parameters = parameters;
    this.result = result;
    this.call = call;
    this.callNamed = callNamed;
  }
  get [KIND](): "function" {
    return "function";
  }
}
