import { pathOf, pathWord } from "#matter/lists";
import type { Rule, StandingWatch } from "#matter/watch";
import { State } from "#ui";

const daysOf = (text: string): string => text.replace(/^P(\d+)D$/, "$1");

/** What a rule says, as a sentence: 工单里“区划”、“属于哪一类”一样的，30 天里有 5 件. */
export function ruleWords({ watch, kind, form }: Rule): string {
  const same = watch.same.flatMap((text) => {
    const path = pathOf(text, kind, form);
    return path ? [pathWord(path, kind)] : [];
  });
  const alike = same.length > 0 ? `${same.map((word) => `“${word}”`).join("、")}一样` : "";
  const near = watch.near === undefined ? "" : `相距 ${watch.near} 米以内`;
  const where = [alike, near].filter((part) => part !== "").join("，");
  return watch.season
    ? `${kind.name}里${where}的，去年同月有 ${watch.count} 件以上，提前 ${daysOf(watch.season.ahead)} 天准备`
    : `${kind.name}里${where}的，${daysOf(watch.within ?? "")} 天里有 ${watch.count} 件`;
}

/** Whether a rule runs, as a word and a shape. */
export function RuleStanding({ watch: { running, changed } }: { watch: Pick<StandingWatch, "running" | "changed"> }) {
  if (running) return <State tone="running">已启用</State>;
  return changed ? <State tone="waiting">改过，等重新试算</State> : <State tone="draft">没有启用</State>;
}
