import { asksForFiles } from "#content/form";
import { askedChecklist, stateOf, workOf, type Kind, type Outcome, type Work } from "#content/kind";
import type { Alike } from "#matter/location";
import type { MatterView } from "#matter/view";
import type { Task } from "#matter/matter";
import { newId } from "#values/ids";
import { Button, Form, Icon, LinkButton, Notice } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { ActFields, namingOf, type Returned, type TaskAround } from "./act-fields.tsx";

interface TaskProps {
  view: MatterView;
  task: Task;
  token: string;
  returned: Returned | undefined;
  known: TaskAround;
  /** Whether the next of the queue opens after the act; undefined where nothing else waits. */
  next: boolean | undefined;
}

interface OutcomeProps extends TaskProps {
  work: Work;
  value: string;
  outcome: Outcome;
  filled: boolean;
}

function OutcomeForm({ view, task, token, returned, known, next, work, value, outcome, filled }: OutcomeProps) {
  const { matter } = view;
  const files = [...work.asks, ...outcome.asks].some((field) => asksForFiles(field));
  return (
    <Form
      action={`/console/matters/${matter.matterId}/tasks/${encodeURIComponent(task.taskId)}`}
      token={token}
      idempotencyKey={newId()}
      {...(files && { files })}
    >
      <input type="hidden" name="_outcome" value={value} />
      <input type="hidden" name="_revision" value={String(matter.revision)} />
      <ActFields view={view} work={work} outcome={outcome} naming={namingOf(task.taskId, value, returned)} known={known} />
      <div class="form-foot">
        <Button kind={filled ? "primary" : outcome.grave ? "seal" : "secondary"} wide>
          {outcome.word}
        </Button>
        {next !== undefined && (
          <label class="act-next">
            <input type="checkbox" name="_next" value="1" checked={next} /> 办完看下一件
          </label>
        )}
      </div>
    </Form>
  );
}

/** What may be the same thing: to be looked at before it is worked on twice. */
function AlikeNotice({ kind, alike }: { kind: Kind; alike: readonly Alike[] }) {
  if (alike.length === 0) return null;
  return (
    <Notice kind="info" title={`可能和${alike.length === 1 ? "这件" : `这${alike.length}件`}是同一件事`}>
      <ul class="related">
        {alike.map(({ matterId, number, title, state, metres }) => (
          <li>
            <a href={`/console/matters/${matterId}`}>{title}</a> <MatterNumber number={number} /> {stateOf(kind, state).word}
            {metres !== null && `，相距${Math.round(metres)}米`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What is read out or asked, word for word. */
function Script({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <blockquote class="act-script">
      {text.split("\n").map((line) => (
        <p>{line}</p>
      ))}
    </blockquote>
  );
}

/** One waiting task: its ordinary outcome as the filled button, the others folded under it, each with what it needs; asides last. */
export function TaskForm(props: TaskProps) {
  const { view, task, returned } = props;
  const work = workOf(view.blueprint.kind, task.signOf ? "countersign" : task.kind);
  const past = new Set(view.tasks.flatMap(({ doneAt, outcome }) => (doneAt && outcome ? [outcome] : [])));
  const all = Object.entries(work?.outcomes ?? {});
  const spent = all.filter(([value, { once }]) => once && past.has(value));
  const left = all.filter((each) => !spent.includes(each)).toSorted(([, one], [, other]) => Number(one.aside) - Number(other.aside));
  const [first, ...others] = left;
  if (!work || !first) return null;
  const list = askedChecklist(work);
  if (list) {
    return (
      <LinkButton href={`/console/matters/${view.matter.matterId}/checklists/${encodeURIComponent(task.taskId)}`} icon="list-checks" wide>
        填写{list.label}
      </LinkButton>
    );
  }
  return (
    <>
      <AlikeNotice kind={view.blueprint.kind} alike={props.known.alike ?? []} />
      <Script text={props.known.script} />
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
