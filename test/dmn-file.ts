// DMN files for tests, put together from their parts.
const MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A DMN 1.5 file. */
export function file(inside: string, namespace = "urn:yunzhou"): string {
  return `<definitions xmlns="${MODEL}" xmlns:yw="https://yiwang.dev/dmn" name="规则" namespace="${namespace}">${inside}</definitions>`;
}

export function importing(name: string, namespace: string): string {
  return `<import name="${name}" namespace="${namespace}" importType="${MODEL}"/>`;
}

/** A literal expression. */
export function feel(text: string, type = ""): string {
  return `<literalExpression${type && ` typeRef="${type}"`}><text>${escaped(text)}</text></literalExpression>`;
}

/** A decision: its logic, the type of its variable, and what it requires as `decision:id`, `input:id`, `knowledge:id`, or with a namespace. */
export function decision(id: string, logic: string, { type = "", needs = [] as string[], more = "" } = {}): string {
  const variable = `<variable name="${id}"${type && ` typeRef="${escaped(type)}"`}/>`;
  return `<decision id="${id}" name="${id}" ${more}>${variable}${needs.map(requirement).join("")}${logic}</decision>`;
}

function requirement(need: string): string {
  const [kind = "", ...rest] = need.split(":");
  const target = rest.join(":");
  const href = target.includes("#") ? target : `#${target}`;
  if (kind === "knowledge") return `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`;
  return `<informationRequirement><required${kind === "input" ? "Input" : "Decision"} href="${href}"/></informationRequirement>`;
}

export function input(name: string, type = ""): string {
  return `<inputData id="${name}" name="${name}"><variable name="${name}"${type && ` typeRef="${type}"`}/></inputData>`;
}

/** A business knowledge model with parameters such as `年龄:number`. */
export function knowledge(name: string, parameters: string[], body: string, { type = "", needs = [] as string[] } = {}): string {
  const formal = parameters.map(parameter).join("");
  const variable = `<variable name="${name}"${type && ` typeRef="${type}"`}/>`;
  return `<businessKnowledgeModel id="${name}" name="${name}">${variable}<encapsulatedLogic>${formal}${body}</encapsulatedLogic>${needs.map(requirement).join("")}</businessKnowledgeModel>`;
}

/** A formal parameter, `name` or `name:type`. */
export function parameter(written: string): string {
  const [name = "", type = ""] = written.split(":");
  return `<formalParameter name="${name}"${type && ` typeRef="${escaped(type)}"`}/>`;
}

export function service(name: string, parts: { outputs: string[]; encapsulated?: string[]; decisions?: string[]; inputs?: string[] }): string {
  const of = (element: string, ids: string[] = []): string => ids.map((id) => `<${element} href="#${id}"/>`).join("");
  const inside =
    of("outputDecision", parts.outputs) + of("encapsulatedDecision", parts.encapsulated) + of("inputDecision", parts.decisions) + of("inputData", parts.inputs);
  return `<decisionService id="${name}" name="${name}">${inside}</decisionService>`;
}

/** A table of one output: each row is its conditions, its result, and why. */
export function table(columns: string[], rows: string[][], { policy = "UNIQUE", output = "结果" } = {}): string {
  const text = (name: string, written: string): string => `<${name}><text>${escaped(written)}</text></${name}>`;
  const inputs = columns.map((column) => `<input label="${column}">${text("inputExpression", column)}</input>`).join("");
  const rules = rows.map((row, at) => {
    const [result = "", why = ""] = row.slice(columns.length);
    const tests = row.slice(0, columns.length).map((cell) => text("inputEntry", cell));
    return `<rule id="r${at + 1}"><description>${why}</description>${tests.join("")}${text("outputEntry", result)}</rule>`;
  });
  return `<decisionTable hitPolicy="${policy}">${inputs}<output name="${output}"/>${rules.join("")}</decisionTable>`;
}
