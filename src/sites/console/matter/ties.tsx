import type { Tied } from "#matter/link";
import { Disclosure, State } from "#ui";

/** So many of one sort are shown at once; the others unfold. */
const SHOWN = 12;

function saying({ outward, word }: Pick<Tied, "outward" | "word">): string {
  return outward ? word : `被${word}`;
}

function TieList({ ties }: { ties: readonly Tied[] }) {
  return (
    <ul class="related">
      {ties.map((tied) => (
        <li>
          {saying(tied)}：<a href={`/console/matters/${tied.otherId}`}>{tied.number ?? "未编号"}</a>{" "}
          {tied.state && <State tone={tied.endedAt ? "closed" : "info"}>{tied.state}</State>}
        </li>
      ))}
    </ul>
  );
}

/** What the matter is tied to, each with where it stands. Those that the reader may not open are counted and not named. */
export function Ties({ ties, readable }: { ties: readonly Tied[]; readable: ReadonlyMap<string, string> }) {
  if (ties.length === 0) return null;
  const named = ties.filter(({ otherId }) => readable.has(otherId));
  const kept = Map.groupBy(
    ties.filter(({ otherId }) => !readable.has(otherId)),
    saying,
  );
  return (
    <section class="sheet" aria-labelledby="ties">
      <h2 id="ties">关联的件（{ties.length}）</h2>
      <TieList ties={named.slice(0, SHOWN)} />
      {named.length > SHOWN && (
        <Disclosure summary={`其余 ${named.length - SHOWN} 件`}>
          <TieList ties={named.slice(SHOWN)} />
        </Disclosure>
      )}
      {[...kept].map(([word, those]) => (
        <p class="hint">
          {word}：另有 {those.length} 件，不在您的职责范围内
        </p>
      ))}
    </section>
  );
}
