import { formulaFaults } from "#content/scope";
import { DAY, join, listOf, recordOf, TEXT, type RecordType, type Type } from "#language/typing";
import { actScope, type Setting } from "./setting.ts";

/** What was promised for later and has not come, as an act may keep it. */
const LATER: Type = listOf(recordOf({ name: TEXT, due: DAY }));

/** What formulas see that say what an act keeps. */
export function keepingScope(setting: Setting, act: string): RecordType {
  const scope = actScope(setting, [act]);
  return recordOf({ ...scope.entries, later: LATER }, scope.open ? { open: true } : {});
}

/** What acts keep, by name: what their formulas give. Of a name that several keep, what any of them gives. */
export function keptTypes(setting: Setting, acts: readonly string[]): Record<string, Type> {
  const kept: Record<string, Type> = {};
  for (const act of acts)
    for (const [name, formula] of Object.entries(setting.kind.acts[act]?.keeps ?? {})) {
      const { type } = formulaFaults(formula, keepingScope(setting, act));
      kept[name] = Object.hasOwn(kept, name) ? join(kept[name]!, type) : type;
    }
  return kept;
}
