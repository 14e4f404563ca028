import type { Inspection } from "#content/draft";
import { Disclosure, Notice } from "#ui";

/** What is wrong with a flow or with rules, one line each; a plain word when nothing is. */
export function Findings({ flow, rules, ways, aside }: Inspection) {
  const lines = [
    ...flow.map(({ element, message }) => ({ at: element, message })),
    ...rules.map(({ element, message }) => ({ at: element || "规则", message })),
    ...ways.map(({ element, message }) => ({ at: element, message })),
  ];
  return (
    <>
      {lines.length === 0 ? (
        <Notice kind="done" title="检查通过，没有发现问题" />
      ) : (
        <Notice kind="wrong" title={`有 ${lines.length} 处问题，改好以后才能发布`}>
          <Lines lines={lines} />
        </Notice>
      )}
      {aside.length > 0 && (
        <Disclosure summary={`文件里有 ${aside.length} 处放在一边，不影响运行`}>
          <Lines lines={aside.map(({ element, message }) => ({ at: element, message }))} />
        </Disclosure>
      )}
    </>
  );
}

function Lines({ lines }: { lines: { at: string; message: string }[] }) {
  return (
    <ul class="findings">
      {lines.map(({ at, message }) => (
        <li>
          <code>{at}</code> {message}
        </li>
      ))}
    </ul>
  );
}
