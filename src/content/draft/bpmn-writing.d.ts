import "bpmn-moddle";

declare module "bpmn-moddle" {
  interface BpmnModdle {
    toXML(root: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
