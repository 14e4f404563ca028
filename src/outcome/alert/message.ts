import type { Point } from "#place/point";

/** What sort of message: the first, one in its place, the last of an alarm. */
export type MessageKind = "Alert" | "Update" | "Cancel";

/** Meant in earnest, or not: an exercise and a test never leave the house. */
export type Status = "Actual" | "Exercise" | "Test";

/** 级别, from the gravest: 红 橙 黄 蓝 (突发事件应对法 第六十四条), and the severity of CAP 1.2 nearest to each. */
export const LEVELS = {
  red: { word: "红色", rank: "一级", colour: "Red", severity: "Extreme" },
  orange: { word: "橙色", rank: "二级", colour: "Orange", severity: "Severe" },
  yellow: { word: "黄色", rank: "三级", colour: "Yellow", severity: "Moderate" },
  blue: { word: "蓝色", rank: "四级", colour: "Blue", severity: "Minor" },
} as const;

export type Level = keyof typeof LEVELS;

/** How sure it is, as CAP 1.2 tells it. */
export const CERTAINTIES = { observed: "Observed", likely: "Likely", possible: "Possible", unlikely: "Unlikely" } as const;

export type Certainty = keyof typeof CERTAINTIES;

/** Categories of CAP 1.2. */
export const CATEGORIES = ["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"] as const;

export type Category = (typeof CATEGORIES)[number];

/** What a message says: the eight elements of 突发事件应对法 第六十五条, but for when it was sent, and what CAP asks besides. */
export interface Content {
  /** 类别: code of GB/T 35561, and its name. */
  event: string;
  eventName: string;
  category: Category;
  level: Level;
  certainty: Certainty;
  /** 发布单位. */
  issuer: string;
  issuerName: string;
  headline: string;
  /** 起始时间 and until when, as instants. */
  effective: string;
  expires: string;
  /** 可能影响的范围 in words, by areas, and by the corners of a boundary (ours, the last not the first once more). */
  scope: string;
  areas: { code: string; name: string }[];
  polygon: Point[];
  /** 警示事项, 应采取的措施. */
  cautions: string;
  measures: string;
  /** Why it was updated or taken back. */
  reason: string;
}

/** A message as it went out. */
export interface Message {
  matterId: string;
  /** 1 is the first of its alarm. */
  seq: number;
  /** 预警信息唯一标识, 31 characters (GB/T 35965.1). */
  identifier: string;
  kind: MessageKind;
  status: Status;
  /** 14 characters: who sent it. */
  sender: string;
  sentAt: Date;
  expiresAt: Date;
  content: Content;
}
