/** The five levels (standards §2.2): 1 is best, the last two are 差评. Stars = 6 − level. */
export const LEVELS = [
  { level: 1, label: "非常满意" },
  { level: 2, label: "满意" },
  { level: 3, label: "基本满意" },
  { level: 4, label: "不满意" },
  { level: 5, label: "非常不满意" },
] as const;

/** Indicators of an online service; the same for the whole country, not edited locally. */
export const TAGS = ["办事效率", "办事指南精确度", "办事便捷度", "平台操作性"] as const;

/** Version of the questions above, kept with each rating. */
export const QUESTIONNAIRE = "online-2020";

/** Whether a level is a bad rating. */
export function isBad(level: number): boolean {
  return level >= 4;
}

/** Steps of the loop a bad rating opens, and what may follow each. The first is taken by the platform. */
export const STEPS: Record<string, { label: string; next: string[] }> = {
  assigned: { label: "转责任单位", next: ["contacted"] },
  contacted: { label: "已联系核实", next: ["rectifying", "explained", "appealed"] },
  rectifying: { label: "正在整改", next: ["rectified"] },
  rectified: { label: "整改完成", next: ["revisited"] },
  explained: { label: "已解释说明", next: ["revisited"] },
  appealed: { label: "申诉复核", next: ["invalid", "rectifying"] },
  invalid: { label: "复核认定为误评", next: [] },
  revisited: { label: "已回访", next: ["closed"] },
  closed: { label: "已办结", next: [] },
};

/** A rating as staff see it: never who gave it, unless they gave their name. */
export interface Rating {
  matterId: string;
  serviceNumber: number;
  service: string;
  unit: string;
  itemId: string;
  itemName: string;
  level: number;
  tags: string[];
  comment: string;
  named: boolean;
  ratedAt: Date;
  /** Day by which the rater must be contacted; null for a good rating or an unnamed one. */
  contactDay: string | null;
  /** Day by which it must be put right. */
  rectifyDay: string | null;
  /** Last step of the loop, null when there is none. */
  step: string | null;
}
