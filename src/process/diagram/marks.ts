import type { Picture } from "./picture.ts";
import type { Standing } from "./pen.ts";

/**
 * What is said about the things of a drawing, by their ids. `done` are keys of nodes and edges that were passed (as steps give them in `passed`),
 * `active` nodes where something waits. `refused`, `added`, `removed`, `changed` name elements; `heat` gives elements a degree from 1 to 4;
 * `notes` are a few words that stand above an element. Where several apply, the later in this list counts.
 */
export type Marks = {
  done?: readonly string[];
  active?: readonly string[];
  heat?: Readonly<Record<string, 1 | 2 | 3 | 4>>;
  changed?: readonly string[];
  added?: readonly string[];
  removed?: readonly string[];
  refused?: readonly string[];
  notes?: Readonly<Record<string, string>>;
};

/** What a standing is called, so that it never rests on colour alone. */
export const SAID: Record<Standing, string> = {
  done: "已办",
  active: "正在办理",
  open: "",
  refused: "有问题",
  added: "新增",
  removed: "删去",
  changed: "有改动",
  "heat-1": "",
  "heat-2": "",
  "heat-3": "",
  "heat-4": "",
};

/** Where each thing of a picture stands: what happens inside a folded sub-process shows on the sub-process. */
export function standings(marks: Marks, picture: Picture): (id: string) => Standing {
  const found = new Map<string, Standing>();
  const set = (keys: readonly string[] = [], standing: Standing): void => {
    for (const key of keys) found.set(picture.within.get(key) ?? key, standing);
  };
  set(marks.done, "done");
  set(marks.active, "active");
  for (const [key, degree] of Object.entries(marks.heat ?? {})) set([key], `heat-${degree}`);
  set(marks.changed, "changed");
  set(marks.added, "added");
  set(marks.removed, "removed");
  set(marks.refused, "refused");
  return (id) => found.get(id) ?? "open";
}
