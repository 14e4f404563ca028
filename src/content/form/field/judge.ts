import { mask } from "#crypto/crypto";
import { firstGraphemes } from "#values/graphemes";
import type { FieldDefinition } from "./field.ts";

// Sentences that several types share: how long, how large, how many.

/** 请填写…: what is said where nothing was answered, or nothing of the kind. */
export function fillIn({ label }: FieldDefinition): string {
  return `请填写${label}`;
}

/** 请选择… */
export function choose({ label }: FieldDefinition): string {
  return `请选择${label}`;
}

/** A value that is of another kind than the field: 经营场所不对，请…. */
export function wrong({ label }: FieldDefinition, what = "请核对"): string {
  return `${label}不对，${what}`;
}

/** What was typed, in the sentence that says what is wrong with it: masked where it is personal, cut where it is long. 罚款“三万”不是金额. */
export function quoted({ label, personal }: FieldDefinition, text: string, fault: string): string {
  return `${label}“${personal ? mask(personal, text) : firstGraphemes(text, 30)}”${fault}`;
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  let found = patterns.get(pattern);
  if (!found) patterns.set(pattern, (found = new RegExp(pattern, "u")));
  return found;
}

/** A text against least and most letters and its pattern. */
export function textFault(text: string, { label, hint, min, max, pattern }: FieldDefinition): string | undefined {
  const letters = [...text].length;
  if (max !== undefined && letters > max) return `${label}最多写 ${max} 个字`;
  if (min !== undefined && letters < min) return `${label}至少写 ${min} 个字`;
  return pattern !== undefined && !patternOf(pattern).test(text) ? `${label}的写法不对，请核对${hint ? `（${hint}）` : ""}` : undefined;
}

/** A number against its bounds; `words` says a bound in the unit of the field. */
export function sizeFault(value: number, { label, min, max, above, below }: FieldDefinition, words: (bound: number) => string = String): string | undefined {
  if (max !== undefined && value > max) return `${label}不能大于 ${words(max)}`;
  if (min !== undefined && value < min) return `${label}不能小于 ${words(min)}`;
  if (below !== undefined && value >= below) return `${label}要小于 ${words(below)}`;
  return above !== undefined && value <= above ? `${label}要大于 ${words(above)}` : undefined;
}

/** A list against least and most entries; `counted` says what is done with one: 选, 交. */
export function countFault(count: number, { label, min, max }: FieldDefinition, [act, unit]: readonly [string, string] = ["选", "项"]): string | undefined {
  if (max !== undefined && count > max) return `${label}最多${act} ${max} ${unit}`;
  return min !== undefined && count < min ? `${label}至少${act} ${min} ${unit}` : undefined;
}

/** A choice that is none of those given. */
export function notAmong({ label }: FieldDefinition): string {
  return `请从给出的选项里选择${label}`;
}

/** Keywords of JSON Schema out of what a field says, those left out that it does not say. */
export function keywords(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
