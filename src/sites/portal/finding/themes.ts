import type { Tile } from "#ui";

/** A life event, or an event in the life of a firm, under which people look for items. */
export interface Theme {
  id: string;
  label: string;
  /** What belongs there, in a few words. */
  hint: string;
  icon: NonNullable<Tile["icon"]>;
  audience: "person" | "organisation";
}

/** Every theme that items name, in the order of a life. */
export const THEMES: readonly Theme[] = [
  { id: "birth", label: "出生", hint: "生育登记、上户口、托育", icon: "baby", audience: "person" },
  { id: "school", label: "上学", hint: "报名、学籍、教师资格", icon: "graduation-cap", audience: "person" },
  { id: "job", label: "工作", hint: "就业、社保、失业", icon: "briefcase", audience: "person" },
  { id: "housing", label: "安家", hint: "住房、公积金、不动产", icon: "house", audience: "person" },
  { id: "health", label: "看病", hint: "医保、残疾人、卫生", icon: "heart-pulse", audience: "person" },
  { id: "elder-care", label: "养老", hint: "高龄津贴、退休、照护", icon: "heart-handshake", audience: "person" },
  { id: "transport", label: "出行", hint: "驾驶证、车辆、运输", icon: "bus", audience: "person" },
  { id: "papers", label: "证件", hint: "户口、身份证、出入境", icon: "id-card", audience: "person" },
  { id: "open-shop", label: "开店", hint: "饭店、商店、公共场所", icon: "store", audience: "organisation" },
  { id: "start-up", label: "办企业", hint: "设立、变更、投资备案", icon: "rocket", audience: "organisation" },
  { id: "food", label: "食品", hint: "餐饮、销售、粮食", icon: "utensils", audience: "organisation" },
  { id: "outdoor", label: "户外", hint: "招牌、广告、临时占道", icon: "megaphone", audience: "organisation" },
  { id: "building", label: "建设", hint: "规划、施工、消防", icon: "building-2", audience: "organisation" },
  { id: "tax", label: "纳税", hint: "税务、发票", icon: "receipt", audience: "organisation" },
  { id: "farming", label: "农林", hint: "种植、养殖、农机", icon: "sprout", audience: "organisation" },
  { id: "permits", label: "其他许可", hint: "按行业取得许可", icon: "stamp", audience: "organisation" },
];

/** The theme with an id, or undefined. */
export function findTheme(id: string): Theme | undefined {
  return THEMES.find((theme) => theme.id === id);
}

/** Themes of an audience as ways in, those without any item left out. */
export function tilesFor(audience: Theme["audience"], used: ReadonlySet<string>): Tile[] {
  return THEMES.filter((theme) => theme.audience === audience && used.has(theme.id)).map(({ id, label, hint, icon }) => ({
    href: `/themes/${id}`,
    label,
    hint,
    icon,
  }));
}
