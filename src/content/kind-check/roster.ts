import type { Setting } from "./setting.ts";
import type { Finder } from "./finder.ts";

/** What a kind says of who is on duty (`roster`): a register that there is, and fields of it that everybody in the house may see. */
export function rosterNames({ kind: { roster }, known, around }: Setting, finder: Finder): void {
  if (!roster) return;
  const { register: id, open, ...columns } = roster;
  finder.named(["roster", "register"], id, known.register);
  for (const [at, each] of open.entries()) finder.named(["roster", "open", at], each, known.kind);
  const register = around.registers.get(id);
  if (!register) return;
  const shown = register.fields.filter(({ personal }) => !personal);
  for (const [part, name] of Object.entries(columns)) {
    const fit = part === "from" || part === "until" ? shown.filter(({ type }) => type === "instant") : shown;
    finder.named(["roster", part], name, {
      what: `库“${register.name}”里公开的${part === "from" || part === "until" ? "时间" : ""}字段`,
      names: fit.map((field) => field.name),
    });
  }
}
