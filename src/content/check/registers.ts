import { ROLES, roleGrants } from "#people/duty";
import type { LicenceType } from "#content/pack";
import { definitionFaults, type RegisterDefinition } from "#register/register";
import { instead } from "#values/spelling";
import { unitFault, type City, type Finding, type Surroundings } from "#content/scope";

/** What is wrong with a register: its key, fields that it names, who reads it. */
export function registerFindings(
  register: RegisterDefinition,
  others: ReadonlyMap<string, RegisterDefinition>,
  { city, roles }: Pick<Surroundings, "city" | "roles">,
): Finding[] {
  const found: Finding[] = [...definitionFaults(register, others)];
  const say = (path: Finding["path"], message: string, word?: string): void => void found.push({ path, message, ...(word !== undefined && { word }) });
  const names = register.fields.map(({ name }) => name);
  if (!names.includes(register.key)) say(["key"], `主键字段“${register.key}”不在字段里。${instead(register.key, names)}`);
  for (const [index, name] of names.entries()) if (names.indexOf(name) < index) say(["fields", index], `字段“${name}”重复`);
  for (const [index, field] of register.fields.entries()) {
    for (const part of ["born_of", "sex_of"] as const) {
      const name = field[part];
      if (name !== undefined && !names.includes(name)) say(["fields", index, part], `字段“${name}”不在库里。${instead(name, names)}`);
    }
  }
  for (const [part, name] of Object.entries(register.identifies ?? {}))
    if (!names.includes(name)) say(["identifies", part], `字段“${name}”不在库里。${instead(name, names)}`);
  if (register.standing && !names.includes(register.standing.field))
    say(["standing", "field"], `字段“${register.standing.field}”不在库里。${instead(register.standing.field, names)}`);
  const codes = register.fields.find(({ name }) => name === register.standing?.field)?.codes;
  for (const [index, value] of (register.standing?.gone ?? []).entries())
    if (codes && !Object.hasOwn(codes, value))
      say(["standing", "gone", index], `字段“${register.standing!.field}”没有“${value}”这个值。${instead(value, Object.keys(codes), codes)}`);
  const open = register.fields.filter(({ personal }) => !personal).map(({ name }) => name);
  if (register.area && !open.includes(register.area)) say(["area"], `区划字段“${register.area}”不在库里，或者是个人信息。${instead(register.area, open)}`);
  const unit = unitFault(register.source, city);
  if (unit) say(["source"], unit);
  for (const [index, reader] of (register.readers ?? []).entries()) {
    const fault = unitFault(reader.unit, city);
    if (fault) say(["readers", index, "unit"], fault);
  }
  const asked = [
    { path: ["roles"], roles: register.roles },
    ...(register.readers ?? []).map(({ roles }, index) => ({ path: ["readers", index, "roles"], roles })),
  ];
  const ofPacks = [...(roles ?? [])].flatMap(([role, { also = [] }]) => (also.includes("register.read") ? [role] : []));
  const may = [...Object.keys(ROLES).filter((role) => roleGrants(role, "register.read")), ...ofPacks];
  for (const { path, roles } of asked)
    for (const [index, role] of (roles ?? []).entries())
      if (!may.includes(role)) say([...path, index], `角色“${role}”不存在，或者不能查看信息库。${instead(role, may)}`);
  return found;
}

/** What is wrong with licence types: codes, who issues them. */
export function licenceFindings(licences: readonly LicenceType[], city: City | undefined): Finding[] {
  const codes = new Map<string, string>();
  return licences.flatMap(({ id, code, issuer }, index) => {
    const found: Finding[] = [];
    const unit = unitFault(issuer, city);
    if (unit) found.push({ path: [index, "issuer"], message: unit });
    if (!/^[0-9A-Z]{18}\d{3}$/.test(code) || code.slice(0, 18) !== issuer.slice(0, 18))
      found.push({ path: [index, "code"], message: "证照类型代码应为颁发机构的统一社会信用代码加三位数字" });
    if (codes.has(code)) found.push({ path: [index, "code"], message: `证照类型代码与“${codes.get(code)}”重复` });
    codes.set(code, id);
    return found;
  });
}
