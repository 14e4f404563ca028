import { FieldOnPage } from "#content/form";
import type { Outcome, Work } from "#content/kind";
import { basisWords } from "#content/pack";
import type { MatterView } from "#matter/view";
import type { ComponentChild } from "preact";
import { Disclosure, Select, TextField, type SelectOption } from "#ui";

/** What a form of an act was sent with, when it comes back. */
export interface Returned {
  /** The task and outcome it was for. */
  task: string;
  outcome: string;
  body: Record<string, unknown>;
  fields: Record<string, string>;
}

/** Names, values and errors of one outcome's fields: several such forms stand on a page, so each has names of its own. */
export interface Naming {
  name(field: string): string;
  value(field: string): string;
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
    error: (field) => mine?.fields[field],
  };
}

/** How many problems one may name; the first few stand open. */
export const PROBLEMS = 12;
const OPEN_PROBLEMS = 3;

/** What a problem may be about: the materials and the questions of this application. */
function subjects({ materials, blueprint }: MatterView): SelectOption[] {
  const names = [...materials.map(({ material }) => material.name), ...[...blueprint.form.fields.values()].map(({ label }) => label)];
  return [...new Set(names)].map((value) => ({ value, label: value }));
}

function ProblemRows({ view, naming }: { view: MatterView; naming: Naming }) {
  const options = subjects(view);
  const row = (index: number): ComponentChild => (
    <div class="problem-row">
      <Select
        name={naming.name(`about${index}`)}
        label={`第 ${index} 处：哪份材料或哪一项`}
        empty="请选择"
        options={options}
        value={naming.value(`about${index}`)}
      />
      <TextField
        name={naming.name(`problem${index}`)}
        label="怎样补正"
        value={naming.value(`problem${index}`)}
        {...(index === 1 && naming.error("problems") && { error: naming.error("problems")! })}
      />
    </div>
  );
  const rest = Array.from({ length: PROBLEMS - OPEN_PROBLEMS }, (_, index) => index + OPEN_PROBLEMS + 1);
  return (
    <>
      <p class="hint">法律规定一次告知全部内容，只能要求补正一次。</p>
      {[1, 2, 3].map(row)}
      <Disclosure summary="还有更多" open={rest.some((index) => naming.value(`problem${index}`) !== "")}>
        {rest.map(row)}
      </Disclosure>
    </>
  );
}

/** What a work asks for with an outcome: its fields, and for a grave one what the item says of the ways against it. */
export function ActFields({ view, work, outcome, naming }: { view: MatterView; work: Work; outcome: Outcome; naming: Naming }) {
  const { appeal, basis } = view.blueprint.version.definition.item;
  const [law] = basis;
  const asked = outcome.grave ? outcome.asks : [...work.asks, ...outcome.asks];
  return (
    <>
      {asked.map((field) => {
        if (field.type === "marks") return <ProblemRows view={view} naming={naming} />;
        const error = naming.error(field.name);
        const hint = field.name === "basis" && law ? `写明法律和条款，例如：${basisWords(law)}` : field.hint;
        const drawn = { ...field, name: naming.name(field.name), ...(hint && { hint }) };
        return <FieldOnPage field={drawn} value={naming.value(field.name)} {...(error && { error })} />;
      })}
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
