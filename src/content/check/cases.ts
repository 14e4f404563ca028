import type { Case, Service } from "#content/pack";
import { askedIn, asksOf, outcomeWords, type Kind } from "#content/kind";
import { instead } from "#values/spelling";
import type { Graph } from "#process/graph";
import { fieldsOf, type Finding, kindIn, type Surroundings, wordsOf } from "#content/scope";

type Named = Pick<Service, "item" | "form">;

function answered({ item, form }: Named, example: Case, at: number): Finding[] {
  const found: Finding[] = [];
  const say = (path: Finding["path"], message: string, word?: string): void =>
    void found.push({ path: [at, ...path], message, ...(word !== undefined && { word }) });
  const questions = new Map(item.situations.map((situation) => [situation.id, situation]));
  for (const [name, value] of Object.entries(example.situation)) {
    const question = questions.get(name);
    if (!question) say(["situation", name], `事项里没有问题“${name}”。${instead(name, questions.keys())}`, name);
    const options = question?.options?.map((option) => option.value);
    for (const one of options ? [value].flat() : [])
      if (typeof one === "string" && !options!.includes(one))
        say(["situation", name], `问题「${question!.ask}」没有“${one}”这个选项。${instead(one, options!)}`, one);
  }
  const fields = fieldsOf({ ...(form && { form }) }).map(({ name }) => name);
  for (const name of Object.keys(example.form)) if (!fields.includes(name)) say(["form", name], `表单里没有字段“${name}”。${instead(name, fields)}`, name);
  const materials = item.materials.map(({ id }) => id);
  for (const part of ["materials", "bring"] as const)
    for (const [index, name] of (example.expect[part] ?? []).entries())
      if (!materials.includes(name)) say(["expect", part, index], `事项里没有材料“${name}”。${instead(name, materials)}`, name);
  return found;
}

/** What an example does not bring: files, strokes of a hand, and what is found at each point. */
const NOT_IN_EXAMPLES = new Set(["files", "photos", "signature", "checklist", "marks"]);

function worked({ folder }: Pick<Service, "folder">, graph: Graph, example: Case, number: number, kind: Kind | undefined): Finding[] {
  const found: Finding[] = [];
  const say = (path: Finding["path"], message: string, word?: string): void =>
    void found.push({ path: [number, ...path], message, ...(word !== undefined && { word }) });
  const nodes = Object.keys(graph.nodes);
  for (const [node, given] of Object.entries(example.answers ?? {})) {
    const step = graph.nodes[node];
    if (!step) say(["answers", node], `流程里没有环节“${node}”。${instead(node, nodes)}`, node);
    const work = step?.kind === "user" ? kind?.works[step.work] : undefined;
    for (const [index, result] of [given].flat().entries()) {
      const { outcome } = result;
      const words = ["outcome", "items", ...(work ? askedIn(work) : [])];
      const at = ["answers", node, ...(Array.isArray(given) ? [index] : [])];
      for (const name of work ? Object.keys(result) : [])
        if (!words.includes(name)) say([...at, name], `办理环节“${node}”时不填“${name}”。${instead(name, words)}`, name);
      const asked =
        folder.startsWith("kinds/") && work && typeof outcome === "string" && Object.hasOwn(work.outcomes, outcome)
          ? asksOf(work, work.outcomes[outcome]!)
          : [];
      const misnamed = work && Object.keys(result).some((name) => !words.includes(name));
      for (const { name, label, type, required, when } of misnamed ? [] : asked)
        if (required && when === undefined && !NOT_IN_EXAMPLES.has(type) && !Object.hasOwn(result, name))
          say(at, `环节“${node}”的结果“${outcome}”要填“${name}”（${label}），例子里没有写`);
      if (!work || typeof outcome !== "string" || Object.hasOwn(work.outcomes, outcome)) continue;
      say([...at, "outcome"], `环节“${node}”没有“${outcome}”这个结果。${instead(outcome, Object.keys(work.outcomes), outcomeWords(work))}`, outcome);
    }
  }
  const timers = nodes.filter((key) => "triggers" in graph.nodes[key]!);
  for (const [index, name] of (example.overdue ?? []).entries())
    if (!timers.includes(name)) say(["overdue", index], `流程里没有定时“${name}”。${instead(name, timers)}`, name);
  for (const [index, name] of (example.expect.path ?? []).entries())
    if (!nodes.includes(name)) say(["expect", "path", index], `流程里没有环节“${name}”。${instead(name, nodes)}`, name);
  return found;
}

/** What may come of an example beside a closed state. */
const NOT_TAKEN = ["stopped", "incomplete"];

/** What an example says of its kind: the item, the channel, the state in which it ends. */
function ofKind(service: Service, example: Case, at: number, kind: Kind, { items }: Surroundings): Finding[] {
  const found: Finding[] = [];
  const named = (path: Finding["path"], name: string | undefined, what: string, names: readonly string[], words: Record<string, string> = {}): void => {
    if (name !== undefined && !names.includes(name))
      found.push({ path: [at, ...path], message: `没有${what}“${name}”。${instead(name, names, words)}`, word: name });
  };
  if (items && service.folder.startsWith("kinds/")) {
    const ours = [...items.values()].filter(({ item }) => item.kind === kind.id);
    const words = Object.fromEntries(ours.map(({ item }) => [item.id, item.name]));
    named(["item"], example.item, "事项", Object.keys(words), words);
    if (example.item === undefined && ours.length > 1)
      found.push({ path: [at], message: `要写 item：是哪个事项的例子。可以写的有：${Object.keys(words).join("、")}` });
  }
  named(["channel"], example.channel, "渠道", Object.keys(kind.channels));
  if (typeof example.priority === "string") named(["priority"], example.priority, "紧急程度", kind.priorities);
  else
    named(
      ["priority"],
      example.priority === undefined ? undefined : String(example.priority),
      "紧急程度",
      Object.keys(kind.priorities),
      Object.fromEntries(kind.priorities.entries()),
    );
  const closed = Object.entries(kind.states).filter(([, { phase }]) => phase === "closed");
  const words = Object.fromEntries(closed.map(([id, { word }]) => [id, word]));
  const { outcome, state, clocks = {} } = example.expect;
  named(["expect", "state"], state, "状态", Object.keys(kind.states), wordsOf(kind.states));
  for (const id of Object.keys(clocks)) named(["expect", "clocks", id], id, "时限", Object.keys(kind.clocks), wordsOf(kind.clocks));
  const ends = [...Object.keys(words), ...NOT_TAKEN];
  if (outcome !== undefined && !ends.includes(outcome))
    found.push({ path: [at, "expect", "outcome"], message: `件类“${kind.name}”没有“${outcome}”这个结果。${instead(outcome, ends, words)}`, word: outcome });
  return found;
}

/** Names in examples that nobody knows: questions, options, fields, materials, steps and their outcomes, other examples. */
export function caseFindings(service: Service, graph: Graph | undefined, around: Surroundings): Finding[] {
  const names = service.cases.map(({ name }) => name);
  const kind = kindIn(around, service);
  return service.cases.flatMap((example, at) => [
    ...(kind ? ofKind(service, example, at, kind, around) : []),
    ...answered(service, example, at),
    ...(graph ? worked(service, graph, example, at, kind) : []),
    ...(example.after !== undefined && !names.includes(example.after)
      ? [{ path: [at, "after"], message: `没有叫“${example.after}”的例子。${instead(example.after, names)}` }]
      : []),
  ]);
}
