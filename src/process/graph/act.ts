/**
 * What an entry of an act's input takes. `clock`, `stop`, `link`: names of the kind; `item`: of an item; `state`: of the other matter that the item or link says. `row`: values by column of the register that another entry names, none of them personal; `answers`: names of
 * personal fields of the form, by column of that register or by these names.
 */
export type Taken =
  | {
      readonly takes:
        | "anything"
        | "text"
        | "day"
        | "month or day"
        | "whole number"
        | "duration"
        | "licence type"
        | "register"
        | "clock"
        | "stop"
        | "link"
        | "item"
        | "state";
    }
  | { readonly takes: "row"; readonly of: string; /** Some of its columns: the key need not be among them. */ readonly part?: true }
  | { readonly takes: "answers"; readonly of: string | readonly string[] };

/** What a service act gives back: the node's result in the flow. */
export type Given = "anything" | "text" | "day" | "month or day" | "whole number" | "yes or no";

/**
 * A service act as flows may call it: its name, what it is called, what its `yw:input` takes and what it gives back. It stands beside the act, in the
 * block that does it; the wiring hands all of them to whoever checks flows.
 */
export interface ActDeclaration {
  readonly name: string;
  readonly word: string;
  readonly input: Readonly<Record<string, Taken & { readonly required?: true }>>;
  readonly gives: Readonly<Record<string, Given>>;
}
