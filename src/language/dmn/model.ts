/** Hit policies of DMN 1.5 clause 8.2.10; the C ones with their aggregation. */
export type HitPolicy = "U" | "F" | "A" | "P" | "R" | "O" | "C" | "C+" | "C<" | "C>" | "C#";

/** A name with its type: a variable, a parameter, a column (clause 7.3.4). `typeRef` is as written, see `typeNamed`. */
export type Information = { name: string; typeRef: string | undefined };

/** Since which day and until which day something is in force, both included; an end that is open is undefined. */
export type Validity = { from: string | undefined; to: string | undefined };

/** An element of another place: the namespace of its model, and its id. */
export type Reference = { namespace: string; id: string };

/** FEEL text with the element that holds it, for refusals. */
export type Text = { element: string; text: string };

type Box = { element: string; typeRef: string | undefined };

/** A column of conditions. */
export type InputColumn = { element: string; label: string; text: Text; typeRef: string | undefined; values: Text | undefined };

/** A column of results. */
export type OutputColumn = { element: string; name: string; label: string; typeRef: string | undefined; values: Text | undefined; otherwise: Text | undefined };

/** A row: its cells as written, and what the author wrote about it (description, then annotations). */
export type Rule = { element: string; number: number; tests: Text[]; results: Text[]; why: string; validity: Validity };

/** A decision table (clause 8.3). */
export type Table = Box & { box: "table"; policy: HitPolicy; inputs: InputColumn[]; outputs: OutputColumn[]; rules: Rule[] };

/** A function definition (clause 10.5.4): FEEL, or external with its mapping as the body. */
export type FunctionBox = Box & { box: "function"; kind: "FEEL" | "Java" | "PMML"; parameters: Information[]; body: Expression | undefined };

/** The twelve boxed expressions (clause 10.2.1). */
export type Expression =
  | (Box & { box: "literal"; text: Text })
  | Table
  | FunctionBox
  | (Box & { box: "context"; entries: { variable: Information | undefined; value: Expression }[] })
  | (Box & { box: "invocation"; called: Expression; bindings: { parameter: Information; value: Expression }[] })
  | (Box & { box: "list"; items: Expression[] })
  | (Box & { box: "relation"; columns: Information[]; rows: Expression[][] })
  | (Box & { box: "filter"; in: Expression; match: Expression })
  | (Box & { box: "for" | "some" | "every"; variable: string; in: Expression; each: Expression })
  | (Box & { box: "conditional"; if: Expression; then: Expression; else: Expression });

/** A type (clause 7.3.2): a base type narrowed, a structure, or a function; `collection` makes a list of it. */
export type Item = {
  element: string;
  name: string;
  typeRef: string | undefined;
  collection: boolean;
  allowed: Text | undefined;
  constraint: Text | undefined;
  components: Item[];
  function: { parameters: Information[]; output: string | undefined } | undefined;
};

type Drg = { id: string; name: string; description: string; variable: Information };

export type InputData = Drg & { kind: "input" };
export type Decision = Drg & { kind: "decision"; requires: Reference[]; knows: Reference[]; logic: Expression | undefined; validity: Validity };
export type Knowledge = Drg & { kind: "knowledge"; knows: Reference[]; logic: FunctionBox | undefined; validity: Validity };
export type Service = Drg & { kind: "service"; outputs: Reference[]; encapsulated: Reference[]; decisions: Reference[]; inputs: Reference[] };

/** What requirements lead to. */
export type Element = InputData | Decision | Knowledge | Service;

/** Another model by namespace, read here under a name; an empty name brings its elements in as if they stood here (clause 6.3.3). */
export type Import = { name: string; namespace: string; location: string | undefined };

/** One DMN file: what it says, in the order of the file. */
export type Model = {
  id: string;
  name: string;
  namespace: string;
  version: string;
  prefixes: Readonly<Record<string, string>>;
  imports: Import[];
  items: Item[];
  elements: Element[];
};
