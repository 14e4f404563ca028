import { BpmnModdle } from "bpmn-moddle";

export type Point = { x: number; y: number };
export type Box = Point & { width: number; height: number };

/** A BPMN element as the reader gives it, with the drawing beside it; only what drawing needs is named. */
export type Element = {
  $type: string;
  id?: string;
  name?: string;
  text?: string;
  rootElements?: Element[];
  flowElements?: Element[];
  sourceRef?: Element;
  targetRef?: Element;
  default?: Element;
  attachedToRef?: Element;
  cancelActivity?: boolean;
  isInterrupting?: boolean;
  triggeredByEvent?: boolean;
  isForCompensation?: boolean;
  parallelMultiple?: boolean;
  instantiate?: boolean;
  eventGatewayType?: string;
  isCollection?: boolean;
  dataObjectRef?: Element;
  processRef?: Element;
  conditionExpression?: Element;
  eventDefinitions?: Element[];
  loopCharacteristics?: Element & { isSequential?: boolean };
  diagrams?: { plane?: { planeElement?: Di[] } }[];
};

/** What the drawing says of an element: the box of a shape, or the points of a line. */
export type Di = { bpmnElement?: Element; bounds?: Box; label?: { bounds?: Box }; waypoint?: Point[]; isExpanded?: boolean; isHorizontal?: boolean };

/** Reads BPMN XML; undefined when it cannot be read. Whether it can be executed is for the flow block to say. */
export async function read(xml: string): Promise<Element | undefined> {
  try {
    const { rootElement } = (await new BpmnModdle().fromXML(xml)) as { rootElement: Element };
    return rootElement;
  } catch {
    return undefined;
  }
}
