import { mayAt, type Organisation } from "#base/duty";
import { isClosed, type MatterView } from "#base/matter";
import type { Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { dayOf } from "#kernel/clock";
import { formatDate, LinkButton, Notice } from "#ui";
import { TimeLeft } from "../time-left.tsx";
import type { Returned } from "./act-fields.tsx";
import { endWords } from "./outcome-words.ts";
import { TaskForm } from "./task-form.tsx";

interface PanelProps {
  ctx: Ctx;
  view: MatterView;
  organisation: Organisation;
  calendar: Calendar;
  token: string;
  returned: Returned | undefined;
}

function Waiting({ view, organisation }: Pick<PanelProps, "view" | "organisation">) {
  const others = view.open.filter((task) => !view.mine.includes(task));
  if (others.length === 0) return null;
  return (
    <div>
      <p class="hint">{view.mine.length > 0 ? "同时在办" : "正在等"}</p>
      <ul class="act-wait">
        {others.map((task) => (
          <li>
            {task.name}
            <span>
              {task.party === "applicant" ? "申请人" : organisation.unitName(task.unit ?? "")}，{formatDate(task.openedAt)}起
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Secondary({ ctx, view, organisation }: Pick<PanelProps, "ctx" | "view" | "organisation">) {
  const { matter, mine, acts } = view;
  if (matter.state !== "accepted" || matter.pausedAt) return null;
  const extendable = mayAt(organisation, ctx.actor, "matter.decide", { unit: matter.unit, area: matter.area }) && !acts.some((act) => act.kind === "extended");
  if (mine.length === 0 && !extendable) return null;
  return (
    <ul class="act-links">
      {mine.length > 0 && (
        <li>
          <a href={`/console/matters/${matter.matterId}/procedure`}>开始特别程序（暂停计时）</a>
        </li>
      )}
      {extendable && (
        <li>
          <a href={`/console/matters/${matter.matterId}/extension`}>延长办理期限</a>
        </li>
      )}
    </ul>
  );
}

/** What the actor may do with the matter now, and nothing else; who it waits for otherwise. */
export function ActPanel(props: PanelProps) {
  const { ctx, view, organisation, calendar } = props;
  const { matter, mine } = view;
  const paused = matter.pausedAt !== null;
  return (
    <section class="act-panel" id="act" aria-labelledby="act-title">
      <h2 id="act-title">{mine.length > 0 ? "我来办理" : isClosed(matter.state) ? "已经办结" : "现在不用您办"}</h2>
      {matter.closedAt && (
        <p>
          {formatDate(matter.closedAt)}，{endWords(matter.outcome ?? matter.state)}。
        </p>
      )}
      {paused && mine.length > 0 && (
        <>
          <Notice kind="info" title="特别程序进行中，暂停计时">
            <p>结束特别程序以后才能继续办理。</p>
          </Notice>
          <LinkButton href={`/console/matters/${matter.matterId}/procedure`} wide>
            结束特别程序
          </LinkButton>
        </>
      )}
      {!paused &&
        mine.map((task) => (
          <div class="act-task">
            <p>
              <strong>{task.name}</strong> <TimeLeft calendar={calendar} today={dayOf(ctx.now)} due={[task.dueDay, matter.dueDay]} />
            </p>
            <TaskForm view={view} task={task} token={props.token} returned={props.returned} />
          </div>
        ))}
      <Waiting view={view} organisation={organisation} />
      <Secondary ctx={ctx} view={view} organisation={organisation} />
    </section>
  );
}
