import { FieldOnPage, type Around } from "#content/form";
import { asksOf, type Outcome, type Work } from "#content/kind";
import { basisWords } from "#content/pack";
import type { Alike } from "#matter/location";
import type { MatterView } from "#matter/view";
import type { Companion } from "#matter/work";
import { Select, type SelectOption } from "#ui";

/** What a form of an act was sent with, when it comes back. */
export interface Returned {
  /** The task and outcome it was for. */
  task: string;
  outcome: string;
  body: Record<string, unknown>;
  /** What was read of it, by field. */
  result: Readonly<Record<string, unknown>>;
  fields: Record<string, string>;
}

/** What the city knows that a task asks about, and who may sign with whom does it. */
export interface TaskAround {
  around: Around;
  companions: readonly Companion[];
  /** What is said to somebody meanwhile. */
  script?: string | undefined;
  /** Matters that say the same, where a work may join them. */
  alike?: readonly Alike[];
  /** What stands in fields before anybody writes, by field. */
  presets?: Readonly<Record<string, unknown>>;
  /** Fields that are not asked now. */
  unasked?: ReadonlySet<string>;
}

/** Names, values and errors of one outcome's fields: several such forms stand on a page, so each has names of its own. */
export interface Naming {
  name(field: string): string;
  /** The text that was typed. */
  value(field: string): string;
  /** What was read of it; undefined where nothing was sent yet. */
  answer(field: string): unknown;
  error(field: string): string | undefined;
}

/** The field names of a task's outcome. */
export function fieldName(task: string, outcome: string, field: string): string {
  return `${task}-${outcome}-${field}`;
}

/** The naming of one outcome's form; values and errors only where it is the one that came back. */
export function namingOf(task: string, outcome: string, returned: Returned | undefined): Naming {
  const mine = returned?.task === task && returned.outcome === outcome ? returned : undefined;
  const name = (field: string): string => fieldName(task, outcome, field);
  return {
    name,
    value: (field) => {
      const value = mine?.body[name(field)];
      return typeof value === "string" ? value : "";
    },
    answer: (field) => mine && (mine.result[field] ?? mine.body[name(field)] ?? ""),
    error: (field) => mine?.fields[field],
  };
}

/** What a mark may be set beside: the materials and the questions of this matter. */
function markable({ materials, blueprint }: MatterView): SelectOption[] {
  const papers = materials.map(({ material }) => ({ value: material.id, label: material.name }));
  return [...papers, ...[...blueprint.form.fields.values()].map(({ name, label }) => ({ value: name, label }))];
}

/** The colleague who signs too, where a work wants a second one. */
export function CompanionField({
  companions,
  word,
  second = "同行的同事",
  ...given
}: {
  companions: readonly Companion[];
  word: string;
  second?: string | undefined;
  name: string;
  value: string;
  error?: string;
}) {
  return (
    <Select
      {...given}
      label={second}
      empty="请选择"
      hint={
        companions.length > 0
          ? `${word}要有两名以上工作人员。提交以后由${second}本人确认，记录才算数。`
          : "您的单位现在没有别的人员在岗，请由管理员补充人员后再提交。"
      }
      options={companions.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

interface ActFieldsProps {
  view: MatterView;
  work: Work;
  outcome: Outcome;
  naming: Naming;
  known: TaskAround;
}

/** What a work asks for with an outcome: its fields, and for a grave one what the item says of the ways against it. */
export function ActFields({ view, work, outcome, naming, known }: ActFieldsProps) {
  const { appeal, basis = [] } = view.blueprint.version.definition.item;
  const [law] = basis;
  // Whoever refuses gives the reason; what the work asks besides, and does not need, is for whoever goes on.
  const own = new Set(outcome.asks.map(({ name }) => name));
  const asked = asksOf(work, outcome).filter(({ name, required }) => !known.unasked?.has(name) && (!outcome.grave || required || own.has(name)));
  return (
    <>
      {asked.map((field) => {
        const error = naming.error(field.name);
        const all = field.type === "marks" && outcome.once ? `请一次写全：${outcome.word}只能有一次。` : field.hint;
        const hint = field.name === "basis" && law ? `写明法律和条款，例如：${basisWords(law)}` : all;
        const drawn = { ...field, name: naming.name(field.name), ...(hint && { hint }) };
        return (
          <FieldOnPage
            field={drawn}
            value={naming.answer(field.name) ?? known.presets?.[field.name] ?? ""}
            around={{ ...known.around, markable: markable(view) }}
            {...(error && { error })}
          />
        );
      })}
      {work.two && !outcome.aside && (
        <CompanionField
          companions={known.companions}
          second={work.second}
          word={work.word}
          name={naming.name("companion")}
          value={naming.value("companion")}
          {...(naming.error("companion") && { error: naming.error("companion")! })}
        />
      )}
      {outcome.grave && appeal && outcome.asks.some(({ name, required }) => name === "basis" && required) && (
        <div>
          <p class="field-label">决定书会告知的救济途径</p>
          <p class="hint">
            {appeal.review} {appeal.court}
          </p>
        </div>
      )}
    </>
  );
}
