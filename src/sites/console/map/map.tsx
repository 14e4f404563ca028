import { listItems } from "#content/catalogue";
import { stateOf } from "#content/kind";
import { mappedKinds } from "#matter/map";
import { groundWithin } from "#place/ground";
import { PlaceMap, tintStep, viewAround, viewBeside, viewText, type MapTint, type View } from "#place/drawing";
import { organisationNow, type Organisation } from "#people/duty";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, Icon, Select, Table, type IconName } from "#ui";
import { readsKind } from "../list/reach.ts";
import { show } from "../show.tsx";
import { TimeLeft, type Now } from "../time-left.tsx";
import { askedMap, MAP, type AskedMap } from "./asked.ts";
import { islandFiles, islandOf } from "./files.ts";
import { layersOf, offeredLayers, type OfferedLayer } from "./layers.ts";
import { CityStrip } from "./strip.tsx";
import { onMap, pinsOf, type Listed } from "./listed.ts";

/** Rows of the table. */
const TABLE = 200;

/** What the words of a list need beside its rows. */
interface Saying {
  at: Now;
  organisation: Organisation;
  stateWord(row: Listed["row"]): string;
}

function Moves({ view, to }: { view: View; to: AskedMap["to"] }) {
  const ways: [label: string, icon: IconName, change: Parameters<typeof viewBeside>[1], key: string][] = [
    ["放大", "plus", { nearer: 1 }, "+"],
    ["缩小", "minus", { nearer: -1 }, "-"],
    ["向北", "arrow-up", { south: -0.4 }, "ArrowUp"],
    ["向南", "arrow-down", { south: 0.4 }, "ArrowDown"],
    ["向西", "arrow-left", { east: -0.4 }, "ArrowLeft"],
    ["向东", "arrow-right", { east: 0.4 }, "ArrowRight"],
  ];
  return (
    <nav class="map-moves" aria-label="移动地图">
      {ways.map(([label, icon, change, key]) => (
        <a href={to({ at: viewText(viewBeside(view, change)) })} title={label} data-map-key={key}>
          <Icon name={icon} label={label} />
        </a>
      ))}
      <a href={to({ at: undefined })} title="看全市">
        全市
      </a>
    </nav>
  );
}

function Pin({ number, look }: Pick<Listed, "number" | "look">) {
  return <span class={`map-number map-number-${look}`}>{number}</span>;
}

