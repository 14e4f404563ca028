import { compile } from "#process/bpmn";
import { Refusal } from "#values/errors";
import { loadDecisions, type Decisions } from "#content/rule";
import { basisWords, isPlaceholder, type Fault, type Pack, type Reading, type Service, type Source } from "#content/pack";
import { caseFindings } from "./cases.ts";
import { flowFindings, soundnessFindings } from "./flow.ts";
import { formFindings, partyFindings } from "./form.ts";
import type { ElementFinding, Finding } from "./finding.ts";
import { itemFindings } from "./item.ts";
import { licenceFindings, registerFindings } from "./registers.ts";
import { eligibilityFindings, paymentFault, ruleNameFindings } from "./rules.ts";
import { broughtBy, unitFault, type Surroundings } from "./surroundings.ts";

/** Findings of a YAML file as faults: at the line of the word, where one is wrong. */
function inYaml(source: Source, findings: readonly Finding[]): Fault[] {
  // What several entries take over from one anchor is told where it is written.
  const own = new Set(findings.filter(({ path }) => source.holds(path)).map(({ message }) => message));
  const told = findings.filter(({ path, message }) => source.holds(path) || !own.has(message));
  return told.map(({ path, message, word }) => ({ file: source.file, line: source.lineAt(path, word), message }));
}

/** What a sentence quotes first; of `rule/inputEntry` and `input/@label` the last part, which is what stands in the file. */
function quoted(message: string): string | undefined {
  return /“(.+?)”/.exec(message)?.[1]?.replace(/^\w+\/@?([\w:]+)$/, "$1");
}

/** Findings of a drawing as faults: at the line of the element, or of the word in it. One slip that is found in two ways is told once. */
function inXml(source: Source, findings: readonly ElementFinding[]): Fault[] {
  const told = findings.map(({ element, message, word }) => ({
    file: source.file,
    // Most sentences quote what is wrong.
    line: element === "" ? 1 : source.lineOf(element, word ?? quoted(message)),
    message: element === "" || element === "definitions" ? message : `${element}：${message}`,
  }));
  return [...new Map(told.map((fault) => [`${fault.line} ${fault.message}`, fault])).values()];
}

async function decisionsOf({ rules }: Service): Promise<{ decisions?: Decisions; findings: ElementFinding[] }> {
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

async function serviceFaults(service: Service, reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { folder, item, form, flow } = service;
  const source = (name: string): Source => reading.sources.get(`${folder}${name}`)!;
  const { decisions, findings } = await decisionsOf(service);
  const found: Fault[] = [];
  if (!folder.endsWith(`/${item.id}/`)) found.push(...inYaml(source("item.yaml"), [{ path: ["id"], message: `事项的 id 要与文件夹名一致：${item.id}` }]));
  const unpaid = decisions && paymentFault(item, decisions);
  const paid = unpaid === undefined ? [] : [{ path: ["outcome", "payment", "decision"], message: unpaid }];
  found.push(...inYaml(source("item.yaml"), [...itemFindings(item, around), ...paid, ...(form ? partyFindings(form, item, around) : [])]));
  if (form) found.push(...inYaml(source("form.yaml"), formFindings(form, service, around)));
  if (service.rules)
    found.push(
      ...inXml(source("rules.dmn"), [...findings, ...eligibilityFindings(service, decisions), ...(await ruleNameFindings(service, around, decisions))]),
    );
  for (const [index, { points }] of service.checklists.entries()) {
    const ids = points.map(({ id }) => id);
    const twice = ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ path: [index, "points", at], message: `核查点“${id}”重复` }] : []));
    found.push(...inYaml(source("checklists.yaml"), twice));
  }
  if (!flow) return found;
  // Rules that cannot be read, or that lack a decision, are told as such; that the flow then does not find it is no news.
  const lacking = [...findings, ...eligibilityFindings(service, decisions)].length > 0;
  const flowed = (await flowFindings(service, around, decisions)).filter(({ message }) => !lacking || !message.startsWith("规则文件里没有决策"));
  found.push(...inXml(source("flow.bpmn"), [...flowed, ...(await soundnessFindings(service))]));
  const compiled = await compile(flow);
  found.push(...inYaml(source("cases.yaml"), caseFindings(service, "graph" in compiled ? compiled.graph : undefined, around)));
  return found;
}

