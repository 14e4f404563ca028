/** Something of a file that was laid aside: it is drawn, says what holds anyway, or describes what nothing here runs by. */
export interface Aside {
  element: string;
  /** The attribute or child, as the file calls it. */
  what: string;
  why: keyof typeof REASONS;
}

/** Why a part of a file may be laid aside without changing how it runs. */
export const REASONS = {
  default: "写的就是默认值",
  drawing: "只是画图用的样式",
  description: "只是说明，流程不靠它运行",
  unused: "没有被用到",
} as const;

/** Values that say what holds anyway (the schema of BPMN 2.0.2), by attribute. */
const DEFAULTS: Record<string, readonly unknown[]> = {
  startQuantity: [1],
  completionQuantity: [1],
  isImmediate: [true],
  isForCompensation: [false],
  triggeredByEvent: [false],
  instantiate: [false],
  parallelMultiple: [false],
  isCollection: [false],
  isClosed: [false],
  isSequential: [false],
  testBefore: [false],
  implementation: ["##unspecified", "##WebService", "##unspecified ", ""],
  gatewayDirection: ["Unspecified"],
  eventGatewayType: ["Exclusive"],
  behavior: ["All"],
  processType: ["None"],
  mustUnderstand: [false],
};

/** Parts that describe: interfaces of other systems, data that a step sees anyway, who is charged with a process, how it is watched. */
const DESCRIPTION = new Set([
  "operationRef",
  "interfaceRef",
  "interfaceRefs",
  "endPointRefs",
  "supportedInterfaceRef",
  "supportedInterfaceRefs",
  "ioBinding",
  "ioSpecification",
  "properties",
  "dataInputs",
  "dataOutputs",
  "inputSet",
  "outputSet",
  "inputSets",
  "outputSets",
  "itemSubjectRef",
  "evaluatesToTypeRef",
  "structureRef",
  "auditing",
  "monitoring",
  "renderings",
  "supports",
  "definitionalCollaborationRef",
  "correlationSubscriptions",
  "correlationKeys",
  "messageFlowAssociations",
  "participantAssociations",
  "conversationAssociations",
  "choreographyRef",
]);

/** Root elements that nothing here runs by, whether something refers to them or not. */
export const DESCRIBING = new Set(
  ["Interface", "EndPoint", "Resource", "PartnerEntity", "PartnerRole", "CorrelationProperty", "Category", "DataStore", "ItemDefinition"].map(
    (name) => `bpmn:${name}`,
  ),
);

/** Namespaces of editors in which only looks, places and notes of the drawing are kept. */
const DRAWN = [
  /^http:\/\/bpmn\.io\/schema\/bpmn\/biocolor\//,
  /^http:\/\/www\.omg\.org\/spec\/BPMN\/non-normative\/(color|extensions\/color)\//,
  /^http:\/\/camunda\.org\/schema\/modeler\//,
  /^http:\/\/www\.signavio\.com/,
  /^http:\/\/(bpmn|yaoqiang)\.sourceforge\.net/,
  /^http:\/\/www\.bizagi\.com/,
  /^http:\/\/www\.trisotech\.com/,
  /^http:\/\/www\.visual-paradigm\.com/,
  /^http:\/\/www\.(sparxsystems|omnigraffle|modelio|boc-group|boc-eu|gliffy|lucidchart|visio|yworks)\./,
  /^http:\/\/www\.yworks\.com/,
  /^http:\/\/www\.w3\.org\/(1999\/xlink|2000\/svg|XML\/1998\/namespace)/,
  /^http:\/\/www\.omg\.org\/spec\/(BPMN\/20100524\/DI|DD\/20100524\/D[IC])/,
];

/** Names of looks, whichever editor's: an attribute called so moves nothing. */
const LOOKS =
  /^(style|styles|color|colour|fill|stroke|background|background-color|bg-?color|bordercolou?r|border-color|textcolou?r|font\w*|label\w*|labelled|x|y|width|height|bounds|icon|shape\w*|graphStyle|nodegraphicsinfo\w*|connectorgraphicsinfo\w*)$/i;

/** Why a part may be laid aside; undefined where it would have to be run. */
export function reasonFor(key: string, value: unknown): Aside["why"] | undefined {
  if (Array.isArray(value) && value.length === 0) return "default";
  if (DEFAULTS[key]?.some((each) => each === value || String(each) === String(value))) return "default";
  return DESCRIPTION.has(key) ? "description" : undefined;
}

/** Whether something of another namespace is only a look of the drawing. `name` is written prefix:name. */
export function isDrawn(name: string, namespaces: ReadonlyMap<string, string>): boolean {
  const [prefix = "", local = ""] = name.split(":");
  const uri = namespaces.get(prefix) ?? "";
  if (uri === "https://yiwang.dev/bpmn") return false; // our own, where a name that there is not is a slip
  return DRAWN.some((known) => known.test(uri)) || LOOKS.test(local);
}
