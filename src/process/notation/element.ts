/** A BPMN element as the reader gives it; only what compiling needs is named. References are the elements themselves. */
export type Element = {
  $type: string;
  $attrs?: Record<string, string>;
  $parent?: Element;
  id?: string;
  name?: string;
  body?: string;
  language?: string;
  expressionLanguage?: string;
  rootElements?: Element[];
  flowElements?: Element[];
  artifacts?: Element[];
  participants?: Element[];
  messageFlows?: Element[];
  processRef?: Element;
  participantMultiplicity?: { maximum?: number };
  sourceRef?: Element | Element[];
  targetRef?: Element;
  messageRef?: Element;
  signalRef?: Element;
  errorRef?: Element;
  escalationRef?: Element;
  activityRef?: Element;
  dataObjectRef?: Element;
  errorCode?: string;
  escalationCode?: string;
  waitForCompletion?: boolean;
  default?: Element;
  attachedToRef?: Element;
  cancelActivity?: boolean;
  isInterrupting?: boolean;
  parallelMultiple?: boolean;
  triggeredByEvent?: boolean;
  isForCompensation?: boolean;
  gatewayDirection?: string;
  instantiate?: boolean;
  eventGatewayType?: string;
  activationCondition?: Element;
  conditionExpression?: Element;
  condition?: Element;
  eventDefinitions?: Element[];
  eventDefinitionRef?: Element[];
  timeDuration?: Element;
  timeDate?: Element;
  timeCycle?: Element;
  loopCharacteristics?: Element;
  isSequential?: boolean;
  completionCondition?: Element;
  loopCardinality?: Element;
  loopCondition?: Element;
  loopMaximum?: number;
  testBefore?: boolean;
  behavior?: string;
  oneBehaviorEventRef?: Element;
  noneBehaviorEventRef?: Element;
  complexBehaviorDefinition?: Element[];
  event?: Element;
  ordering?: string;
  cancelRemainingInstances?: boolean;
  method?: string;
  calledElement?: string;
  scriptFormat?: string;
  script?: string;
  dataOutputAssociations?: Element[];
  dataInputAssociations?: Element[];
  transformation?: Element;
  assignment?: Element[];
  from?: Element;
  to?: Element;
  extensionElements?: { values?: Element[] };
  kind?: string;
  work?: string;
  stop?: string;
  clock?: string;
  item?: string;
  link?: string;
  until?: string;
  wait?: string;
  unit?: string;
  role?: string;
  party?: string;
  checklist?: string;
  limit?: string;
  moves?: string;
  act?: string;
  input?: string;
  decision?: string;
  collection?: string;
  element?: string;
  vote?: string;
  veto?: string;
  data?: string;
  key?: string;
  value?: string;
  raises?: string;
};

/** The one element at which a flow or association begins. */
export function sourceOf(element: Element): Element | undefined {
  return Array.isArray(element.sourceRef) ? element.sourceRef[0] : element.sourceRef;
}

/** The text of an expression, or undefined where there is none. */
export function textOf(expression: Element | undefined): string | undefined {
  return expression?.body?.trim() || undefined;
}
