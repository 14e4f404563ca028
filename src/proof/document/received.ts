import { beginnerWord } from "#content/kind";
import type { MatterView } from "#matter/view";
import type { ReceivedMaterial } from "#drawing/paper";

const FORMS: Record<string, string> = { upload: "电子件", licence: "电子证照", register: "数据核验", form: "网上填写", later: "承诺后补" };
/** What the city had itself. */
const SOURCES: Record<string, string> = { licence: "电子证照库", register: "政务数据" };
/** What somebody did who brought it. */
const DONE: Record<string, string> = { form: "填写", later: "承诺" };

/** The materials that had been handed in, or were held by the city, at an instant: each once, with how it came. */
export function receivedMaterials({ materials, blueprint, matter }: Pick<MatterView, "materials" | "blueprint" | "matter">, until: Date): ReceivedMaterial[] {
  const who = beginnerWord(blueprint.kind, matter.channel);
  return materials.flatMap(({ material, entries }) => {
    const [first] = entries.filter((entry) => entry.addedAt <= until);
    if (!first) return [];
    const source = SOURCES[first.source] ?? `${who}${DONE[first.source] ?? "提交"}`;
    return [{ name: material.name, form: FORMS[first.source] ?? "电子件", copies: material.copies, source }];
  });
}