function MapList({ listed, count, saying, to }: { listed: readonly Listed[]; count: number; saying: Saying; to: AskedMap["to"] }) {
  const { at, organisation, stateWord } = saying;
  if (listed.length === 0) {
    return (
      <EmptyState title="图上这一块没有在办的事" icon="map-pin">
        <p>
          把地图缩小或者移开看看，也可以<a href={MAP}>看全市</a>。
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <ol class="map-list">
        {listed.map(({ row, number, look, label, holders }) => (
          <li data-map-point={row.point.join(",")} data-map-look={look} data-map-number={number}>
            <Pin number={number} look={look} />
            <div>
              <a href={`/console/matters/${row.matterId}`}>{label}</a>
              <small>{[stateWord(row), organisation.unitName(row.unit), holders.length > 0 && `网格 ${holders.join("、")}`].filter(Boolean).join(" · ")}</small>
            </div>
            <TimeLeft {...at} due={row.dueAt} paused={row.pausedAt !== null} />
          </li>
        ))}
      </ol>
      <p class="map-list-foot">
        {count > listed.length && (
          <span>
            最急的 {listed.length} 件；另外 {(count - listed.length).toLocaleString("zh-CN")} 件在图上按数目画成圈，放大后分开。
          </span>
        )}
        <a href={to({ show: "table" })}>列成表</a>
      </p>
    </>
  );
}

function MapTable({ listed, count, saying, to }: { listed: readonly Listed[]; count: number; saying: Saying; to: AskedMap["to"] }) {
  const { at, organisation, stateWord } = saying;
  return (
    <>
      <Table
        caption="图上的事"
        captionHidden
        stack
        rows={listed}
        columns={[
          { title: "号", cell: ({ number, look }) => <Pin number={number} look={look} /> },
          { title: "时限", cell: ({ row }) => <TimeLeft {...at} due={row.dueAt} paused={row.pausedAt !== null} /> },
          { title: "事", names: true, cell: ({ row }) => <a href={`/console/matters/${row.matterId}`}>{row.title}</a> },
          { title: "状态", cell: ({ row }) => stateWord(row) },
          { title: "承办", cell: ({ row }) => organisation.unitName(row.unit) },
          { title: "网格责任人", cell: ({ holders }) => holders.join("、") },
          { title: "区划", cell: ({ row }) => organisation.areas.get(row.area)?.name ?? row.area },
          { title: "编号", tight: true, cell: ({ row }) => row.number ?? "" },
        ]}
        empty={<EmptyState title="图上这一块没有在办的事" icon="map-pin" />}
      />
      <p class="map-list-foot">
        {count > listed.length && <span>只列最急的 {listed.length} 件，放大或者加上条件看其余的。</span>}
        <a href={to({ show: undefined })}>回到地图</a>
      </p>
    </>
  );
}

const LIGHTS = [
  { value: "late", label: "超期" },
  { value: "today", label: "今天到期" },
];

/** What to see, folded: the map is what the page is for, and on a phone four questions would stand before it. */
async function filtersOf({ ctx, asked, offered, organisation }: { ctx: Ctx; asked: AskedMap; offered: readonly OfferedLayer[]; organisation: Organisation }) {
  const { filter, layers, view } = asked;
  const kinds = (await mappedKinds(ctx)).filter(({ kind }) => readsKind(ctx.actor, kind.id));
  const items = (await listItems(ctx)).filter(({ kind, guideOnly }) => !guideOnly && kinds.some((each) => each.kind.id === kind));
  const given = (value: string | undefined): { value?: string } => (value === undefined ? {} : { value });
  const chosen = [
    kinds.find(({ kind }) => kind.id === filter.kind)?.kind.name,
    items.find(({ itemId }) => itemId === filter.item)?.name,
    LIGHTS.find(({ value }) => value === filter.light)?.label,
    filter.area === undefined ? "全市" : organisation.areas.get(filter.area)?.name,
    ...offered.flatMap(({ id, name }) => (layers.has(id) ? [name] : [])),
  ].filter((word) => word !== undefined);
  return (
    <details class="map-asked">
      <summary>
        看什么 <span class="hint">{chosen.join("、")}</span>
      </summary>
      <form class="map-filters" method="get" action={MAP} role="search" aria-label="看什么">
        <input type="hidden" name="at" value={viewText(view)} data-map-at />
        <Select name="kind" label="哪一类" empty="全部" options={kinds.map(({ kind: { id, name } }) => ({ value: id, label: name }))} {...given(filter.kind)} />
        <Select
          name="item"
          label="事项"
          empty="全部"
          options={items.filter(({ kind }) => filter.kind === undefined || kind === filter.kind).map(({ itemId, name }) => ({ value: itemId, label: name }))}
          {...given(filter.item)}
        />
        <Select name="light" label="时限" empty="全部" options={LIGHTS} {...given(filter.light)} />
        <Select
          name="area"
          label="区划"
          empty="全市"
          options={[...organisation.areas.values()].map(({ area, name, level }) => ({ value: area, label: `${"　".repeat(Math.max(0, level - 1))}${name}` }))}
          {...given(filter.area)}
        />
        <fieldset class="map-layers">
          <legend>图层</legend>
          <input type="hidden" name="layer" value="none" />
          {offered.map(({ id, name }) => (
            <label>
              <input type="checkbox" name="layer" value={id} checked={layers.has(id)} /> {name}
            </label>
          ))}
        </fieldset>
        <button class="button button-secondary button-small">看</button>
      </form>
    </details>
  );
}

function Legend() {
  return (
    <ul class="map-legend" aria-label="图例">
      <li>
        <span class="map-number map-number-now">1</span> 超期
      </li>
      <li>
        <span class="map-number map-number-today">2</span> 今天到期
      </li>
      <li>
        <span class="map-number map-number-hand">3</span> 在办
      </li>
      <li>
        <span class="map-number map-number-many">24</span> 这里的件数
      </li>
      <li>
        <span class="map-legend-tint" /> 颜色越深，事越多
      </li>
    </ul>
  );
}

/** The one map: what is open in an extent, with the list of it beside; all of what was asked stands in the address. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const asked = await askedMap(ctx, withLayers(incoming.query));
  const { view, filter, layers, table, to } = asked;
  const [calendar, organisation, offered, kinds] = await Promise.all([calendarNow(ctx), organisationNow(ctx), offeredLayers(ctx), mappedKinds(ctx)]);
  const at = { calendar, now: ctx.now };
  const found = layers.has("matters")
    ? await onMap(ctx, view, filter, at, table ? TABLE : undefined)
    : { spread: { count: 0, squares: [], zoom: 0 }, listed: [] };
  const [ground, under] = await Promise.all([groundWithin(ctx, view.bounds, view.zoom), layersOf(ctx, asked, found.spread, offered)]);
  const nearer = (point: readonly [number, number]): string => to({ at: viewText(viewAround(point, Math.min(18, view.zoom + 2), view.width, view.height)) });
  const kindOf = new Map(kinds.map(({ kind }) => [kind.id, kind]));
  const saying: Saying = { at, organisation, stateWord: ({ kind, state }) => (kindOf.has(kind) ? stateOf(kindOf.get(kind)!, state).word : state) };
  const { count } = found.spread;
  return show(incoming, ctx, {
    title: "地图",
    at: MAP,
    facts: <span>{`图上 ${count.toLocaleString("zh-CN")} 件在办`}</span>,
    extra: islandFiles(),
    body: (
      <>
        {await CityStrip({ ctx })}
        {await filtersOf({ ctx, asked, offered, organisation })}
        {table ? (
          <MapTable listed={found.listed} count={count} saying={saying} to={to} />
        ) : (
          <div class="map-page" data-map {...islandOf(asked)}>
            <div class="map-frame">
              <div class="map-scroll" tabindex={0} role="region" aria-label="地图">
                <PlaceMap
                  view={view}
                  ground={ground}
                  layers={{ ...under, pins: [...under.pins, ...pinsOf(found, view, nearer)] }}
                  label={`地图：${count} 件在办，和旁边的列表相同`}
                />
              </div>
              <Moves view={view} to={to} />
              <Legend />
            </div>
            <section class="map-beside" aria-label="图上的事" data-map-list data-map-tints={tintsText(under.tints)}>
              <h2>现在的事</h2>
              <MapList listed={found.listed} count={count} saying={saying} to={to} />
            </section>
          </div>
        )}
      </>
    ),
  });
}

/** How deep each cell or area is tinted, for the map that moves. */
function tintsText(tints: readonly MapTint[]): string {
  return JSON.stringify(Object.fromEntries(tints.map(({ code = "", share }) => [code, tintStep(share)])));
}

/** Boxes that were ticked, as one value of the address. */
function withLayers(query: Incoming["query"]): Incoming["query"] {
  const ticked: unknown = query["layer"];
  if (ticked === undefined) return query;
  return {
    ...query,
    layers: [ticked]
      .flat()
      .filter((each) => typeof each === "string")
      .join(","),
  };
}
