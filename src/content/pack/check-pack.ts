import { roleGrants } from "#people/duty";
import { Refusal } from "#values/errors";
import { loadDecisions, type Decisions } from "#content/rule";
import { basisWords, isPlaceholder } from "./basis.ts";
import { flowFindings, rulesFindings, soundnessFindings } from "./check-flow.ts";
import { formFindings } from "./check-form.ts";
import { itemFindings } from "./check-item.ts";
import type { Fault } from "./fault.ts";
import type { Pack, Service } from "./pack.ts";
import type { Reading } from "./read.ts";
import { unitFault, type City, type Surroundings } from "./surroundings.ts";

type Say = (path: string, line: number, message: string) => void;

/** What all packs together offer to each other. */
export function surroundingsOf(packs: readonly Pack[], city?: City): Surroundings {
  return {
    registers: new Map(packs.flatMap(({ registers }) => registers.map((register) => [register.id, register]))),
    licences: new Map(packs.flatMap(({ licences }) => licences.map((licence) => [licence.id, licence]))),
    ...(city && { city }),
  };
}

function checkRegisters({ sources, pack }: Reading, around: Surroundings, say: Say): void {
  for (const register of pack!.registers) {
    const path = [...sources.keys()].find((one) => one.startsWith("registers/") && (sources.get(one)!.value as { id?: string }).id === register.id)!;
    const line = (at: (string | number)[]): number => sources.get(path)!.lineAt(at);
    const names = register.fields.map(({ name }) => name);
    if (path !== `registers/${register.id}.yaml`) say(path, line(["id"]), `库的 id 要与文件名一致：${register.id}`);
    if (!names.includes(register.key)) say(path, line(["key"]), `主键字段“${register.key}”不在字段里`);
    for (const [index, name] of names.entries()) if (names.indexOf(name) < index) say(path, line(["fields", index]), `字段“${name}”重复`);
    for (const [index, field] of register.fields.entries())
      if (field.personal && field.grade < 2) say(path, line(["fields", index]), `“${field.label}”是个人信息，分级不能低于 2 级`);
    for (const [part, name] of Object.entries({ ...register.identifies, standing: register.standing?.field }))
      if (name !== undefined && !names.includes(name)) say(path, line([part === "standing" ? part : "identifies"]), `字段“${name}”不在库里`);
    if (register.area && !register.fields.some(({ name, personal }) => name === register.area && !personal))
      say(path, line(["area"]), `区划字段“${register.area}”不在库里，或者是个人信息`);
    const unit = unitFault(register.source, around.city);
    if (unit) say(path, line(["source"]), unit);
    for (const [index, reader] of (register.readers ?? []).entries()) {
      const fault = unitFault(reader.unit, around.city);
      if (fault) say(path, line(["readers", index]), fault);
    }
    for (const [at, roles] of [register.roles, ...(register.readers ?? []).map((reader) => reader.roles)].entries())
      for (const role of roles ?? [])
        if (!roleGrants(role, "register.read")) say(path, line([at === 0 ? "roles" : "readers"]), `角色“${role}”不存在，或者不能查看信息库`);
  }
}

function checkLicences({ sources, pack }: Reading, around: Surroundings, say: Say): void {
  const codes = new Map<string, string>();
  for (const [index, { id, code, issuer }] of pack!.licences.entries()) {
    const line = sources.get("licences.yaml")!.lineAt([index]);
    const unit = unitFault(issuer, around.city);
    if (unit) say("licences.yaml", line, unit);
    if (!/^[0-9A-Z]{18}\d{3}$/.test(code) || code.slice(0, 18) !== issuer.slice(0, 18))
      say("licences.yaml", line, "证照类型代码应为颁发机构的统一社会信用代码加三位数字");
    if (codes.has(code)) say("licences.yaml", line, `证照类型代码与“${codes.get(code)}”重复`);
    codes.set(code, id);
  }
}

async function checkRules(service: Service, { sources }: Reading, say: Say): Promise<Decisions | undefined> {
  if (!service.rules) return undefined;
  const path = `${service.folder}rules.dmn`;
  try {
    const decisions = await loadDecisions(service.rules);
    for (const { message } of rulesFindings(service, decisions)) say(path, 1, message);
    return decisions;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const [element, sentence] of Object.entries(error.fields ?? { "": error.message }))
      say(path, sources.get(path)!.lineOf(`id="${element}"`), `${element}：${sentence}`);
    return undefined;
  }
}

async function checkService(service: Service, reading: Reading, around: Surroundings, say: Say): Promise<void> {
  const { folder, item, form, flow } = service;
  const inFile =
    (name: string) =>
    ({ path, message }: { path: (string | number)[]; message: string }): void =>
      say(`${folder}${name}`, reading.sources.get(`${folder}${name}`)!.lineAt(path), message);
  if (`services/${item.id}/` !== folder)
    say(`${folder}item.yaml`, reading.sources.get(`${folder}item.yaml`)!.lineAt(["id"]), `事项的 id 要与文件夹名一致：${item.id}`);
  itemFindings(item, around).forEach(inFile("item.yaml"));
  const decisions = await checkRules(service, reading, say);
  if (form) formFindings(form, item, around).forEach(inFile("form.yaml"));
  for (const list of service.checklists) {
    const ids = list.points.map(({ id }) => id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) inFile("checklists.yaml")({ path: [], message: `核查点“${id}”重复` });
  }
  if (!flow) return;
  for (const { element, message } of [...(await flowFindings(service, around, decisions)), ...(await soundnessFindings(service))]) {
    const source = reading.sources.get(`${folder}flow.bpmn`)!;
    say(`${folder}flow.bpmn`, source.lineOf(`id="${element}"`), `${element}：${message}`);
  }
}

/** What a city has still to fill in before it uses a pack: no fault, since the demo city runs with it. */
export function packRemarks({ pack, sources }: Reading): Fault[] {
  return (pack?.services ?? []).flatMap(({ folder, item }) =>
    item.basis.flatMap((basis, index) => {
      const source = sources.get(`${folder}item.yaml`);
      const message = `依据“${basis.law}”还是占位的，部署时要换成本地现行文件和条款；现在文书上印作${basisWords(basis)}`;
      return source && isPlaceholder(basis) ? [{ file: source.file, line: source.lineAt(["basis", index]), message }] : [];
    }),
  );
}

/** Faults of a pack whose files have the right shape: in its items, forms, flows and rules, and in what they refer to. */
export async function packFaults(reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { pack, sources } = reading;
  if (!pack) return reading.faults;
  const found: Fault[] = [];
  const say: Say = (path, line, message) => void found.push({ file: sources.get(path)?.file ?? path, line, message });
  const owner = unitFault(pack.manifest.owner, around.city);
  if (owner) say("pack.yaml", sources.get("pack.yaml")!.lineAt(["owner"]), owner);
  checkRegisters(reading, around, say);
  checkLicences(reading, around, say);
  for (const service of pack.services) await checkService(service, reading, around, say);
  return found;
}
