import { calendarNow } from "#kernel/clock";
import { getMatter, type Matter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { stateOf, type Kind } from "#content/kind";
import { listOfKind } from "#matter/lists";
import { listOnDuty, rosterNow, type OnDuty, type UnitOnDuty } from "#matter/roster";
import { channelsFor } from "#matter/begin";
import { grants } from "#people/duty";
import { EmptyState, formatDateTime, LinkButton, Table } from "#ui";
import { forbidden, notFound } from "#values/errors";
import { listedKind, readsKind } from "../list/reach.ts";
import { MatterNumber } from "../matter-number.tsx";
import { show } from "../show.tsx";
import { ClockLights } from "../matter/clock-lights.tsx";
import type { Now } from "../time-left.tsx";

const MOST = 20;

function People({ people, register, reads }: { people: readonly OnDuty[]; register: string; reads: boolean }) {
  if (people.length === 0) return <span class="hint">没有人</span>;
  return (
    <ul class="related duty-people">
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
  return first ? `${first.shift && `${first.shift}，`}${formatDateTime(first[which])}${which === "until" ? "止" : "起"}` : "—";
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
      stack
      rows={units}
      columns={[
        { title: "单位", names: true, cell: ({ name }) => name },
        { title: "现在", cell: ({ now }) => <People people={now} register={register} reads={reads} /> },
        { title: "到什么时候", cell: ({ now }) => until(now, "until") },
        { title: "下一班", cell: ({ next }) => <People people={next} register={register} reads={reads} /> },
        { title: "从什么时候", cell: ({ next }) => until(next, "from") },
      ]}
    />
  );
}

/** The open matters of a kind that the actor reads, those that press first. */
async function openOf(ctx: Ctx, id: string): Promise<{ kind: Kind; matters: Matter[]; more: boolean } | undefined> {
  if (!readsKind(ctx.actor, id)) return undefined;
  const { kind, form } = await listedKind(ctx, id);
  const { rows, more } = await listOfKind(ctx, { kind, ...(form && { form }), columns: [], conditions: [{ path: "state", is: "open" }], size: MOST });
  return { kind, matters: await Promise.all(rows.map(async ({ matterId }) => (await getMatter(ctx, matterId)).matter)), more };
}

function Open({ kind, matters, more, at }: { kind: Kind; matters: readonly Matter[]; more: boolean; at: Now }) {
  return (
    <section class="sheet" aria-labelledby={`open-${kind.id}`}>
      <h2 id={`open-${kind.id}`}>
        {kind.name}（{more ? `${MOST} 件以上` : `${matters.length} 件`}） <a href={`/console/kinds/${kind.id}`}>全部</a>
      </h2>
      {matters.length === 0 ? (
        <p class="hint">现在没有没办完的。</p>
      ) : (
        <Table
          caption={kind.name}
          captionHidden
          stack
          rows={matters}
          columns={[
            {
              title: "事由",
              names: true,
              cell: ({ matterId, title, number }) => (
                <>
                  <a href={`/console/matters/${matterId}`}>{title}</a>
                  <br />
                  <span class="hint">
                    <MatterNumber number={number} />
                  </span>
                </>
              ),
            },
            { title: "时限", cell: (matter) => <ClockLights kind={kind} matter={matter} at={at} step={null} /> },
            { title: "状态", tight: true, cell: ({ state }) => stateOf(kind, state).word },
          ]}
        />
      )}
    </section>
  );
}

/** 值班: who is on duty now and next, what is to be handed over, and what is open with its clocks. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const found = await rosterNow(ctx);
  if (!found) throw notFound("值班表");
  const { kind, roster } = found;
  if (!readsKind(ctx.actor, kind.id)) throw forbidden("您的职责里没有值班。");
  const [units, calendar, open] = await Promise.all([
    listOnDuty(ctx, roster),
    calendarNow(ctx),
    Promise.all([kind.id, ...roster.open].map((id) => openOf(ctx, id))),
  ]);
  return show(incoming, ctx, {
    title: "值班",
    rail: true,
    body: (
      <div class="duty">
        <OnDutyTable units={units} register={roster.register} reads={grants(ctx.actor, "register.read")} />
        {channelsFor(ctx.actor, kind).length > 0 && (
          <p>
            <LinkButton href={`/console/kinds/${kind.id}/new`}>写{kind.name}</LinkButton>
          </p>
        )}
        {open.flatMap((each) => (each ? [<Open {...each} at={{ calendar, now: ctx.now }} />] : []))}
      </div>
    ),
  });
}
