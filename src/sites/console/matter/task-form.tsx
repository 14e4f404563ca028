import { OUTCOMES } from "#matter/work";
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
  outcome: { value: string; label: string; grave?: boolean };
  filled: boolean;
}

function OutcomeForm({ view, task, token, returned, outcome, filled }: OutcomeProps) {
  const { matter } = view;
  return (
    <Form action={`/console/matters/${matter.matterId}/tasks/${encodeURIComponent(task.taskId)}`} token={token} idempotencyKey={newId()}>
      <input type="hidden" name="_outcome" value={outcome.value} />
      <input type="hidden" name="_revision" value={String(matter.revision)} />
      <ActFields view={view} kind={task.kind} outcome={outcome.value} grave={outcome.grave} naming={namingOf(task.taskId, outcome.value, returned)} />
      <div class="form-foot">
        <Button kind={filled ? "primary" : outcome.grave ? "seal" : "secondary"} wide>
          {outcome.label}
        </Button>
      </div>
    </Form>
  );
}

/** One waiting task: its ordinary outcome as the filled button, the others folded under it, each with what it needs. */
export function TaskForm(props: TaskProps) {
  const { view, task, returned } = props;
  const asked = view.acts.some((act) => act.kind === "supplement-asked");
  const [first, ...others] = (OUTCOMES[task.kind] ?? []).filter(({ value }) => !(value === "supplement" && asked));
  if (!first) return null;
  if (task.kind === "inspection") {
    return (
      <LinkButton href={`/console/matters/${view.matter.matterId}/inspections/${encodeURIComponent(task.taskId)}`} icon="list-checks" wide>
        填写核查记录
      </LinkButton>
    );
  }
  return (
    <>
      <OutcomeForm {...props} outcome={first} filled />
      {others.map((outcome) => (
        <details class={outcome.grave ? "act-other act-grave" : "act-other"} open={returned?.task === task.taskId && returned.outcome === outcome.value}>
          <summary>
            <Icon name="chevron-right" />
            <span>{outcome.label}</span>
          </summary>
          <OutcomeForm {...props} outcome={outcome} filled={false} />
        </details>
      ))}
      {asked && task.kind === "acceptance" && <p class="hint small">已经要求补正过一次，不能再要求。</p>}
    </>
  );
}
