import { isUscc } from "./uscc.ts";

/** The parts of a 实施编码 (31 characters; GB/T 39554.1-2020 practice, standards §1.2). */
export interface ItemCode {
  /** 实施主体: USCC. */
  unit: string;
  /** 行使层级 1–7. */
  level: string;
  /** 基本编码, 12 digits: area 2, type 2, department 2, main item 3, sub-item 3. */
  basic: string;
}

/** Reads a 实施编码; undefined unless it is USCC + level + 12 digits and the USCC's check character is right. */
export function readItemCode(text: string): ItemCode | undefined {
  const match = /^([0-9A-Z]{18})([1-7])(\d{12})$/.exec(text);
  if (!match || !isUscc(match[1]!)) return undefined;
  return { unit: match[1]!, level: match[2]!, basic: match[3]! };
}
