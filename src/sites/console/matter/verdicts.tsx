import type { Act } from "#matter/matter";
import { formatDateTime, State, type Tone } from "#ui";

const RESULTS: Record<string, { word: string; tone: Tone }> = {
  grant: { word: "规则建议：符合条件", tone: "good" },
  person: { word: "规则建议：请人工判断", tone: "waiting" },
  refer: { word: "规则建议：请人工判断", tone: "waiting" },
};

function resultOf(value: unknown): string {
  const result = value !== null && typeof value === "object" ? (value as { result?: unknown }).result : value;
  return typeof result === "string" ? result : "";
}

/** What the item's rules found, in plain words: the last time each was asked. A rule recommends; a person decides. */
export function Verdicts({ acts }: { acts: readonly Act[] }) {
  const last = new Map(acts.filter((act) => act.kind === "judged").map((act) => [String(act.data["decision"]), act]));
  const shown = [...last.values()].filter((act) => (act.data["why"] as string[] | undefined)?.length);
  if (shown.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="verdicts">
      <h2 id="verdicts">规则核对</h2>
      {shown.map((act) => {
        const result = RESULTS[resultOf(act.data["value"])];
        return (
          <div class="verdict">
            {result && <State tone={result.tone}>{result.word}</State>}
            <ul>
              {(act.data["why"] as string[]).map((why) => (
                <li>{why}</li>
              ))}
            </ul>
            <p class="hint small">{formatDateTime(act.at)}按当时的登记信息核对</p>
          </div>
        );
      })}
      <p class="hint small">规则只作建议，不予许可只能由人决定。</p>
    </section>
  );
}
