import { formFaults, type FieldDefinition } from "#content/form";
import { WAY_PARTS, WAYS_LIST, type Elements } from "#content/kind";
import type { CodeEntry, RoleDefinition } from "#content/pack";
import type { Finding, Surroundings } from "#content/scope";
import { PERMISSIONS, ROLES } from "#people/duty";
import { isDuration } from "#kernel/clock";
import { instead } from "#values/spelling";
import { finder, type Finder } from "./finder.ts";

/** What is wrong with the roles of a pack: kinds and permissions that there are not, names that code has already. */
export function roleFindings(roles: Readonly<Record<string, RoleDefinition>>, { kinds, roles: there }: Surroundings): Finding[] {
  const found = finder();
  const known = [...Object.keys(ROLES), ...(there?.keys() ?? [])];
  for (const [id, { may = {}, also = [], apart = [] }] of Object.entries(roles)) {
    if (Object.hasOwn(ROLES, id)) found.say([id], `角色“${id}”系统里已经有了，请换一个名字`, { key: true });
    for (const kind of Object.keys(may)) if (!kinds.has(kind)) found.say([id, "may", kind], `没有件类“${kind}”。${instead(kind, kinds.keys())}`, { key: true });
    apart.forEach((role, at) => found.named([id, "apart", at], role, { what: "角色", names: known }));
    also.forEach((permission, at) => found.named([id, "also", at], permission, { what: "权限", names: PERMISSIONS }));
  }
  return found.found;
}

/** What is wrong with the ways of delivery: parts that no receipt has, a length that is none. */
function wayFindings(found: Finder, entries: readonly CodeEntry[]): void {
  const parts = { what: "送达回证上的内容", names: WAY_PARTS };
  entries.forEach(({ needs, either, counts }, at) => {
    for (const [key, given] of Object.entries({ needs, either }))
      if (Array.isArray(given)) given.forEach((part, index) => found.named([WAYS_LIST, at, key, index], String(part), parts));
    if (counts !== undefined && !isDuration(String(counts)))
      found.say([WAYS_LIST, at, "counts"], `时长“${String(counts)}”写法不对：三十天写 P30D`, { word: String(counts) });
  });
}

/** What is wrong with code lists: values that come twice, parents that there are not. */
export function codeFindings(codes: Readonly<Record<string, readonly CodeEntry[]>>): Finding[] {
  const found = finder();
  for (const [list, entries] of Object.entries(codes)) {
    const values = entries.map(({ value }) => value);
    entries.forEach(({ value, parent }, at) => {
      if (values.indexOf(value) < at) found.say([list, at, "value"], `代码“${value}”重复`, { word: value });
      found.named([list, at, "parent"], parent, { what: "上级代码", names: values });
    });
    if (list === WAYS_LIST) wayFindings(found, entries);
  }
  return found.found;
}

/** What is wrong with a field that stands outside a form: in its type, and the register it names. */
export function fieldFindings(field: FieldDefinition, path: Finding["path"], { registers }: Surroundings): Finding[] {
  const faults = formFaults({ pages: [{ id: "element", title: "element", fields: [field] }] }, { conditions: false });
  const here = faults.map(({ path: at, message }) => ({ path: [...path, ...at.slice(4)], message }));
  const named =
    field.register === undefined || registers.has(field.register)
      ? []
      : [{ path: [...path, "register"], message: `没有库“${field.register}”。${instead(field.register, registers.keys())}`, word: field.register }];
  return [...here, ...named];
}

/** What is wrong with the elements of a pack. */
export function elementFindings(elements: Elements, around: Surroundings): Finding[] {
  return Object.entries(elements).flatMap(([name, element]) => fieldFindings({ ...element, name } as FieldDefinition, [name], around));
}
