import { compile } from "#process/bpmn";
import { kindOfItemFindings, plainItemFindings, settingOf } from "#content/kind-check";
import { withKind, type Checklist, type Fault, type Reading, type Service, type Source } from "#content/pack";
import { loadDecisions, type Decisions } from "#content/rule";
import type { ElementFinding, Finding, Surroundings } from "#content/scope";
import { Refusal } from "#values/errors";
import { caseFindings } from "./cases.ts";
import { flowFindings, soundnessFindings } from "./flow.ts";
import { formFindings, partyFindings } from "./form.ts";
import { itemFindings } from "./item.ts";
import { eligibilityFindings, paymentFault, ruleNameFindings } from "./rules.ts";
import { inXml, inYaml } from "./told.ts";

async function decisionsOf({ rules }: Pick<Service, "rules">): Promise<{ decisions?: Decisions; findings: ElementFinding[] }> {
  if (!rules) return { findings: [] };
  try {
    return { decisions: await loadDecisions(rules), findings: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = Object.entries(error.fields ?? { "": error.message });
    return { findings: fields.map(([element, message]) => ({ element, message: inChinese(message) })) };
  }
}

/** The sentences without their English, which the reader of rules puts behind each. */
function inChinese(message: string): string {
  return message.replace(/（[A-Za-z<][^（）]*(?:（[^（）]*）[^（）]*)*）(?=；|$)/g, "");
}

/**
 * What is wrong with the form, the rules, the flow and the examples that lie in a folder.
 * @param whole the item with what it takes over from its kind
 * @param own what lies in the folder itself
 */
export async function runFaults(whole: Service, own: Pick<Service, "form" | "flow" | "rules">, reading: Reading, around: Surroundings): Promise<Fault[]> {
  const source = (name: string): Source | undefined => reading.sources.get(`${whole.folder}${name}`);
  const { decisions, findings } = await decisionsOf(whole);
  const found: Fault[] = [];
  if (own.form) found.push(...inYaml(source("form.yaml")!, formFindings(own.form, whole, around)));
  if (own.rules !== undefined)
    found.push(
      ...inXml(source("rules.dmn")!, [...findings, ...eligibilityFindings(whole, around, decisions), ...(await ruleNameFindings(whole, around, decisions))]),
    );
  if (whole.flow === undefined) return found;
  // Rules that cannot be read, or that lack a decision, are told as such; that the flow then does not find it is no news.
  const lacking = [...findings, ...eligibilityFindings(whole, around, decisions)].length > 0;
  const flowed = own.form || own.flow !== undefined || own.rules !== undefined ? await flowFindings(whole, around, decisions) : [];
  const told = flowed.filter(({ message }) => !lacking || !message.startsWith("规则文件里没有决策"));
  if (own.flow !== undefined) found.push(...inXml(source("flow.bpmn")!, [...told, ...(await soundnessFindings(whole))]));
  // The flow is the kind's, and right for others of its items: it is this one that brings what does not fit it.
  else if (told.length > 0)
    found.push(
      ...inYaml(
        source("form.yaml") ?? source("item.yaml")!,
        told.map(({ element, message }) => ({ path: [], message: `件类的流程用在这个事项上不对，${element}：${message}` })),
      ),
    );
  const compiled = await compile(whole.flow);
  const examples = source("cases.yaml");
  if (examples) found.push(...inYaml(examples, caseFindings(whole, "graph" in compiled ? compiled.graph : undefined, around)));
  return found;
}

/** Check lists, and points of one, that are there twice. */
export function checklistFindings(lists: readonly Checklist[]): Finding[] {
  const again = (ids: readonly string[], at: number): boolean => ids.indexOf(ids[at]!) < at;
  const names = lists.map(({ id }) => id);
  return lists.flatMap(({ id, points }, index) => {
    const ids = points.map((point) => point.id);
    const twice = ids.flatMap((point, at): Finding[] => (again(ids, at) ? [{ path: [index, "points", at], message: `核查点“${point}”重复` }] : []));
    return again(names, index) ? [{ path: [index, "id"], message: `核查表“${id}”重复` }, ...twice] : twice;
  });
}

/** What is wrong with an item that has a folder: in itself, and in what lies there. */
export async function serviceFaults(service: Service, reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { folder, item, form, rules } = service;
  const source = (name: string): Source => reading.sources.get(`${folder}${name}`)!;
  const found: Fault[] = [];
  if (!folder.endsWith(`/${item.id}/`)) found.push(...inYaml(source("item.yaml"), [{ path: ["id"], message: `事项的 id 要与文件夹名一致：${item.id}` }]));
  const kind = around.kinds.get(item.kind);
  const whole = withKind(service, kind);
  const strange = kindOfItemFindings(item, around);
  if (strange.length > 0) return [...found, ...inYaml(source("item.yaml"), strange)];
  if (kind && !kind.kind.guide) {
    const written = source("item.yaml").value as Record<string, unknown>;
    found.push(...inYaml(source("item.yaml"), plainItemFindings(await settingOf(kind, around), written, service)));
  } else {
    const { decisions } = await decisionsOf({ ...(rules !== undefined && { rules }) });
    const unpaid = decisions && paymentFault(item, decisions);
    const paid = unpaid === undefined ? [] : [{ path: ["outcome", "payment", "decision"], message: unpaid }];
    found.push(...inYaml(source("item.yaml"), [...itemFindings(item, around), ...paid, ...(form ? partyFindings(form, item, around) : [])]));
  }
  if (service.checklists.length > 0) found.push(...inYaml(source("checklists.yaml"), checklistFindings(service.checklists)));
  return [...found, ...(await runFaults(whole, service, reading, around))];
}
