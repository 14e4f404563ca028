import { pointOf } from "#matter/location";
import { FieldOnPage, type FieldDefinition } from "#content/form";
import { askedChecklist, asksOf, outcomeWords, workOf, type Work } from "#content/kind";
import type { Checklist } from "#content/pack";
import type { Task } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { Button, ErrorSummary, Notice, RadioGroup, Select, Tag } from "#ui";
import type { Known } from "./around.ts";
import { EntryForm, type Need } from "./entry-form.tsx";
import { taskAddress } from "./tasks.tsx";
import { FOUND, writtenIn } from "./task-body.ts";
import { typed } from "./typed.ts";

/** What a form was sent with, when it comes back. */
export interface Returned {
  body: Readonly<Record<string, unknown>>;
  message: string;
  errors: Readonly<Record<string, string>>;
}

interface TaskFormProps {
  view: MatterView;
  task: Task;
  work: Work;
  known: Known;
  /** None in a fragment that the phone keeps. */
  token: string | undefined;
  returned?: Returned | undefined;
}

/** What outcomes ask besides what the work asks, by field, each with the outcomes that ask it. */
function ofOutcomes(work: Work): { field: FieldDefinition; outcomes: string[] }[] {
  const own = new Set(work.asks.map(({ name }) => name));
  const asked = new Map<string, { field: FieldDefinition; outcomes: string[] }>();
  for (const [id, outcome] of Object.entries(work.outcomes))
    for (const field of outcome.asks) if (!own.has(field.name)) asked.set(field.name, { field, outcomes: [...(asked.get(field.name)?.outcomes ?? []), id] });
  return [...asked.values()];
}

function needsOf(work: Work, checklist: Checklist | undefined, only: string | undefined): Need[] {
  const outcomes = Object.entries(work.outcomes);
  // A list may be asked with some outcomes alone: nobody has looked who did not get there.
  const listed = outcomes.flatMap(([id, outcome]) => (asksOf(work, outcome).some(({ type }) => type === "checklist") ? [id] : []));
  const always = listed.length === outcomes.length;
  const points = (checklist?.points ?? []).map(({ id }, i) => ({ name: `point-${id}`, label: `第 ${i + 1} 项的结果`, ...(!always && { with: listed }) }));
  const fields = new Map<string, Need & { with: string[] }>();
  for (const [id, outcome] of outcomes)
    for (const { name, label, required, type } of asksOf(work, outcome))
      if (required && type !== "checklist") fields.set(name, { name, label, with: [...(fields.get(name)?.with ?? []), id] });
  return [
    ...points,
    ...(work.two ? [{ name: "companion", label: "同行的同事" }] : []),
    ...(only === undefined ? [{ name: "_outcome", label: "办理结果" }] : []),
    ...fields.values(),
  ];
}

function Points({ checklist, returned }: { checklist: Checklist; returned: Returned | undefined }) {
  return (
    <>
      {checklist.points.map((point, i) => {
        const name = `point-${point.id}`;
        const error = returned?.errors[name];
        const given = returned && typed(returned.body, name);
        return (
          <section class="field-point">
            <RadioGroup
              name={name}
              label={
                <>
                  {i + 1}. {point.ask} {point.key && <Tag>关键项</Tag>}
                </>
              }
              {...(point.hint && { hint: point.hint })}
              options={Object.entries(FOUND).map(([value, label]) => ({ value, label }))}
              inline
              {...(given && { value: given })}
              {...(error && { error })}
            />
          </section>
        );
      })}
    </>
  );
}

/** The form of a task, as it stands on the page and is kept on the phone: check list, what the work asks, how it ended, what that asks. */
export function TaskForm({ view, task, work, known, token, returned }: TaskFormProps) {
  const { matter, blueprint } = view;
  const list = askedChecklist(work);
  const checklist = list && blueprint.version.definition.checklists?.find(({ id }) => id === task.checklist);
  const answers: Record<string, unknown> = { ...known.presets, ...(returned && writtenIn(work, returned.body)) };
  const errors = returned?.errors ?? {};
  const outcomes = Object.entries(work.outcomes);
  const only = outcomes.length === 1 ? outcomes[0]![0] : undefined;
  const words = outcomeWords(work);
  const drawn = (field: FieldDefinition, hint = field.hint) => (
    <FieldOnPage
      field={{ ...field, ...(hint && { hint }) }}
      value={answers[field.name] ?? ""}
      around={known.around}
      {...(errors[field.name] && { error: errors[field.name]! })}
    />
  );
  return (
    <EntryForm
      action={taskAddress(task)}
      token={token}
      title={`${matter.title}：${task.name}`}
      needs={needsOf(work, checklist, only)}
      at={pointOf(blueprint.kind, matter.form)}
      about={{ _about: "task", _matter: matter.matterId, _task: task.taskId, _seen: String(matter.acts), ...(only !== undefined && { _outcome: only }) }}
    >
      {returned && <ErrorSummary errors={errors} message={returned.message} />}
      {checklist && (
        <Notice>
          <p>
            {checklist.name}，共 {checklist.points.length} 项。依据：{checklist.basis}
          </p>
        </Notice>
      )}
      {checklist && <Points checklist={checklist} returned={returned} />}
      {(work.asks.some(({ type }) => type !== "checklist") || work.two) && (
        <section>
          {work.asks.filter(({ type }) => type !== "checklist").map((field) => drawn(field))}
          {work.two && (
            <Select
              name="companion"
              label="同行的同事"
              hint={`${task.name}要有两名以上工作人员，同事会收到确认请求。`}
              empty="请选择"
              options={known.companions.map(({ id, name }) => ({ value: id, label: name }))}
              value={returned ? typed(returned.body, "companion") : ""}
              {...(errors["companion"] && { error: errors["companion"] })}
            />
          )}
        </section>
      )}
      {only === undefined && (
        <section>
          <RadioGroup
            name="_outcome"
            label="办理结果"
            {...(work.rules.length > 0 && { hint: work.rules.map(({ say }) => say).join("") })}
            options={Object.entries(words).map(([value, label]) => ({ value, label }))}
            value={returned ? typed(returned.body, "_outcome") : ""}
            {...(errors["outcome"] && { error: errors["outcome"] })}
          />
        </section>
      )}
      {ofOutcomes(work).map(({ field, outcomes: with_ }) => (
        <section data-with={with_.join(" ")}>
          {drawn({ ...field, required: false }, only === undefined ? `选“${with_.map((id) => words[id]).join("、")}”时填写。${field.hint ?? ""}` : field.hint)}
        </section>
      ))}
      <div class="field-foot">
        <Button wide>{only === undefined ? `交${task.name}结果` : words[only]}</Button>
      </div>
    </EntryForm>
  );
}

/** The work of a task that is done outside; undefined where it is none. */
export function workAt(view: MatterView, task: Task): Work | undefined {
  return task.signOf ? undefined : workOf(view.blueprint.kind, task.kind);
}
