import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, Icon, LinkButton, Notice, Urgency } from "#ui";
import { show } from "./frame.tsx";
import { wayTo } from "./place-words.ts";
import { byStreet, listOutside, MOST, type Outside } from "./waiting.ts";

/** The address of a task's page. */
export function taskAddress({ matterId, taskId }: Pick<Outside, "matterId" | "taskId">): string {
  return `/field/tasks/${matterId}/${encodeURIComponent(taskId)}`;
}

function Task({ task }: { task: Outside }) {
  const { title, kind, step, spot, left } = task;
  const way = spot && wayTo(spot);
  return (
    <li data-task={`${task.matterId}/${task.taskId}`}>
      <p class="field-line">
        <span>
          {kind} · {step}
        </span>
        {left && <Urgency level={left.level}>{left.words}</Urgency>}
      </p>
      <h3>{title}</h3>
      {spot?.address && (
        <p class="field-where">
          <Icon name="map-pin" />
          <span>{spot.address}</span>
        </p>
      )}
      <p class="field-acts">
        {way && (
          <LinkButton href={way} kind="secondary" icon="navigation">
            路线<span class="hush">：{title}</span>
          </LinkButton>
        )}
        {task.called && (
          <LinkButton href={`${taskAddress(task)}/call`} kind="secondary" icon="phone">
            打电话<span class="hush">：{title}</span>
          </LinkButton>
        )}
        <LinkButton href={taskAddress(task)}>
          {step}
          <span class="hush">：{title}</span>
        </LinkButton>
      </p>
    </li>
  );
}

/** The day's tasks by street, as they stand on the page and are kept on the phone. */
export function TaskList({ tasks, more }: { tasks: readonly Outside[]; more: boolean }) {
  if (tasks.length === 0)
    return (
      <EmptyState title="现在没有要到现场办的事" icon="list-todo">
        <p>分到您名下、要到现场看的任务，会按街道排在这里。看到问题，点下面的“上报”。</p>
      </EmptyState>
    );
  return (
    <>
      {more && <Notice>这里是最急的 {MOST} 件，办完以后再来看后面的。</Notice>}
      {byStreet(tasks).map(({ street, tasks: own }) => (
        <section aria-label={street}>
          <div class="field-street">
            <h2>{street}</h2>
            <span>{own.length} 件</span>
          </div>
          <ul class="field-list">
            {own.map((task) => (
              <Task task={task} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const DONE: Readonly<Record<string, string>> = { "1": "送到了", again: "这一件以前送到过，没有重复收" };

/** What waits for the actor out there. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { tasks, more } = await listOutside(ctx);
  const { done = "", number = "" } = incoming.query;
  const said = Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return show(incoming, ctx, {
    title: tasks.length > 0 ? `今天 ${tasks.length} 件` : "任务",
    ...(said && { notice: { kind: "done", title: /^\d{8,40}$/.test(number) ? `${said}，编号 ${number}` : said } }),
    body: <TaskList tasks={tasks} more={more} />,
  });
}
