import type { Setting } from "./setting.ts";
import type { Finder } from "./finder.ts";

/** What a kind says of its seats (`desk`): answers, lists and a register that there are. */
export function deskNames({ kind, fields, known, around }: Setting, finder: Finder): void {
  const { desk } = kind;
  if (!desk) return;
  const answer = (name: string, types: readonly string[]): void => {
    const fit = (fields ?? []).filter(({ type }) => types.includes(type ?? "text")).map((each) => each.name);
    const value = name === "about" ? desk.about : desk.category;
    if (fields) finder.named(["desk", name], value, { what: "表单字段", names: fit });
  };
  answer("about", ["text", "paragraph"]);
  answer("category", ["code"]);
  const lists = Object.keys(kind.codes ?? {});
  for (const name of ["lines", "elsewhere"] as const) finder.named(["desk", name], desk[name], { what: "代码表", names: lists });
  const seats = Object.values(kind.channels).some((channel) => channel.for !== undefined && channel.by.some((by) => known.role.names.includes(by)));
  if (!seats) finder.say(["desk"], "写了 desk，就要有一个渠道由工作人员替当事人记：by 写角色，for 写当事人", { key: true });
  if (around.items) finder.named(["desk", "item"], desk.item, known.item);
  if (!desk.knowledge) return;
  const { register: id, ...columns } = desk.knowledge;
  finder.named(["desk", "knowledge", "register"], id, known.register);
  const register = around.registers.get(id);
  if (!register) return;
  // What everybody at a seat is shown is nobody's.
  const open = register.fields.filter(({ personal }) => !personal).map(({ name }) => name);
  for (const [part, name] of Object.entries(columns))
    finder.named(["desk", "knowledge", part], name, { what: `库“${register.name}”里公开的字段`, names: open });
}
