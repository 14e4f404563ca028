import type { Kind } from "#content/kind";
import type { Act } from "#matter/matter";
import { formatDateTime, State, type Tone } from "#ui";

/** What the rules recommend: an outcome of some work of the kind by its word, anything else is left to a person. */
function recommended(kind: Kind, result: string): { word: string; tone: Tone } | undefined {
  if (result === "") return undefined;
  const outcome = Object.values(kind.works).find(({ outcomes }) => Object.hasOwn(outcomes, result))?.outcomes[result];
  return outcome ? { word: `规则建议：${outcome.word}`, tone: outcome.grave ? "bad" : "good" } : { word: "规则建议：请人工判断", tone: "waiting" };
}

function resultOf(value: unknown): string {
  const result = value !== null && typeof value === "object" ? (value as { result?: unknown }).result : value;
  return typeof result === "string" ? result : "";
}

/** What the item's rules found, in plain words: the last time each was asked. A rule recommends; a person decides. */
export function Verdicts({ kind, acts }: { kind: Kind; acts: readonly Act[] }) {
  const last = new Map(acts.filter((act) => act.kind === "judged").map((act) => [String(act.data["decision"]), act]));
  const shown = [...last.values()].filter((act) => (act.data["why"] as string[] | undefined)?.length);
  if (shown.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="verdicts">
      <h2 id="verdicts">规则核对</h2>
      {shown.map((act) => {
        const result = recommended(kind, resultOf(act.data["value"]));
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
      <p class="hint small">规则只作建议，对当事人不利的决定只能由人作出。</p>
    </section>
  );
}
