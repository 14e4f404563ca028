import { askedChecklist, workOf, type Outcome, type Work } from "#content/kind";
import type { MatterView } from "#matter/view";
import type { Task } from "#matter/matter";
import { newId } from "#values/ids";
import { Button, Form, Icon, LinkButton } from "#ui";
import { ActFields, namingOf, type Returned } from "./act-fields.tsx";

interface TaskProps {
  view: MatterView;
  task: Task;
  token: string;
  returned: Returned | undefined;
}

interface OutcomeProps extends TaskProps {
  work: Work;
  value: string;
  outcome: Outcome;
  filled: boolean;
}

function OutcomeForm({ view, task, token, returned, work, value, outcome, filled }: OutcomeProps) {
  const { matter } = view;
  return (
    <Form action={`/console/matters/${matter.matterId}/tasks/${encodeURIComponent(task.taskId)}`} token={token} idempotencyKey={newId()}>
      <input type="hidden" name="_outcome" value={value} />
      <input type="hidden" name="_revision" value={String(matter.revision)} />
      <ActFields view={view} work={work} outcome={outcome} naming={namingOf(task.taskId, value, returned)} />
      <div class="form-foot">
        <Button kind={filled ? "primary" : outcome.grave ? "seal" : "secondary"} wide>
          {outcome.word}
        </Button>
      </div>
    </Form>
  );
}

/** One waiting task: its ordinary outcome as the filled button, the others folded under it, each with what it needs. */
export function TaskForm(props: TaskProps) {
  const { view, task, returned } = props;
  const work = workOf(view.blueprint.kind, task.signOf ? "countersign" : task.kind);
  const past = new Set(view.tasks.flatMap(({ doneAt, outcome }) => (doneAt && outcome ? [outcome] : [])));
  const all = Object.entries(work?.outcomes ?? {});
  const spent = all.filter(([value, { once }]) => once && past.has(value));
  const [first, ...others] = all.filter((each) => !spent.includes(each));
  if (!work || !first) return null;
  if (askedChecklist(work)) {
    return (
      <LinkButton href={`/console/matters/${view.matter.matterId}/inspections/${encodeURIComponent(task.taskId)}`} icon="list-checks" wide>
        填写核查记录
      </LinkButton>
    );
  }
  return (
    <>
      <OutcomeForm {...props} work={work} value={first[0]} outcome={first[1]} filled />
      {others.map(([value, outcome]) => (
        <details class={outcome.grave ? "act-other act-grave" : "act-other"} open={returned?.task === task.taskId && returned.outcome === value}>
          <summary>
            <Icon name="chevron-right" />
            <span>{outcome.word}</span>
          </summary>
          <OutcomeForm {...props} work={work} value={value} outcome={outcome} filled={false} />
        </details>
      ))}
      {spent.map(([, { word }]) => (
        <p class="hint small">
          已经{word}过一次，不能再{word}。
        </p>
      ))}
    </>
  );
}
