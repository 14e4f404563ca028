import { kindsNow } from "#content/catalogue";
import { compileForm } from "#content/form";
import type { KindDefinition } from "#content/pack";
import { areaWords, listEnded, monthOf, monthsTopics, monthWords, OBSERVED, type Ended, type Month, type MonthsTopics, type Topic } from "#matter/watch";
import { kindsOf, organisationNow, roleGrants, type Organisation } from "#people/duty";
import { dayOf, addDays } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatCount, formatDate, Icon, Pager, Table, Tabs } from "#ui";
import { readsKind } from "../list/reach.ts";
import { show } from "../show.tsx";
import { addressOf, chosen, pageOf } from "../typed.ts";

const PATH = "/console/topics";

/** Kinds whose orders say a sort that topics are told by (`desk.category`), of those whose figures the actor may see. */
async function kindsWithSorts(ctx: Ctx): Promise<KindDefinition[]> {
  const duties = (ctx.actor.duties ?? []).filter((duty) => roleGrants(duty, "statistics.read"));
  return [...(await kindsNow(ctx)).values()].filter(
    ({ kind, form }) => kind.desk?.category !== undefined && form !== undefined && duties.some((duty) => kindsOf(duty)?.includes(kind.id) ?? true),
  );
}

function monthAsked(query: Incoming["query"], now: Date): Month {
  const today = dayOf(now);
  const asked = chosen(query, "month") ?? "";
  const fits = /^20\d{2}-(0[1-9]|1[0-2])$/.test(asked) && asked <= today.slice(0, 7);
  return fits ? monthOf(`${asked}-01`) : monthOf(today, -1);
}

const fullMonth = (month: string): string => `${month.slice(0, 4)}年${monthWords(month)}`;

function MonthChoice({ month, kind, today }: { month: string; kind: string; today: string }) {
  const [before, after] = [-1, 1].map((by) => monthOf(`${month}-01`, by).month) as [string, string];
  return (
    <nav class="period" aria-label="月份">
      <a href={addressOf(PATH, { kind, month: before })} rel="prev">
        <Icon name="chevron-left" label="前一个月" />
      </a>
      <span>{fullMonth(month)}</span>
      {after <= today.slice(0, 7) && (
        <a href={addressOf(PATH, { kind, month: after })} rel="next">
          <Icon name="chevron-right" label="后一个月" />
        </a>
      )}
    </nav>
  );
}

interface TopicsProps {
  found: MonthsTopics;
  definition: KindDefinition;
  month: Month;
  organisation: Organisation;
  listed: boolean;
}

function TopicsPart({ found, definition, month, organisation, listed }: TopicsProps) {
  const { rows, all, hasYear, partly } = found;
  const { kind, form } = definition;
  const category = kind.desk!.category!;
  const codes = compileForm(form!).fields.get(category)?.codes as Record<string, string> | undefined;
  const wordOf = ({ category: value }: Topic): string => codes?.[value] ?? value;
  const last = addDays(dayOf(month.until), -1);
  const toList = ({ category: value, area }: Topic): string =>
    addressOf(`/console/kinds/${kind.id}`, {
      [`f-form.${category}`]: value,
      "f-area": area,
      "f-received-from": `${month.month}-01`,
      "f-received-until": last,
      "f-state": "all",
    });
  const where = (area: string): string => (/0{8}$/.test(area) ? "没有说在哪里" : areaWords(organisation, area) || area);
  const change = (more: number): string => (more > 0 ? `+${formatCount(more)}` : more === 0 ? "0" : `−${formatCount(-more)}`);
  return (
    <section class="sheet" aria-labelledby="rose">
      <h2 id="rose">哪些升得最多</h2>
      <div class="stack">
        <p>
          {partly ? "到现在" : "全月"}共 {formatCount(all.now)} 件；前一个月{partly ? "同样的天数" : ""} {formatCount(all.before)} 件；
          {hasYear ? `去年同月${partly ? "同样的天数" : ""} ${formatCount(all.year)} 件` : "去年同月没有完整的数据"}。
        </p>
        <Table
          caption="比前一个月升得多的"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="这个月没有哪一类、哪个地方比前一个月多" icon="chart-column">
              <p>有升高的，会按多了几件列在这里。</p>
            </EmptyState>
          }
          columns={[
            { title: "什么事", cell: (row) => (listed ? <a href={toList(row)}>{wordOf(row)}</a> : wordOf(row)), names: true },
            { title: "在哪里", cell: ({ area }) => where(area) },
            { title: "本月", cell: ({ now }) => formatCount(now), align: "end", tight: true },
            { title: "前一个月", cell: ({ before }) => formatCount(before), align: "end", tight: true },
            { title: "多了", cell: ({ now, before }) => change(now - before), align: "end", tight: true },
            { title: "去年同月", cell: ({ year }) => (hasYear ? formatCount(year) : "没有数据"), align: "end", tight: true },
            {
              title: "地图",
              cell: (row) =>
                listed && !/0{8}$/.test(row.area) ? (
                  <a href={addressOf("/console/map", { kind: kind.id, area: row.area })} aria-label={`看在办的，在地图上：${where(row.area)}，${wordOf(row)}`}>
                    看在办的
                  </a>
                ) : (
                  "—"
                ),
              tight: true,
            },
          ]}
        />
        <p class="hint">只按件数列，不给单位排名。地图上是这个地方在办的件，各类都有。</p>
      </div>
    </section>
  );
}

