import { kindsNow, listItems } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import { findByNumber } from "#matter/matter";
import { searchMatters, type MatterRow } from "#matter/lists";
import { calendarNow, dayOf } from "#kernel/clock";
import { foldCode } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { EmptyState, FilterRow, Pager, Select, Table, TextField, type Column } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { MatterStanding } from "../matter/matter-state.tsx";
import { NEAR } from "../near.ts";
import { shortDate } from "../short-date.ts";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";
import { listAddress, searchedFor, searching } from "../searching.ts";
import { chosen, pageOf } from "../typed.ts";

const PATH = "/console/search";
const FILTERS = ["item", "unit", "state", "light"] as const;

export const post = searching("q", FILTERS);

const LIGHTS = [
  { value: "overdue", label: "超期" },
  { value: "near", label: "临近" },
];

/** The states of every kind, by word: what two kinds call the same is one choice. */
function standings(kinds: Awaited<ReturnType<typeof kindsNow>>): { value: string; label: string }[] {
  const states = [...kinds.values()].flatMap(({ kind }) => Object.entries(kind.states).filter(([, { phase }]) => phase !== "draft"));
  return [{ value: "open", label: "在办（全部）" }, ...new Map(states.map(([value, { word }]) => [value, { value, label: word }])).values()];
}

/** Every matter that the actor's duties reach. A whole number typed in leads straight to its matter. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const text = searchedFor(ctx, query, "q");
  const [item, unit, state, light] = FILTERS.map((name) => chosen(query, name));
  const known = text && /^[0-9A-Z-]{20,60}$/.test(foldCode(text)) ? await findByNumber(ctx, text) : undefined;
  if (known && known.phase !== "draft") return redirect(`/console/matters/${known.matterId}`);
  const [organisation, calendar, items, kinds] = await Promise.all([organisationNow(ctx), calendarNow(ctx), listItems(ctx), kindsNow(ctx)]);
  const today = dayOf(ctx.now);
  const page = pageOf(query);
  const { rows, more } = await searchMatters(ctx, {
    ...(text && { text }),
    ...(item && { item }),
    ...(unit && { unit }),
    ...(state && { state }),
    ...((light === "overdue" || light === "near") && { light }),
    nearDay: calendar.addWorkdays(today, NEAR),
    page,
  });
  const narrowed = [text, item, unit, state, light].some((each) => each !== undefined);
  const online = items.filter((each) => !each.guideOnly);
  const bodies = [...new Set(online.map((each) => each.unit))];
  const columns: Column<MatterRow>[] = [
    { title: "种类", cell: ({ kind }) => kinds.get(kind)?.kind.name ?? kind, tight: true },
    { title: "事", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a>, names: true },
    { title: "状态", cell: (row) => <MatterStanding kind={kinds.get(row.kind)?.kind} state={row.state} />, tight: true },
    { title: "环节", cell: ({ step }) => step || "—" },
    { title: "收件", cell: ({ submittedAt }) => submittedAt && shortDate(submittedAt), tight: true },
    {
      title: "时限",
      cell: ({ dueAt, pausedAt, closedAt }) =>
        closedAt ? `${shortDate(closedAt)}办结` : <TimeLeft calendar={calendar} now={ctx.now} due={dueAt} paused={pausedAt !== null} />,
      tight: true,
    },
    { title: "承办", cell: (row) => organisation.units.get(row.unit)?.shortName ?? row.unit, tight: true },
    { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
  ];
  return show(incoming, ctx, {
    title: "查所有件",
    ...(text && { query: text }),
    body: (
      <>
        <FilterRow action={PATH} token={incoming.formToken} {...(narrowed && { clear: PATH })}>
          <TextField name="q" label="编号、人或单位、事项" type="search" {...(text && { value: text })} />
          <Select
            name="item"
            label="事项"
            empty="全部"
            options={online.map((each) => ({ value: each.itemId, label: each.name }))}
            {...(item && { value: item })}
          />
          <Select
            name="unit"
            label="部门"
            empty="全部"
            options={bodies.map((value) => ({ value, label: organisation.units.get(value)?.shortName ?? value }))}
            {...(unit && { value: unit })}
          />
          <Select name="state" label="状态" empty="全部" options={standings(kinds)} {...(state && { value: state })} />
          <Select name="light" label="时限" empty="全部" options={LIGHTS} {...(light && { value: light })} />
        </FilterRow>
        <Table
          caption="件"
          captionHidden
          stack
          rows={rows}
          columns={columns}
          empty={
            <EmptyState title={narrowed ? "没有符合条件的件" : "还没有件"} icon="files">
              <p>{narrowed ? "可以按编号后几位、人或单位的名称、事项名称查，或者清空条件。" : "有件进来以后，您职责范围内的会出现在这里。"}</p>
            </EmptyState>
          }
        />
        {(more || page > 1) && (
          <Pager page={page} pages={more ? page + 1 : page} href={(to) => listAddress(ctx, PATH, text, { item, unit, state, light, page: to })} />
        )}
      </>
    ),
  });
}
