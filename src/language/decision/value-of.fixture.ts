import { toPlain, type Value } from "#language/feel-value";
import { loadDecisions, newFrame, settle, type Run } from "./index.ts";

/** The value of a decision of a file, as plain JSON; `given` are FEEL values by name. */
export async function valueOf(xml: string, id: string, given: Record<string, Value> = {}, folder: string[] = []): Promise<unknown> {
  const decisions = await loadDecisions(
    xml,
    folder.map((each, at) => ({ name: `${at}.dmn`, xml: each })),
  );
  return toPlain(settle(decisions, decisions.byId.get(id)!, runWith(given)).value);
}

/** A run over given values. */
function runWith(given: Record<string, Value>): Run {
  return {
    day: undefined,
    facts: {},
    json: false,
    explains: false,
    given: ({ name }) => given[name],
    inputs: new Map(),
    settled: new Map(),
    functions: new Map(),
    problems: [],
    frame: newFrame(false),
  };
}
