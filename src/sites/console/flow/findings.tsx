import type { Inspection } from "#base/draft";
import { Notice } from "#ui";

/** What is wrong with a flow or with rules, one line each; a plain word when nothing is. */
export function Findings({ flow, rules, ways }: Inspection) {
  const lines = [
    ...flow.map(({ element, message }) => ({ at: element, message })),
    ...rules.map(({ element, message }) => ({ at: element || "规则", message })),
    ...ways.map(({ element, message }) => ({ at: element, message })),
  ];
  if (lines.length === 0) return <Notice kind="done" title="检查通过，没有发现问题" />;
  return (
    <Notice kind="wrong" title={`有 ${lines.length} 处问题，改好以后才能发布`}>
      <ul class="findings">
        {lines.map(({ at, message }) => (
          <li>
            <code>{at}</code> {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
