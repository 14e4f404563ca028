import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { stateOf } from "#content/kind";
import { listOfKind, type MatterRow } from "#matter/lists";
import { listOnDuty, rosterNow, type OnDuty, type UnitOnDuty } from "#matter/roster";
import { channelsFor } from "#matter/begin";
import { grants } from "#people/duty";
import { EmptyState, formatDateTime, LinkButton, Section, Table } from "#ui";
import { notFound } from "#values/errors";
import { listedKind, readsKind } from "../list/reach.ts";
import { MatterNumber } from "../matter-number.tsx";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";

const MOST = 20;

function People({ people, register, reads }: { people: readonly OnDuty[]; register: string; reads: boolean }) {
  if (people.length === 0) return <span class="hint">没有排班</span>;
  return (
    <ul class="plain">
      {people.map(({ recordId, staff, post, leader }) => (
        <li>
          {post && <span class="hint">{post} </span>}
          {reads ? <a href={`/console/registers/${register}/records/${recordId}`}>{staff}</a> : staff}
          {leader && leader !== staff && <span class="hint">，带班 {leader}</span>}
        </li>
      ))}
    </ul>
  );
}

function until(people: readonly OnDuty[], which: "from" | "until"): string {
  const [first] = people;
  return first ? `${first.shift && `${first.shift}，`}${formatDateTime(first[which])}${which === "until" ? "止" : "起"}` : "";
}

function OnDutyTable({ units, register, reads }: { units: readonly UnitOnDuty[]; register: string; reads: boolean }) {
  if (units.length === 0)
    return (
      <EmptyState title="还没有排班" icon="calendar">
        <p>管理人员在信息库里导入值班表以后，这里就有。</p>
      </EmptyState>
    );
  return (
    <Table
      caption="谁在值班"
      rows={units}
      columns={[
        { title: "单位", cell: ({ name }) => name },
        { title: "现在", cell: ({ now }) => <People people={now} register={register} reads={reads} /> },
        { title: "到什么时候", cell: ({ now }) => until(now, "until") },
        { title: "下一班", cell: ({ next }) => <People people={next} register={register} reads={reads} /> },
        { title: "从什么时候", cell: ({ next }) => until(next, "from") },
      ]}
    />
  );
}

/** The open matters of a kind that the actor reads, those that press first. */
async function openOf(ctx: Ctx, id: string): Promise<{ id: string; name: string; rows: MatterRow[]; more: boolean; word(state: string): string } | undefined> {
  if (!readsKind(ctx.actor, id)) return undefined;
  const { kind, form } = await listedKind(ctx, id);
  const { rows, more } = await listOfKind(ctx, { kind, ...(form && { form }), columns: [], conditions: [{ path: "state", is: "open" }], size: MOST });
  return { id, name: kind.name, rows, more, word: (state) => stateOf(kind, state).word };
}

/** 值班: who is on duty now and next, what is to be handed over, and what is open with its clocks. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const found = await rosterNow(ctx);
  if (!found) throw notFound("值班表");
  const { kind, roster } = found;
  const [units, calendar, open] = await Promise.all([
    listOnDuty(ctx, roster),
    calendarNow(ctx),
    Promise.all([kind.id, ...roster.open].map((id) => openOf(ctx, id))),
  ]);
  return show(incoming, ctx, {
    title: "值班",
    rail: true,
    body: (
      <>
        <OnDutyTable units={units} register={roster.register} reads={grants(ctx.actor, "register.read")} />
        {channelsFor(ctx.actor, kind).length > 0 && (
          <p>
            <LinkButton href={`/console/kinds/${kind.id}/new`}>写{kind.name}</LinkButton>
          </p>
        )}
        {open.flatMap((each) =>
          each
            ? [
                <Section
                  title={`${each.name}（${each.more ? `${MOST} 件以上` : `${each.rows.length} 件`}）`}
                  aside={<a href={`/console/kinds/${each.id}`}>全部</a>}
                >
                  {each.rows.length === 0 ? (
                    <p class="hint">现在没有没办完的。</p>
                  ) : (
                    <Table
                      caption={each.name}
                      rows={each.rows}
                      columns={[
                        { title: "编号", cell: ({ number }) => <MatterNumber number={number} /> },
                        { title: "事由", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a> },
                        { title: "状态", cell: ({ state }) => each.word(state) },
                        {
                          title: "时限",
                          cell: ({ dueAt, pausedAt }) => <TimeLeft calendar={calendar} now={ctx.now} due={dueAt} paused={pausedAt !== null} />,
                        },
                      ]}
                    />
                  )}
                </Section>,
              ]
            : [],
        )}
      </>
    ),
  });
}
