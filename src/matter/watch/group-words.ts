import { channelWord } from "#content/kind";
import { showAnswer } from "#content/form";
import type { Organisation } from "#people/duty";
import { areaWords } from "./answers.ts";
import type { Group } from "./counted.ts";
import type { Rule } from "./rule.ts";

/** What a group has in common, in words: 青溪区青瓷街道、路灯不亮; of one that lies near a place, in which area. */
export function groupWords({ watch, kind, form, items }: Rule, { key, members }: Pick<Group, "key" | "members">, organisation: Organisation): string {
  const values = JSON.parse(key) as unknown[];
  const words = watch.same.map((path, at) => {
    const value = values[at];
    const field = path.startsWith("form.") ? form?.fields.get(path.slice(5)) : undefined;
    if (field) return showAnswer(field, value);
    const said = String(value);
    if (path === "area") return areaWords(organisation, said) || said;
    if (path === "unit") return organisation.unitName(said);
    if (path === "channel") return channelWord(kind, said);
    if (path === "priority") return kind.priorities[Number(value)] ?? said;
    return String(items.get(said)?.["name"] ?? said);
  });
  const near = watch.near === undefined ? [] : [`${areaWords(organisation, members[0]!.seen.said.area) || "没有说在哪里"}附近`];
  return [...near, ...words].join("、");
}
