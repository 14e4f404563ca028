import type { Elements, UnknownElement } from "#content/kind";
import type { FieldDefinition } from "#content/form";
import type { Finding } from "#content/scope";
import { finder, type Path } from "./finder.ts";
import type { Slip } from "./mended.ts";
import { deskNames } from "./desk.ts";
import { rosterNames } from "./roster.ts";
import { formulas } from "./formulas.ts";
import { adverseActs, beginsAndEnds, coreActs, statesReached, personalAsides } from "./life.ts";
import { fieldFindings } from "./pack-words.ts";
import { answersNamed, references } from "./references.ts";
import type { Setting } from "./setting.ts";

/** A kind has to be read from top to bottom: longer than this it is a program. */
export const MOST_LINES = 120;

/** Fields that are defined where they are asked for, and where that is. */
function askedHere(written: unknown): { path: Path; field: FieldDefinition & { use?: string } }[] {
  const found: { path: Path; field: FieldDefinition & { use?: string } }[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === "asks" && Array.isArray(each))
        each.forEach((field: unknown, at) =>
          typeof field === "object" && field !== null ? found.push({ path: [...here, at], field: field as FieldDefinition }) : 0,
        );
      else walk(each, here);
    }
  };
  walk(written, []);
  return found;
}

/** A field as it is asked for, with the element that it uses. */
function whole({ use, ...own }: FieldDefinition & { use?: string }, elements: Elements): FieldDefinition | undefined {
  const element = use === undefined ? {} : Object.hasOwn(elements, use) ? elements[use] : undefined;
  return element && ({ ...element, ...own, name: own.name ?? use ?? "" } as FieldDefinition);
}

/** What the check of kind.yaml is asked about: what is written, what it asks for that nobody defines, and how many lines it has. */
export interface Asked {
  written: unknown;
  unknown: readonly UnknownElement[];
  elements: Elements;
  lines: number;
}

/** Names in kind.yaml that there are not, with what was likely meant: from there on the kind is looked at as it was meant. */
export function nameFindings(setting: Setting, { written, unknown, elements, lines }: Asked): { found: Finding[]; slips: Slip[] } {
  const found = finder();
  for (const { path, name } of unknown) found.named(path, name, { what: "数据元", names: Object.keys(elements) });
  for (const { path, field } of askedHere(written)) {
    const asked = whole(field, elements);
    // The points of a check list are those that the step names.
    if (asked && asked.type !== "checklist") found.found.push(...fieldFindings(asked, path, setting.around));
  }
  if (lines > MOST_LINES) found.say([], `kind.yaml 有 ${lines} 行（不算注释），最多 ${MOST_LINES} 行：把条件放进规则，把事项放进 items.yaml`);
  references(setting, found);
  answersNamed(setting, found);
  deskNames(setting, found);
  rosterNames(setting, found);
  return found;
}

/** What is wrong with a kind whose names are right: formulas, and that a matter of it begins, ends, and is decided by people. */
export function kindFindings(setting: Setting, written: unknown): Finding[] {
  const found = finder();
  coreActs(setting, written, found);
  adverseActs(setting, found);
  personalAsides(setting, found);
  formulas(setting, found);
  const before = found.found.length;
  beginsAndEnds(setting, found);
  // Where no way ends it is no news that some state is not come to.
  if (found.found.length === before) statesReached(setting, found);
  return found.found;
}
