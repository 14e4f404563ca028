import { listOfKind, pathOf, pathWord } from "#matter/lists";
import { channelsFor } from "#matter/begin";
import { organisationNow } from "#people/duty";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import type { Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";
import { Button, EmptyState, FilterRow, Icon, LinkButton, Pager, Table, TextField } from "#ui";
import { listAddress } from "../searching.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { columnAt, type Saying } from "./cells.tsx";
import { Chips, FilterBoxes } from "./filters.tsx";
import { ALL, asked, possibleColumns, sent, type Asked } from "./query.ts";
import { listedKind, type ListedKind } from "./reach.ts";
import { save, ViewChoice } from "./views.tsx";

/** Address of the list of a kind. */
export function kindAddress(kind: string): string {
  return `/console/kinds/${kind}`;
}

/** A search or a choice of columns is sent: to the list's own address, what was typed sealed. */
export async function post({ body, params }: Incoming, ctx: Ctx): Promise<Reply> {
  const listed = await listedKind(ctx, params["kind"]!);
  const text = firstGraphemes(typed(body, "q").trim(), 200);
  return redirect(listAddress(ctx, kindAddress(listed.kind.id), text === "" ? undefined : text, sent(listed, body)));
}

function ColumnChoice({ listed, shown, at, token, kept }: { listed: ListedKind; shown: readonly string[]; at: string; token: string; kept: Asked }) {
  const { kind, form } = listed;
  return (
    <details class="columns-choice">
      <summary class="button button-secondary button-small">
        <Icon name="settings" /> 列
      </summary>
      <form method="post" action={at}>
        <input type="hidden" name="_token" value={token} />
        <input type="hidden" name="_cols" value="1" />
        {kept.query.text !== undefined && <input type="hidden" name="q" value={kept.query.text} />}
        {Object.entries(kept.set).map(([name, value]) => name !== "cols" && <input type="hidden" name={name} value={value} />)}
        <fieldset>
          <legend>显示哪些列</legend>
          {possibleColumns(listed).map((text) => (
            <label>
              <input type="checkbox" name={`c-${text}`} value="1" checked={shown.includes(text)} /> {pathWord(pathOf(text, kind, form)!, kind)}
            </label>
          ))}
        </fieldset>
        <Button kind="secondary" small>
          就看这些列
        </Button>
      </form>
    </details>
  );
}

/** The matters of one kind: columns, filters and order by its lists, all of it in the address. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return page(incoming, ctx);
}

/** A view is kept: the list comes back with it, or with what is wrong. */
export const keep = save((incoming, ctx, refusal) => page(incoming, ctx, refusal));

async function page(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const listed = await listedKind(ctx, incoming.params["kind"]!);
  const { kind, form } = listed;
  const was = asked(ctx, listed, incoming.query);
  const { query, columns, filters, set, sort } = was;
  const [{ rows, more, count }, organisation, calendar] = await Promise.all([listOfKind(ctx, query), organisationNow(ctx), calendarNow(ctx)]);
  const path = kindAddress(kind.id);
  const to = (change: Record<string, string | number | undefined>, at = path): string => listAddress(ctx, at, query.text, { ...set, ...change });
  const without = (name: string): string => (name === "q" ? listAddress(ctx, path, undefined, set) : to({ [name]: name === "f-state" ? ALL : undefined }));
  const saying: Saying = { kind, form, organisation, calendar, now: ctx.now };
  const order = (text: string): { href: string; now?: "ascending" | "descending" } => {
    const now = sort?.path === text ? (sort.down ? ("descending" as const) : ("ascending" as const)) : undefined;
    return { href: to({ sort: now === "ascending" ? `-${text}` : text }), ...(now && { now }) };
  };
  const shown = query.page ?? 1;
  const choice = await ViewChoice({ ctx, was, token: incoming.formToken, refusal });
  const mayBegin = !kind.guide && listed.items.length > 0 && channelsFor(ctx.actor, kind).length > 0;
  return show(
    incoming,
    ctx,
    {
      title: kind.name,
      at: path,
      ...(query.text !== undefined && { query: query.text }),
      facts: (
        <>
          <span>{count > 1000 ? "1,000 件以上" : `${count} 件`}</span>
          <a href={`${path}/keeping`}>保管期限</a>
        </>
      ),
      actions: (
        <>
          {mayBegin && (
            <LinkButton href={`${path}/new`} icon="plus">
              新建{kind.name}
            </LinkButton>
          )}
          {rows.length > 0 && (
            <LinkButton href={to({ page: undefined }, `${path}/export`)} kind="secondary" icon="download">
              导出
            </LinkButton>
          )}
        </>
      ),
      body: (
        <>
          <div class="list-tools">
            <FilterRow action={path} token={incoming.formToken} {...((query.text !== undefined || Object.keys(set).length > 0) && { clear: path })}>
              <TextField name="q" label={`编号、${kind.name}内容或当事人`} type="search" {...(query.text !== undefined && { value: query.text })} />
              {filters.map((filter) => (
                <FilterBoxes filter={filter} listed={listed} set={set} organisation={organisation} />
              ))}
              {set["cols"] && <input type="hidden" name="cols" value={set["cols"]} />}
              {set["sort"] && <input type="hidden" name="sort" value={set["sort"]} />}
            </FilterRow>
            <div class="list-chips">
              <Chips asked={was} listed={listed} organisation={organisation} without={without} />
              {choice}
              <ColumnChoice listed={listed} shown={columns} at={path} token={incoming.formToken} kept={was} />
            </div>
          </div>
          <Table
            caption={`${kind.name}列表`}
            captionHidden
            stack
            rows={rows}
            columns={columns.flatMap((text) => columnAt(text, saying, order) ?? [])}
            empty={
              <EmptyState title={`没有符合条件的${kind.name}`} icon="files">
                <p>
                  换个条件试试，或者<a href={to({ "f-state": ALL })}>连已经结束的一起看</a>。
                </p>
              </EmptyState>
            }
          />
          {(more || shown > 1) && <Pager page={shown} pages={more ? shown + 1 : shown} href={(next) => to({ page: next })} />}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}
