import { basisWords } from "#content/pack";
import type { MatterView } from "#matter/view";
import type { ComponentChild } from "preact";
import { Disclosure, Select, TextArea, TextField, type SelectOption } from "#ui";

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

function text(naming: Naming, field: string): { name: string; value: string; error?: string } {
  const error = naming.error(field);
  return { name: naming.name(field), value: naming.value(field), ...(error && { error }) };
}

/** The fields an outcome needs. */
export function ActFields({
  view,
  kind,
  outcome,
  grave,
  naming,
}: {
  view: MatterView;
  kind: string;
  outcome: string;
  grave?: boolean | undefined;
  naming: Naming;
}) {
  const { appeal, basis } = view.blueprint.version.definition.item;
  if (outcome === "supplement") return <ProblemRows view={view} naming={naming} />;
  if (outcome === "return") return <TextArea {...text(naming, "reason")} label="退回的原因" rows={3} />;
  if (!grave)
    return kind === "acceptance" || kind === "counter" ? null : (
      <TextArea
        {...text(naming, "opinion")}
        label={kind === "decision" ? "决定意见" : "意见"}
        required={false}
        rows={3}
        {...(kind === "decision" && { hint: "会写进决定书。" })}
      />
    );
  return (
    <>
      <TextArea {...text(naming, "reason")} label="理由" rows={4} hint="写给申请人看：哪里不符合、可以怎么办。" />
      {outcome === "refuse" && (
        <>
          <TextField {...text(naming, "basis")} label="法律依据" {...(basis[0] && { hint: `写明法律和条款，例如：${basisWords(basis[0])}` })} />
          {appeal && (
            <div>
              <p class="field-label">决定书会告知的救济途径</p>
              <p class="hint">
                {appeal.review} {appeal.court}
              </p>
            </div>
          )}
        </>
      )}
    </>
  );
}
