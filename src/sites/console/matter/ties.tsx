import type { Tied } from "#matter/link";
import { State } from "#ui";

/** What the matter is tied to, each with where it stands; what the reader may not open says so when it is opened. */
export function Ties({ ties }: { ties: readonly Tied[] }) {
  if (ties.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="ties">
      <h2 id="ties">关联的件（{ties.length}）</h2>
      <ul class="related">
        {ties.map(({ word, outward, otherId, number, state, endedAt }) => (
          <li>
            {outward ? word : `被${word}`}：<a href={`/console/matters/${otherId}`}>{number ?? "未编号"}</a>{" "}
            {state && <State tone={endedAt ? "closed" : "info"}>{state}</State>}
          </li>
        ))}
      </ul>
    </section>
  );
}
