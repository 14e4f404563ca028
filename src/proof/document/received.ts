import type { MatterView } from "#matter/view";
import type { ReceivedMaterial } from "#drawing/paper";

const FORMS: Record<string, string> = { upload: "电子件", licence: "电子证照", register: "数据核验", form: "网上填写", later: "承诺后补" };
const SOURCES: Record<string, string> = { upload: "申请人提交", licence: "电子证照库", register: "政务数据", form: "申请人填写", later: "申请人承诺" };

/** The materials that had been handed in, or were held by the city, at an instant: each once, with how it came. */
export function receivedMaterials({ materials }: Pick<MatterView, "materials">, until: Date): ReceivedMaterial[] {
  return materials.flatMap(({ material, entries }) => {
    const [first] = entries.filter((entry) => entry.addedAt <= until);
    return first
      ? [{ name: material.name, form: FORMS[first.source] ?? "电子件", copies: material.copies, source: SOURCES[first.source] ?? "申请人提交" }]
      : [];
  });
}
