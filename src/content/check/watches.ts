import { isSort, isWatched, partsOf, RAISED_FROM, WATCHED_COLUMNS, type Watch } from "#content/kind";
import { finder, likeItem, type Finder } from "#content/kind-check";
import type { KindDefinition } from "#content/pack";
import { answerType, factsType, fieldsOf, unbegun, type Finding, type Surroundings } from "#content/scope";
import { BOOLEAN, DAY, NUMBER, ownEntry, recordOf, TEXT, type RecordType, type Type } from "#language/typing";
import type { FieldDefinition } from "#content/form";

const NOT_WATCHED = { is: "hidden", why: "写的是文字，或者是哪个人、哪个单位：规则只看地方和种类，不看人" } as const satisfies Type;
const NOT_SHARED: Type = { is: "hidden", why: "同一组的件不一定一样：写进 same 才能用" };

/** What a rule sees of the kind that it counts: answers that are sorts and places, columns of the item, where the matter stands. */
function seen({ kind }: KindDefinition, fields: readonly FieldDefinition[], around: Surroundings): RecordType {
  const items = [...(around.items?.values() ?? [])].flatMap(({ item }) => (item.kind === kind.id ? [item] : []));
  const facts = factsType({ item: likeItem(kind, items) }, around);
  const answers = Object.fromEntries(fields.map((field) => [field.name, isWatched(field) ? answerType(field) : NOT_WATCHED] as const));
  const matter = ownEntry(facts, "matter") as RecordType;
  const columns = ["area", "unit", "channel", "priority", "state", "outcome"].map((name) => [name, matter.entries[name]!] as const);
  const code = ownEntry(facts, "code");
  return recordOf({
    form: recordOf(answers, { called: "表单" }),
    item: ownEntry(facts, "item")!,
    matter: recordOf(Object.fromEntries(columns), { called: "规则看得到的件里" }),
    ...(code && { code }),
  });
}

/** What its answers may say: how many there are, since when, and what all of them have in common. */
function said({ same }: Watch, whole: RecordType): RecordType {
  const form = ownEntry(whole, "form") as RecordType;
  const shared = Object.entries(form.entries).map(([name, type]) => [name, same.includes(`form.${name}`) ? type : NOT_SHARED] as const);
  const code = ownEntry(whole, "code");
  return recordOf({
    count: NUMBER,
    days: NUMBER,
    month: TEXT,
    since: DAY,
    until: DAY,
    area: TEXT,
    watch: recordOf({ name: TEXT, basis: TEXT }),
    form: recordOf(Object.fromEntries(shared), { called: "表单" }),
    ...(code && { code }),
  });
}

function sameFindings({ same, near }: Watch, { kind }: KindDefinition, fields: readonly FieldDefinition[], found: Finder, at: number): void {
  if (same.length === 0 && near === undefined) found.say([at], "要写 same（哪几项一样）或者 near（多少米以内）：不然所有的件都是一组");
  const sorts = fields.filter(isSort);
  const names = [...WATCHED_COLUMNS, ...sorts.map(({ name }) => `form.${name}`)];
  for (const [index, path] of same.entries()) {
    const field = fields.find(({ name }) => path === `form.${name}`);
    const [first = ""] = path.split(".");
    if (field && !isSort(field)) found.say([at, "same", index], `“${path}”（${field.label}）${NOT_WATCHED.why}`, { word: path });
    else if (first === "party") found.say([at, "same", index], `“${path}”是当事人：规则只看地方和种类，不看人`, { word: path });
    else
      found.named([at, "same", index], path, {
        what: "可以用来分组的项",
        names,
        words: Object.fromEntries(fields.map((each) => [`form.${each.name}`, each.label])),
      });
  }
  if (near !== undefined && kind.place === undefined) found.say([at, "near"], `件类“${kind.id}”没有写 place（在哪里），量不出远近`);
}

function timeFindings({ within, season, near }: Watch, found: Finder, at: number): void {
  if ((within === undefined) === (season === undefined)) found.say([at], "within（多少天里）和 season（去年同月）要写一个，只写一个");
  if (season && near !== undefined) found.say([at, "near"], "season 按 same 分组，不看远近：去掉 near");
}

function beginFindings(watch: Watch, whole: RecordType, around: Surroundings, found: Finder, at: number): void {
  const { items, kinds } = around;
  if (!items) return;
  found.named([at, "begins"], watch.begins, {
    what: "事项",
    names: [...items.keys()],
    words: Object.fromEntries([...items].map(([id, { item }]) => [id, item.name])),
  });
  const service = items.get(watch.begins);
  const kind = service && kinds.get(service.item.kind);
  if (!service || !kind) return;
  const fields = fieldsOf({ ...((service.form ?? kind.form) && { form: (service.form ?? kind.form)! }) });
  const { place, links } = kind.kind;
  const shared = watch.same.flatMap((path) => (path.startsWith("form.") ? [path.slice(5)] : []));
  const fault = unbegun(watch.begins, around, [...Object.keys(watch.answers), ...shared, ...(place === undefined ? [] : [place])]);
  if (fault) found.say([at, "begins"], fault.replace("写进 yw:input，或者两张表单用同样的名字", "写进 answers"), { word: watch.begins });
  const link = Object.hasOwn(links, RAISED_FROM) ? links[RAISED_FROM] : undefined;
  if (!link || (link.to !== "any" && !link.to.includes(watch.of)))
    found.say([at, "begins"], `件类“${kind.kind.id}”要在 links 里写 ${RAISED_FROM}，to: ${watch.of}：它背后的件这样连上`, { word: watch.begins });
  const scope = said(watch, whole);
  for (const [name, text] of Object.entries(watch.answers)) {
    const path = [at, "answers", name];
    const field = fields.find((each) => each.name === name);
    const words = Object.fromEntries(fields.map((each) => [each.name, each.label]));
    if (!field) found.named(path, name, { what: "表单字段", names: fields.map((each) => each.name), words });
    else if (text.startsWith("=")) found.formula(path, text, scope, { type: answerType(field), what: `“${name}”（${field.label}）` });
    else for (const { formula } of partsOf(text)) if (formula !== undefined) found.formula(path, formula, scope);
  }
}

/** What is wrong with the rules of a pack: what they count, how they group it, and what they begin. */
export function watchFindings(watches: readonly Watch[], around: Surroundings): Finding[] {
  const found = finder();
  for (const [at, watch] of watches.entries()) {
    if (watches.findIndex(({ id }) => id === watch.id) < at) found.say([at, "id"], `规则“${watch.id}”写了两次，请换一个 id`, { word: watch.id });
    found.named([at, "of"], watch.of, {
      what: "件类",
      names: [...around.kinds.keys()],
      words: Object.fromEntries([...around.kinds].map(([id, { kind }]) => [id, kind.name])),
    });
    timeFindings(watch, found, at);
    const definition = around.kinds.get(watch.of);
    if (!definition) continue;
    const form = definition.form ?? [...(around.items?.values() ?? [])].find(({ item }) => item.kind === watch.of)?.form;
    const fields = fieldsOf({ ...(form && { form }) });
    const whole = seen(definition, fields, around);
    if (watch.when !== undefined) found.formula([at, "when"], watch.when, whole, { type: BOOLEAN, what: "when " });
    sameFindings(watch, definition, fields, found, at);
    beginFindings(watch, whole, around, found, at);
  }
  return found.found;
}
