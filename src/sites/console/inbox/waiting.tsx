import { kindsNow, listItems } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import { listInbox, type InboxRow } from "#matter/lists";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Button, EmptyState, FilterRow, Form, Pager, Select, State, Table, TextField, type Column } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { shortDate } from "../short-date.ts";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";
import { listAddress, searchedFor, searching } from "../searching.ts";
import { chosen, pageOf } from "../typed.ts";
import { batchOf } from "./batch.tsx";
import { INBOX, InboxTabs } from "./inbox-tabs.tsx";

const SIZE = 40;

export const post = searching("q", ["item", "kind"]);

/** The works of staff of every kind, by word: what two kinds call the same is one choice; and what is sent to be read. */
function worksIn(kinds: Awaited<ReturnType<typeof kindsNow>>): { value: string; label: string }[] {
  const works = [...kinds.values()].flatMap(({ kind }) => Object.entries(kind.works).filter(([, { role }]) => role !== undefined));
  return [...new Map(works.map(([value, { word }]) => [value, { value, label: word }])).values(), { value: "copy", label: "阅知" }];
}

/** What waits for the actor, oldest first. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const [item, kind, text, page] = [chosen(query, "item"), chosen(query, "kind"), searchedFor(ctx, query, "q"), pageOf(query)];
  const narrowed = item !== undefined || kind !== undefined || text !== undefined;
  const [{ rows, count }, organisation, calendar, items, kinds] = await Promise.all([
    listInbox(ctx, { ...(item && { item }), ...(kind && { kind }), ...(text && { text }), page }),
    organisationNow(ctx),
    calendarNow(ctx),
    listItems(ctx),
    kindsNow(ctx),
  ]);
  const batch = kind && (await batchOf(ctx, kind))?.label;
  const columns: Column<InboxRow>[] = [
    { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
    { title: "办件", cell: ({ matterId, itemName }) => <a href={`/console/matters/${matterId}`}>{itemName}</a>, names: true },
    { title: "申请人", cell: ({ applicantLabel }) => applicantLabel },
    {
      title: "环节",
      cell: ({ name, urgedAt, suspendedAt }) => (
        <>
          {name}
          {urgedAt && <State tone="waiting">催办</State>}
          {suspendedAt && <State tone="paused">挂起</State>}
        </>
      ),
      tight: true,
    },
    { title: "收到", cell: ({ openedAt }) => shortDate(openedAt), tight: true },
    {
      title: "时限",
      cell: ({ taskDueAt, dueAt, pausedAt }) => <TimeLeft calendar={calendar} now={ctx.now} due={dueAt} step={taskDueAt} paused={pausedAt !== null} />,
      tight: true,
    },
    { title: "承办", cell: ({ unit, assigneeName }) => assigneeName ?? organisation.units.get(unit ?? "")?.shortName ?? unit, tight: true },
  ];
  return show(incoming, ctx, {
    title: "待办",
    body: (
      <>
        <InboxTabs at="waiting" count={narrowed ? undefined : count} />
        {(count > 0 || narrowed) && (
          <FilterRow action={INBOX} token={incoming.formToken} {...(narrowed && { clear: INBOX })}>
            <TextField name="q" label="编号或申请人" type="search" {...(text && { value: text })} />
            <Select
              name="item"
              label="事项"
              empty="全部"
              options={items.filter((each) => !each.guideOnly).map((each) => ({ value: each.itemId, label: each.name }))}
              {...(item && { value: item })}
            />
            <Select name="kind" label="环节" empty="全部" options={worksIn(kinds)} {...(kind && { value: kind })} />
          </FilterRow>
        )}
        {batch && rows.length > 0 ? (
          <Form action={`${INBOX}/batch`} token={incoming.formToken}>
            <input type="hidden" name="kind" value={kind} />
            <Table
              caption="等我办理的件"
              captionHidden
              rows={rows}
              columns={columns}
              select={{ name: "task", value: ({ matterId, taskId }) => `${matterId}.${taskId}`, label: ({ number }) => number }}
            />
            <div class="form-foot">
              <Button kind="secondary">选中的一起{batch}</Button>
            </div>
          </Form>
        ) : (
          <Table caption="等我办理的件" captionHidden stack rows={rows} columns={columns} empty={<Nothing narrowed={narrowed} />} />
        )}
        {rows.length > 0 && (
          <Pager
            page={page}
            pages={Math.max(1, Math.ceil(count / SIZE))}
            total={count}
            href={(to) => listAddress(ctx, INBOX, text, { item, kind, page: to })}
          />
        )}
      </>
    ),
  });
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState title="没有符合条件的件" icon="filter">
      <p>
        换个条件试试，或者<a href={INBOX}>看全部待办</a>。
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="没有等您办理的件">
      <p>新分到您岗位的办件会出现在这里，按收到的先后排列。</p>
    </EmptyState>
  );
}
