/** What an element may hold: attributes, and children by name with the kind of each. `many` of a child are allowed unless it is in `one`. */
export type Kind = { attributes: string; children: Record<string, string>; needs?: string };

const EXPRESSIONS: Record<string, string> = {
  literalExpression: "literal",
  decisionTable: "table",
  context: "context",
  invocation: "invocation",
  functionDefinition: "function",
  list: "list",
  relation: "relation",
  filter: "filter",
  for: "for",
  some: "quantified",
  every: "quantified",
  conditional: "conditional",
};

/** The elements that are expressions (DMN 1.5 clause 7.3.1). */
export const BOXES: ReadonlySet<string> = new Set(Object.keys(EXPRESSIONS));

const ELEMENT = "id label";
const NOTES = { description: "text", extensionElements: "foreign" };

function kind(attributes: string, children: Record<string, string> = {}, needs = ""): Kind {
  return { attributes: `${ELEMENT} ${attributes}`, children: { ...NOTES, ...children }, needs };
}

/**
 * The schema of DMN 1.5 (DMN15.xsd), which holds that of the versions before it. Kinds whose content is text have no children; `reference`
 * has a `href`. What stands in no line of this table is refused.
 */
export const GRAMMAR: Record<string, Kind> = {
  definitions: kind("name namespace expressionLanguage typeLanguage exporter exporterVersion", {
    import: "import",
    itemDefinition: "item",
    decision: "decision",
    businessKnowledgeModel: "knowledge",
    inputData: "input-data",
    knowledgeSource: "source",
    decisionService: "service",
    textAnnotation: "annotation",
    association: "association",
    group: "group",
    elementCollection: "collection",
    performanceIndicator: "indicator",
    organizationUnit: "unit",
  }),
  import: kind("name namespace locationURI importType", {}, "namespace"),
  item: kind(
    "name typeLanguage isCollection",
    { typeRef: "text", allowedValues: "tests", typeConstraint: "tests", itemComponent: "item", functionItem: "function-item" },
    "name",
  ),
  "function-item": kind("outputTypeRef", { parameters: "information" }),
  decision: kind("name", {
    question: "text",
    allowedAnswers: "text",
    variable: "information",
    informationRequirement: "information-requirement",
    knowledgeRequirement: "knowledge-requirement",
    authorityRequirement: "authority-requirement",
    supportedObjective: "reference",
    impactedPerformanceIndicator: "reference",
    decisionMaker: "reference",
    decisionOwner: "reference",
    usingProcess: "reference",
    usingTask: "reference",
    ...EXPRESSIONS,
  }),
  knowledge: kind("name", {
    variable: "information",
    encapsulatedLogic: "function",
    knowledgeRequirement: "knowledge-requirement",
    authorityRequirement: "authority-requirement",
  }),
  "input-data": kind("name", { variable: "information" }),
  source: kind("name locationURI", { authorityRequirement: "authority-requirement", type: "text", owner: "reference" }),
  service: kind("name", {
    variable: "information",
    outputDecision: "reference",
    encapsulatedDecision: "reference",
    inputDecision: "reference",
    inputData: "reference",
  }),
  "information-requirement": kind("", { requiredDecision: "reference", requiredInput: "reference" }),
  "knowledge-requirement": kind("", { requiredKnowledge: "reference" }),
  "authority-requirement": kind("", { requiredDecision: "reference", requiredInput: "reference", requiredAuthority: "reference" }),
  information: kind("name typeRef"),
  reference: { attributes: "href", children: {}, needs: "href" },
  text: { attributes: "", children: {} },
  annotation: kind("textFormat", { text: "text" }),
  association: kind("associationDirection", { sourceRef: "reference", targetRef: "reference" }),
  group: kind("name"),
  collection: kind("name", { drgElement: "reference" }),
  indicator: kind("name URI", { impactingDecision: "reference" }),
  unit: kind("name URI", { decisionMade: "reference", decisionOwned: "reference" }),
  literal: kind("typeRef expressionLanguage", { text: "text", importedValues: "imported-values" }),
  "imported-values": kind("name namespace locationURI importType expressionLanguage", { importedElement: "text" }),
  tests: kind("typeRef expressionLanguage", { text: "text" }),
  invocation: kind("typeRef", { ...EXPRESSIONS, binding: "binding" }),
  binding: kind("", { parameter: "information", ...EXPRESSIONS }),
  context: kind("typeRef", { contextEntry: "entry" }),
  entry: kind("", { variable: "information", ...EXPRESSIONS }),
  function: kind("typeRef kind", { formalParameter: "information", ...EXPRESSIONS }),
  list: kind("typeRef", EXPRESSIONS),
  relation: kind("typeRef", { column: "information", row: "list" }),
  filter: kind("typeRef", { in: "box", match: "box" }),
  for: kind("typeRef iteratorVariable", { in: "box", return: "box" }),
  quantified: kind("typeRef iteratorVariable", { in: "box", satisfies: "box" }),
  conditional: kind("typeRef", { if: "box", then: "box", else: "box" }),
  box: { attributes: "id typeRef", children: { ...EXPRESSIONS } },
  table: kind("typeRef hitPolicy aggregation preferredOrientation outputLabel", {
    input: "input",
    output: "output",
    annotation: "annotation-clause",
    rule: "rule",
  }),
  input: kind("", { inputExpression: "literal", inputValues: "tests" }),
  output: kind("name typeRef", { outputValues: "tests", defaultOutputEntry: "literal" }),
  "annotation-clause": kind("name"),
  rule: kind("", { inputEntry: "tests", outputEntry: "literal", annotationEntry: "annotation-entry" }),
  "annotation-entry": kind("", { text: "text" }),
};

/** Our attributes by kind of element: since which day and until which day (both included) it is in force. */
export const DATED: ReadonlySet<string> = new Set(["decision", "knowledge", "rule"]);
