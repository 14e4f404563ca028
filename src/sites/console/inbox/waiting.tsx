import { kindsNow, listItems } from "#content/catalogue";
import { flagWord } from "#content/kind";
import { organisationNow } from "#people/duty";
import { listInbox, type InboxRow } from "#matter/lists";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Button, EmptyState, FilterRow, Form, Pager, Select, State, Table, Tag, TextField, type Column } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { shortDate } from "../short-date.ts";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";
import { listAddress, searchedFor, searching } from "../searching.ts";
import { chosen, pageOf } from "../typed.ts";
import { batchesOf, type BatchOutcome } from "./batches.ts";
import { INBOX, InboxTabs } from "./inbox-tabs.tsx";

const SIZE = 40;
const FILTERS = ["item", "kind", "of", "order"] as const;

export const post = searching("q", FILTERS);

type Kinds = Awaited<ReturnType<typeof kindsNow>>;

/** The works of staff of every kind, by word: what two kinds call the same is one choice; and what is sent to be read. */
function worksIn(kinds: Kinds): { value: string; label: string }[] {
  const works = [...kinds.values()].flatMap(({ kind }) => Object.entries(kind.works).filter(([, { role }]) => role !== undefined));
  return [...new Map(works.map(([value, { word }]) => [value, { value, label: word }])).values(), { value: "copy", label: "阅知" }];
}

/** What can be done with the ticked rows together; pressed with rows that it is not for, those are named and left. */
function BatchBar({ batches }: { batches: readonly BatchOutcome[] }) {
  if (batches.length === 0) return null;
  return (
    <div class="batch-bar">
      <span>选中的一起：</span>
      {batches.map(({ value, word, works }) => (
        <Button kind="secondary" small name="_batch" value={value}>
          {word}
          <span class="hush">（{works.join("、")}）</span>
        </Button>
      ))}
    </div>
  );
}

/** What waits for the actor: what has waited longest first, or what presses. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const [item, work, of, order] = FILTERS.map((name) => chosen(query, name));
  const [text, page] = [searchedFor(ctx, query, "q"), pageOf(query)];
  const narrowed = item !== undefined || work !== undefined || of !== undefined || text !== undefined;
  const [{ rows, count }, organisation, calendar, items, kinds] = await Promise.all([
    listInbox(ctx, {
      ...(item && { item }),
      ...(work && { kind: work }),
      ...(of && { matterKind: of }),
      ...(text && { text }),
      ...(order === "due" && { order }),
      page,
    }),
    organisationNow(ctx),
    calendarNow(ctx),
    listItems(ctx),
    kindsNow(ctx),
  ]);
  const kindOf = ({ matterKind }: InboxRow) => kinds.get(matterKind)?.kind;
  const to = (more: Record<string, string | number | undefined>): string => listAddress(ctx, INBOX, text, { item, kind: work, of, order, ...more });
  const several = new Set(rows.map(({ matterKind }) => matterKind)).size > 1;
  const columns: Column<InboxRow>[] = [
    {
      title: "时限",
      cell: ({ taskDueAt, dueAt, pausedAt }) => <TimeLeft calendar={calendar} now={ctx.now} due={dueAt} step={taskDueAt} paused={pausedAt !== null} />,
      tight: true,
      sort: { href: to({ order: order === "due" ? undefined : "due", page: undefined }), ...(order === "due" && { now: "ascending" as const }) },
    },
    ...(several ? [{ title: "种类", cell: (row: InboxRow) => kindOf(row)?.name ?? "", tight: true }] : []),
    {
      title: "事",
      cell: (row) => (
        <>
          <a href={`/console/matters/${row.matterId}`}>{row.title}</a>
          {row.flags.map((flag) => {
            const kind = kindOf(row);
            return (
              <>
                {" "}
                <State tone="waiting">{kind ? flagWord(kind, flag) : flag}</State>
              </>
            );
          })}
          {row.priority > 0 && (
            <>
              {" "}
              <Tag>{kindOf(row)?.priorities[row.priority] ?? "紧急"}</Tag>
            </>
          )}
        </>
      ),
      names: true,
    },
    { title: "谁提的", cell: ({ partyLabel }) => partyLabel ?? <span class="hint">—</span> },
    {
      title: "环节",
      cell: ({ name, urgedAt, suspendedAt }) => (
        <>
          {name} {urgedAt && <State tone="waiting">催办</State>}
          {suspendedAt && <State tone="paused">挂起</State>}
        </>
      ),
      tight: true,
    },
    { title: "收到", cell: ({ openedAt }) => shortDate(openedAt), tight: true },
    { title: "承办", cell: ({ unit, assigneeName }) => assigneeName ?? organisation.units.get(unit ?? "")?.shortName ?? unit, tight: true },
    { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
  ];
  const own = [...kinds.values()].map(({ kind }) => ({ value: kind.id, label: kind.name }));
  return show(incoming, ctx, {
    title: "待办",
    body: (
      <>
        <InboxTabs at="waiting" count={narrowed ? undefined : count} />
        {(count > 0 || narrowed) && (
          <FilterRow action={INBOX} token={incoming.formToken} {...(narrowed && { clear: INBOX })}>
            <TextField name="q" label="编号、人或单位" type="search" {...(text && { value: text })} />
            {own.length > 1 && <Select name="of" label="种类" empty="全部" options={own} {...(of && { value: of })} />}
            <Select
              name="item"
              label="事项"
              empty="全部"
              options={items.filter((each) => !each.guideOnly).map((each) => ({ value: each.itemId, label: each.name }))}
              {...(item && { value: item })}
            />
            <Select name="kind" label="环节" empty="全部" options={worksIn(kinds)} {...(work && { value: work })} />
            {order && <input type="hidden" name="order" value={order} />}
          </FilterRow>
        )}
        {rows.length > 0 ? (
          <Form action={`${INBOX}/batch`} token={incoming.formToken}>
            <input type="hidden" name="_back" value={to({ page })} />
            <BatchBar batches={batchesOf(kinds, rows)} />
            <Table
              caption="等我办理的件"
              captionHidden
              stack
              rows={rows}
              columns={columns}
              select={{ name: "task", value: ({ matterId, taskId }) => `${matterId}.${taskId}`, label: ({ title }) => title }}
            />
          </Form>
        ) : (
          <Nothing narrowed={narrowed} />
        )}
        {rows.length > 0 && <Pager page={page} pages={Math.max(1, Math.ceil(count / SIZE))} total={count} href={(next) => to({ page: next })} />}
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
      <p>新分到您岗位的件会出现在这里，按收到的先后排列。</p>
    </EmptyState>
  );
}