/** What a city has still to fill in before it uses a pack: no fault, since the demo city runs with it. */
export function packRemarks({ pack, sources }: Reading): Fault[] {
  return (pack?.services ?? []).flatMap(({ folder, item, form, cases }) => {
    const source = sources.get(`${folder}item.yaml`);
    const examples = sources.get(`${folder}cases.yaml`);
    const few = form && examples && cases.length < CASES_WANTED;
    return [
      ...item.basis.flatMap((basis, index) => {
        const message = `依据“${basis.law}”还是占位的，部署时要换成本地现行文件和条款；现在文书上印作${basisWords(basis)}`;
        return source && isPlaceholder(basis) ? [{ file: source.file, line: source.lineAt(["basis", index]), message }] : [];
      }),
      ...(few ? [{ file: examples.file, line: 1, message: `只有 ${cases.length} 个办事人的例子，上线前最好写到 ${CASES_WANTED} 个` }] : []),
    ];
  });
}

/** With fewer examples than these an item is not shown to do what it should: granted, refused, supplemented, late, not needed, filled in wrongly. */
const CASES_WANTED = 6;

const BROUGHT: Record<string, string> = { pack: "业务包", register: "库", licence: "证照类型", item: "事项" };

/** What another pack brings as well: the one that is installed later would take the place of the other. A pack that was copied begins like this. */
function twiceFaults({ sources }: Reading, pack: Pack, { bringers }: Surroundings): Fault[] {
  const brought = broughtBy(pack);
  // A whole pack that is there twice is one mistake.
  const twice = (bringers?.get(brought[0]!) ?? []).length > 1 ? brought.slice(0, 1) : brought;
  return twice.flatMap((name): Fault[] => {
    const by = bringers?.get(name) ?? [];
    const [kind = "", id = ""] = name.split(" ");
    if (by.length < 2) return [];
    const at = pack.licences.findIndex((licence) => licence.id === id);
    const [file, path]: [string, (string | number)[]] =
      kind === "pack"
        ? ["pack.yaml", ["id"]]
        : kind === "register"
          ? [`registers/${id}.yaml`, ["id"]]
          : kind === "licence"
            ? ["licences.yaml", [at, "id"]]
            : [`services/${id}/item.yaml`, ["id"]];
    const source = sources.get(file);
    const others = by.filter((one) => one !== pack.manifest.name);
    const where = others.length > 0 ? `业务包「${others.join("」「")}」里也有` : `有 ${by.length} 个业务包都有`;
    return source ? inYaml(source, [{ path, message: `${BROUGHT[kind]}“${id}”${where}，请换一个 id` }]) : [];
  });
}

/** Faults of a pack whose files have the right shape: in its items, forms, flows and rules, and in what they refer to. */
export async function packFaults(reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { pack, sources } = reading;
  if (!pack) return reading.faults;
  const found: Fault[] = [];
  found.push(...twiceFaults(reading, pack, around));
  const owner = unitFault(pack.manifest.owner, around.city);
  if (owner) found.push(...inYaml(sources.get("pack.yaml")!, [{ path: ["owner"], message: owner }]));
  for (const [path, source] of sources) {
    if (!path.startsWith("registers/")) continue;
    const { id } = source.value as { id: string };
    if (path !== `registers/${id}.yaml`) found.push(...inYaml(source, [{ path: ["id"], message: `库的 id 要与文件名一致：${id}` }]));
    found.push(
      ...inYaml(
        source,
        registerFindings(
          pack.registers.find((register) => register.id === id)!,
          around.registers,
          around.city,
        ),
      ),
    );
  }
  if (pack.licences.length > 0) found.push(...inYaml(sources.get("licences.yaml")!, licenceFindings(pack.licences, around.city)));
  for (const service of pack.services.filter(({ folder }) => !folder.startsWith("kinds/"))) found.push(...(await serviceFaults(service, reading, around)));
  return found;
}
