import { DmnModdle } from "dmn-moddle";

/** A DMN element as the reader gives it; only what decisions need is named. */
export type Element = {
  $type: string;
  id?: string;
  name?: string;
  text?: string;
  typeRef?: string;
  label?: string;
  description?: string;
  expressionLanguage?: string;
  variable?: Element;
  drgElement?: Element[];
  itemDefinition?: Element[];
  itemComponent?: Element[];
  decisionLogic?: Element;
  informationRequirement?: Element[];
  knowledgeRequirement?: Element[];
  requiredDecision?: Element;
  requiredInput?: Element;
  href?: string;
  hitPolicy?: string;
  aggregation?: string;
  preferredOrientation?: string;
  input?: Element[];
  output?: Element[];
  rule?: Element[];
  inputExpression?: Element;
  inputValues?: Element;
  outputValues?: Element;
  defaultOutputEntry?: Element;
  inputEntry?: Element[];
  outputEntry?: Element[];
  annotationEntry?: Element[];
};

/** The reader knows the model of DMN 1.3; 1.2, 1.4 and 1.5 write tables, expressions and requirements the same way. Boxes (DC, DI) have one name in all of them. */
const READ = "https://www.omg.org/spec/DMN/20191111/";
const ALIKE = /https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20180521|20211108|20230324)\/(MODEL|DMNDI)\//g;

/** Reads DMN XML (1.2 to 1.5). Problems of the XML are returned as sentences of the reader, never thrown. */
export async function read(xml: string): Promise<{ root: Element | undefined; problems: string[] }> {
  const text = xml.replace(ALIKE, `${READ}$1/`);
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(text);
    return { root: rootElement as Element, problems: warnings.map((warning) => firstLine(warning.message)) };
  } catch (error) {
    return { root: undefined, problems: [firstLine(error instanceof Error ? error.message : String(error))] };
  }
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
