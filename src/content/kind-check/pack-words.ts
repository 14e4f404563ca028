import { formFaults, type FieldDefinition } from "#content/form";
import type { Elements } from "#content/kind";
import type { CodeEntry, RoleDefinition } from "#content/pack";
import type { Finding, Surroundings } from "#content/scope";
import { PERMISSIONS, ROLES } from "#people/duty";
import { instead } from "#values/spelling";
import { finder } from "./finder.ts";

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

/** What is wrong with code lists: values that come twice, parents that there are not. */
export function codeFindings(codes: Readonly<Record<string, readonly CodeEntry[]>>): Finding[] {
  const found = finder();
  for (const [list, entries] of Object.entries(codes)) {
    const values = entries.map(({ value }) => value);
    entries.forEach(({ value, parent }, at) => {
      if (values.indexOf(value) < at) found.say([list, at, "value"], `代码“${value}”重复`, { word: value });
      found.named([list, at, "parent"], parent, { what: "上级代码", names: values });
    });
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
