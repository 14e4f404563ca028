import { BROUGHT_ACTS, CORE_ACTS, CORE_STATES, phaseOf, statesIn } from "#content/kind";
import { listed } from "#values/spelling";
import type { Type } from "#language/typing";
import { formulaFaults } from "#content/scope";
import type { Finder } from "./finder.ts";
import { actScope, type Setting } from "./setting.ts";

/** What an act of code may be given though nobody does it: how it is called, and that it happens once. */
const WORDS = ["word", "said", "once"];

/** Acts that an outcome or a flow names: those that happen by what the kind says. */
function actsLed({ kind, graphs }: Setting): Set<string> {
  const done = Object.values(kind.works).flatMap(({ act, outcomes }) => [act, ...Object.values(outcomes).map((outcome) => outcome.act)]);
  const called = graphs.flatMap(({ nodes }) => Object.values(nodes).flatMap((node) => (node.kind === "service" ? [node.act] : [])));
  return new Set([...done, ...called].filter((act) => act !== undefined));
}

/** The states to which an act leads; undefined where only its formula knows. */
function statesOf(setting: Setting, act: string): readonly string[] | undefined {
  const { state } = setting.kind.acts[act]!;
  if (state === undefined) return [];
  if (!state.startsWith("=")) return [state];
  const type: Type = formulaFaults(state, actScope(setting, [act])).type;
  return type.is === "text" ? type.values : undefined;
}

/** That a matter can begin, and that some way leads to its end. */
export function beginsAndEnds(setting: Setting, finder: Finder): void {
  const { kind, definition, whole } = setting;
  if (statesIn(kind, "received").length + statesIn(kind, "open").length === 0)
    finder.say(["states"], "件开始以后没有状态可以进：要有一个 phase 是 received 或者 open 的状态", { key: true });
  for (const [id, { word, retention, phase }] of Object.entries(kind.states))
    if (retention !== undefined && phase !== "closed")
      finder.say(["states", id, "retention"], `状态“${word}”不是办结，不能写保管期限：写在 phase: closed 的状态上，或者写给整个件类`, { key: true });
  const closed = statesIn(kind, "closed").filter((id) => !Object.hasOwn(CORE_STATES, id));
  if (closed.length === 0) return finder.say(["states"], "没有一个状态是办结：要有一个 phase: closed 的状态", { key: true });
  const led = actsLed(setting);
  const ending = Object.keys(kind.acts).filter((act) => statesOf(setting, act)?.some((state) => phaseOf(kind, state) === "closed") ?? true);
  // Where items bring the flows, acts of code may end it.
  if (ending.some((act) => led.has(act)) || (ending.length > 0 && (definition.flow === undefined || !whole))) return;
  finder.say(
    ["states"],
    ending.length > 0
      ? `没有一条路走到办结：进入 ${listed(closed)} 的动作 ${listed(ending)} 没有环节的结果或者流程用到`
      : `没有一条路走到办结：没有动作进入 ${listed(closed)}`,
    { key: true },
  );
}

/** That every state is come to: the first by itself, each other by an act. */
export function statesReached(setting: Setting, finder: Finder): void {
  const { kind } = setting;
  const leads = Object.keys(kind.acts).map((act) => statesOf(setting, act));
  if (leads.includes(undefined)) return;
  const first = statesIn(kind, "received")[0] ?? statesIn(kind, "open")[0];
  const reached = new Set([first, ...leads.flat(), ...Object.keys(CORE_STATES)]);
  for (const [id, { word }] of Object.entries(kind.states))
    if (!reached.has(id)) finder.say(["states", id], `没有动作进入“${word}”（${id}）：在 acts 里给一个动作写 state: ${id}，或者删去这个状态`, { key: true });
}

/** Acts that code alone records: what they are given beside a word nobody would do. */
export function coreActs(setting: Setting, written: unknown, finder: Finder): void {
  const led = actsLed(setting);
  const acts = ((written as { acts?: Record<string, Record<string, unknown>> }).acts ?? {}) as Record<string, Record<string, unknown>>;
  for (const [id, act] of Object.entries(acts)) {
    if (!Object.hasOwn(CORE_ACTS, id) || BROUGHT_ACTS.has(id) || led.has(id)) continue;
    const more = Object.keys(act).filter((key) => !WORDS.includes(key));
    for (const key of more)
      finder.say(["acts", id, key], `“${id}”（${CORE_ACTS[id]}）由系统记录，只能给它写 ${WORDS.join("、")}；“${key}”不会起作用`, { key: true });
  }
}

/** Acts against somebody: a person of the office leads to them, and says why. */
export function adverseActs({ kind, known }: Setting, finder: Finder): void {
  const reasoned = (work: string, outcome: string): boolean =>
    [...kind.works[work]!.asks, ...kind.works[work]!.outcomes[outcome]!.asks].some(({ name, required }) => name === "reason" && required === true);
  for (const [id, { word, adverse }] of Object.entries(kind.acts)) {
    if (adverse.length === 0) continue;
    const judges = adverse.filter((work) => known.work.names.includes(work));
    for (const work of judges) {
      const at = adverse.indexOf(work);
      if (kind.works[work]!.party !== undefined)
        finder.say(["acts", id, "adverse", at], `“${word}”只能由工作人员作出，环节“${work}”由当事人办`, { word: work });
      const leading = Object.keys(kind.works[work]!.outcomes).filter((outcome) => kind.works[work]!.outcomes[outcome]!.act === id);
      if (leading.length === 0 && !Object.keys(kind.works[work]!.outcomes).some((outcome) => reasoned(work, outcome)))
        finder.say(["acts", id, "adverse", at], `“${word}”对当事人不利，要说明理由：环节“${work}”没有一个结果问必填的 reason`, { word: work });
    }
    for (const [work, { act, outcomes }] of Object.entries(kind.works))
      for (const [outcome, { act: own = act }] of Object.entries(outcomes)) {
        if (own !== id) continue;
        const path = ["works", work, "outcomes", outcome];
        if (!adverse.includes(work)) finder.say(path, `“${word}”对当事人不利，只能由 ${listed(adverse)} 作出，不能由“${work}”作出`, { key: true });
        else if (!reasoned(work, outcome)) finder.say(path, `“${word}”对当事人不利，要说明理由：asks 里要有必填的 reason`, { key: true });
      }
  }
}

/** What goes on beside its step keeps no result of its own: a personal answer would be kept nowhere, since no record holds one. */
export function personalAsides({ kind }: Setting, finder: Finder): void {
  for (const [work, { outcomes }] of Object.entries(kind.works))
    for (const [outcome, { word, aside, asks }] of Object.entries(outcomes))
      for (const [at, { label, personal }] of asks.entries())
        if (aside && personal !== undefined)
          finder.say(["works", work, "outcomes", outcome, "asks", at], `“${word}”不结束环节，填的个人信息没有地方留，不能问“${label}”`, { key: true });
}
