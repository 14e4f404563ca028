import { forKind, grants, mayAt, type Organisation } from "#people/duty";
import { runningStops, standsStill } from "#matter/clocks";
import { stopsOfWorks } from "#matter/timing";
import { beginnable } from "#matter/work";
import { isClosed, type Task } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { MOVES, type Offer } from "#matter/move";
import type { Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { Button, Disclosure, Form, formatDate, LinkButton, Notice } from "#ui";
import { TimeLeft } from "../time-left.tsx";
import type { InboxRow } from "#matter/lists";
import type { Returned, TaskAround } from "./act-fields.tsx";
import { extendable as clocksToExtend } from "./extension.tsx";
import { moveAddress } from "./move.tsx";
import { endWords } from "../matter/outcome-words.ts";
import { TaskForm } from "./task-form.tsx";

interface PanelProps {
  ctx: Ctx;
  view: MatterView;
  offers: Offer[];
  organisation: Organisation;
  calendar: Calendar;
  token: string;
  returned: Returned | undefined;
  /** By task: what its work asks about. */
  known: ReadonlyMap<string, TaskAround>;
  /** What waits besides this matter, and whether one goes on to it after an act. */
  queue: { next: InboxRow | undefined; count: number; goesOn: boolean };
}

function Waiting({ view, organisation }: Pick<PanelProps, "view" | "organisation">) {
  const others = worked(view.open).filter((task) => !view.mine.includes(task));
  if (others.length === 0) return null;
  return (
    <div>
      <p class="hint">{view.mine.length > 0 ? "同时在办" : "正在等"}</p>
      <ul class="act-wait">
        {others.map((task) => (
          <li>
            {task.name}
            <span>
              {task.party ? (view.blueprint.kind.parties[task.party]?.word ?? task.party) : (task.assigneeName ?? organisation.unitName(task.unit ?? ""))}，
              {formatDate(task.openedAt)}起
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Links({ links }: { links: readonly { href: string; label: string }[] }) {
  if (links.length === 0) return null;
  return (
    <ul class="act-links">
      {links.map(({ href, label }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** What else may be done with one of my tasks: send it back, hand it on, have it signed. */
function TaskMoves({ view, offers, task }: Pick<PanelProps, "view" | "offers"> & { task: string }) {
  const own = offers.filter((offer) => offer.task === task);
  return <Links links={own.map((offer) => ({ href: moveAddress(view.matter.matterId, offer), label: MOVES[offer.move] }))} />;
}

/** Work that the flow offers but does not prescribe (ad-hoc): begun by a button. */
function Offered({ view, ctx, token }: Pick<PanelProps, "view" | "ctx" | "token">) {
  const offered = grants(ctx.actor, "matter.work") && !standsStill(view.matter) ? beginnable(view) : [];
  if (offered.length === 0) return null;
  return (
    <div>
      <p class="hint">可以开始的工作</p>
      {offered.map(({ frame, node, name }) => (
        <Form action={`/console/matters/${view.matter.matterId}/activities`} token={token}>
          <input type="hidden" name="frame" value={frame} />
          <input type="hidden" name="node" value={node} />
          <Button kind="secondary" wide>
            {name}
          </Button>
        </Form>
      ))}
    </div>
  );
}

/** What may be done with the matter as a whole, and with the tasks of others. */
function Secondary({ ctx, view, organisation, offers }: Pick<PanelProps, "ctx" | "view" | "organisation" | "offers">) {
  const { matter, mine, acts, blueprint } = view;
  const stops = stopsOfWorks(blueprint.kind);
  const at = `/console/matters/${matter.matterId}`;
  const running = matter.phase === "open" && !standsStill(matter);
  const times = Math.max(0, ...clocksToExtend(blueprint.kind).map((clock) => clock.extends?.times ?? 0));
  const extendable =
    acts.filter((act) => act.kind === "extended").length < times &&
    mayAt(organisation, forKind(ctx.actor, matter.kind), "matter.decide", { unit: matter.unit, area: matter.area });
  const others = offers.filter((offer) => !mine.some((task) => task.taskId === offer.task));
  const links = [
    ...(running && worked(mine).length > 0 && stops.length > 0 ? [{ href: `${at}/stops`, label: "暂停计时" }] : []),
    ...(running && extendable ? [{ href: `${at}/extension`, label: "延长期限" }] : []),
    ...others.map((offer) => ({ href: moveAddress(matter.matterId, offer), label: `${MOVES[offer.move]}${offer.name ? `：${offer.name}` : ""}` })),
  ];
  if (links.length === 0) return null;
  return (
    <Disclosure summary="其他操作">
      <Links links={links} />
    </Disclosure>
  );
}

function worked(tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.kind !== "copy");
}

const NOTHING: TaskAround = { around: {}, companions: [] };

/** What comes next in the queue, by a link and a key. */
function Next({ queue: { next, count } }: Pick<PanelProps, "queue">) {
  if (!next) return null;
  return (
    <p class="act-queue">
      <a href={`/console/matters/${next.matterId}`} data-next>
        下一件：{next.title}
      </a>
      <span class="hint">
        待办里还有 {count} 件 <kbd aria-hidden="true">n</kbd>
      </span>
    </p>
  );
}

/** What the actor may do with the matter now, and nothing else; who it waits for otherwise. */
export function ActPanel(props: PanelProps) {
  const { ctx, view, organisation, calendar, known, queue } = props;
  const { matter, blueprint } = view;
  const mine = worked(view.mine);
  const copies = view.mine.filter((task) => task.kind === "copy");
  const held = runningStops(matter).filter(({ works }) => !works);
  const own = new Set(stopsOfWorks(blueprint.kind).map(({ id }) => id));
  return (
    <section class="act-panel" id="act" aria-labelledby="act-title">
      <h2 id="act-title">{mine.length > 0 ? "我来办理" : isClosed(matter) ? "已经结束" : "现在不用您办"}</h2>
      {view.open.length === 0 && !isClosed(matter) && matter.step && <p>在等：{matter.step}。</p>}
      {matter.closedAt && (
        <p>
          {formatDate(matter.closedAt)}，{endWords(view.blueprint.kind, matter.outcome ?? matter.state)}。
        </p>
      )}
      {held.map((stop) => {
        const word = blueprint.kind.stops[stop.stop]?.word ?? stop.stop;
        return (
          <>
            <Notice kind="info" title={`${word}，${formatDate(stop.startedAt)}起`}>
              <p>{stop.clocks.length > 0 ? "暂停计时，结束以后才能继续办理。" : "恢复以后才能接着办，期限照常计算。"}</p>
            </Notice>
            {own.has(stop.stop) && mine.length > 0 && (
              <LinkButton href={`/console/matters/${matter.matterId}/stops`} wide>
                结束{word}
              </LinkButton>
            )}
          </>
        );
      })}
      {copies.map((task) => (
        <Notice kind="info" title="抄送给您看的件">
          <p>看完以后请点阅知。</p>
          <TaskMoves view={view} offers={props.offers} task={task.taskId} />
        </Notice>
      ))}
      {held.length === 0 &&
        mine.map((task) => (
          <div class="act-task">
            <p>
              <strong>{task.name}</strong>{" "}
              <TimeLeft calendar={calendar} now={ctx.now} due={matter.dueAt} step={task.dueAt} paused={matter.stoppedAt !== null} />
            </p>
            {matter.urgedAt && <p class="hint">{formatDate(matter.urgedAt)}被催办过。</p>}
            <TaskForm
              view={view}
              task={task}
              token={props.token}
              returned={props.returned}
              known={known.get(task.taskId) ?? NOTHING}
              next={queue.next ? queue.goesOn : undefined}
            />
            <TaskMoves view={view} offers={props.offers} task={task.taskId} />
          </div>
        ))}
      <Offered view={view} ctx={ctx} token={props.token} />
      <Waiting view={view} organisation={organisation} />
      <Secondary ctx={ctx} view={view} organisation={organisation} offers={props.offers} />
      <Next queue={queue} />
    </section>
  );
}