/** How many came up after the cause was gone, and whether enough time has passed to say so. */
function afterWords({ after, days }: Ended): string {
  if (after === null) return "—";
  return days < OBSERVED ? `${formatCount(after)} 件（才过 ${days} 天，还不到 ${OBSERVED} 天）` : `${formatCount(after)} 件`;
}

function EndedPart({ rows, more, page, href }: { rows: readonly Ended[]; more: boolean; page: number; href(page: number): string }) {
  return (
    <section class="sheet" aria-labelledby="ended">
      <h2 id="ended">从根上治好的</h2>
      <Table
        caption="从根上治好的"
        captionHidden
        stack
        rows={rows}
        empty={
          <EmptyState title="还没有从根上治好的" icon="check">
            <p>规则提出、核验为治好的，会列在这里，和办结前后各 {OBSERVED} 天同一处、同一类的件数放在一起。</p>
          </EmptyState>
        }
        columns={[
          { title: "什么事", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a>, names: true },
          { title: "结果", cell: ({ state, closed }) => `${formatDate(closed, { year: true })}${state}`, tight: true },
          { title: "背后", cell: ({ behind }) => `${formatCount(behind)} 件`, align: "end", tight: true },
          { title: `前 ${OBSERVED} 天`, cell: ({ before }) => (before === null ? "—" : `${formatCount(before)} 件`), align: "end", tight: true },
          { title: `后 ${OBSERVED} 天`, cell: afterWords, align: "end" },
        ]}
      />
      {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={href} />}
    </section>
  );
}

/** The month's topics: what rose most, by sort and place; and what was put right at its root. Numbers of matters, no order of units. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const month = monthAsked(query, ctx.now);
  const page = pageOf(query);
  const kinds = await kindsWithSorts(ctx);
  const definition = kinds.find(({ kind }) => kind.id === chosen(query, "kind")) ?? kinds[0];
  const [organisation, ended, found] = await Promise.all([
    organisationNow(ctx),
    listEnded(ctx, { page }),
    definition && monthsTopics(ctx, definition.kind, definition.kind.desk!.category!, month),
  ]);
  const kept = { kind: definition?.kind.id, month: month.month };
  return show(incoming, ctx, {
    title: "每月专题",
    body: (
      <>
        {definition && <MonthChoice month={month.month} kind={definition.kind.id} today={dayOf(ctx.now)} />}
        {kinds.length > 1 && (
          <Tabs
            label="看哪一种"
            tabs={kinds.map(({ kind }) => ({
              href: addressOf(PATH, { kind: kind.id, month: month.month }),
              label: kind.name,
              current: kind.id === definition?.kind.id,
            }))}
          />
        )}
        {definition && found ? (
          <TopicsPart found={found} definition={definition} month={month} organisation={organisation} listed={readsKind(ctx.actor, definition.kind.id)} />
        ) : (
          <EmptyState title="没有可以分类看的件" icon="chart-column">
            <p>件类写了 desk 的 category，并且在您的职责范围内，才有每月专题。</p>
          </EmptyState>
        )}
        <EndedPart {...ended} page={page} href={(to) => addressOf(PATH, { ...kept, page: to })} />
      </>
    ),
  });
}
