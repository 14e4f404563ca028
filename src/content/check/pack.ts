import { basisWords, isPlaceholder, type Fault, type Pack, type Reading } from "#content/pack";
import { broughtBy, unitFault, type Surroundings } from "#content/scope";
import { instead } from "#values/spelling";
import { wordFaults } from "./kinds.ts";
import { indicatorFindings } from "./indicators.ts";
import { licenceFindings, registerFindings } from "./registers.ts";
import { serviceFaults } from "./folder.ts";
import { inYaml } from "./told.ts";
import { watchFindings } from "./watches.ts";

/** What a city has still to fill in before it uses a pack: no fault, since the demo city runs with it. */
export function packRemarks(reading: Reading, { city }: Pick<Surroundings, "city"> = {}): Fault[] {
  const { pack, sources } = reading;
  const roles = sources.get("roles.yaml");
  const unheld = Object.keys(city?.holders && pack ? pack.roles : {}).filter((role) => ![...city!.holders!].some((holder) => holder.endsWith(` ${role}`)));
  const appoint = unheld.flatMap((role) =>
    roles ? [{ file: roles.file, line: roles.keyLine([role]), message: `角色“${role}”（${pack!.roles[role]!.word}）还没有人担任，装好以后要任命` }] : [],
  );
  const others = (pack?.services ?? []).filter(({ folder }) => !folder.startsWith("kinds/"));
  const services = others.flatMap(({ folder, item, form, cases }) => {
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
  return [...appoint, ...services];
}

/** With fewer examples than these an item is not shown to do what it should: granted, refused, supplemented, late, not needed, filled in wrongly. */
const CASES_WANTED = 6;

const BROUGHT: Record<string, string> = {
  pack: "业务包",
  register: "库",
  licence: "证照类型",
  item: "事项",
  kind: "件类",
  role: "角色",
  code: "代码表",
  indicator: "指标",
  watch: "规则",
};

/** Where a pack brings something: the file, and the place in it; `key`: its name is the key. */
function placeOf(pack: Pack, kind: string, id: string): { file: string; path: (string | number)[]; key?: true } {
  switch (kind) {
    case "pack":
      return { file: "pack.yaml", path: ["id"] };
    case "register":
      return { file: `registers/${id}.yaml`, path: ["id"] };
    case "licence":
      return { file: "licences.yaml", path: [pack.licences.findIndex((licence) => licence.id === id), "id"] };
    case "kind":
      return { file: `kinds/${id}/kind.yaml`, path: [] };
    case "role":
      return { file: "roles.yaml", path: [id], key: true };
    case "indicator":
      return { file: "indicators.yaml", path: [pack.indicators.findIndex((indicator) => indicator.id === id), "id"] };
    case "watch":
      return { file: "watches.yaml", path: [pack.watches.findIndex((watch) => watch.id === id), "id"] };
    case "code":
      return { file: "codes.yaml", path: [id], key: true };
    default: {
      const { folder = "" } = pack.services.find(({ item }) => item.id === id) ?? {};
      const row = pack.services.filter((service) => service.folder === folder).findIndex(({ item }) => item.id === id);
      return folder.startsWith("kinds/") ? { file: `${folder}items.yaml`, path: [row, "id"] } : { file: `${folder}item.yaml`, path: ["id"] };
    }
  }
}

/** What another pack brings as well: the one that is installed later would take the place of the other. A pack that was copied begins like this. */
function twiceFaults({ sources }: Reading, pack: Pack, { bringers }: Surroundings): Fault[] {
  const brought = broughtBy(pack);
  // A whole pack that is there twice is one mistake.
  const twice = (bringers?.get(brought[0]!) ?? []).length > 1 ? brought.slice(0, 1) : brought;
  return twice.flatMap((name): Fault[] => {
    const by = bringers?.get(name) ?? [];
    const [kind = "", id = ""] = name.split(" ");
    if (by.length < 2) return [];
    const { file, ...place } = placeOf(pack, kind, id);
    const source = sources.get(file);
    const others = by.filter((one) => one !== pack.manifest.name);
    const where = others.length > 0 ? `业务包「${others.join("」「")}」里也有` : `有 ${by.length} 个业务包都有`;
    return source ? inYaml(source, [{ ...place, message: `${BROUGHT[kind]}“${id}”${where}，请换一个 id` }]) : [];
  });
}

/** Faults of a pack whose files have the right shape: in its items, forms, flows and rules, and in what they refer to. */
export async function packFaults(reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { pack, sources } = reading;
  if (!pack) return reading.faults;
  const found: Fault[] = [];
  found.push(...twiceFaults(reading, pack, around));
  const owner = unitFault(pack.manifest.owner, around.city);
  for (const [at, need] of (pack.manifest.needs ?? []).entries())
    if (around.packs && !around.packs.has(need))
      found.push(...inYaml(sources.get("pack.yaml")!, [{ path: ["needs", at], message: `没有业务包“${need}”。${instead(need, around.packs)}`, word: need }]));
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
          around,
        ),
      ),
    );
  }
  if (pack.licences.length > 0) found.push(...inYaml(sources.get("licences.yaml")!, licenceFindings(pack.licences, around.city)));
  // What a pack brings that is not there is missed for its name alone.
  const lacking = around.packs && (pack.manifest.needs ?? []).some((need) => !around.packs!.has(need));
  const { items: _items, ...withoutItems } = around;
  const words = await wordFaults(reading, pack, lacking ? withoutItems : around);
  found.push(...words.faults);
  const figures = sources.get("indicators.yaml");
  if (figures) found.push(...inYaml(figures, indicatorFindings(pack, words.around)));
  for (const service of pack.services.filter(({ folder }) => !folder.startsWith("kinds/")))
    found.push(...(await serviceFaults(service, reading, words.around)));
  const rules = sources.get("watches.yaml");
  if (rules) found.push(...inYaml(rules, watchFindings(pack.watches, words.around)));
  return found;
}
