import { grants, organisationNow, unitsInReach } from "#people/duty";
import { KINDS as SEAL_KINDS, STATES as SEAL_STATES, type SealKind, type SealState, searchSeals, type SealFilter, type SealRow } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, LinkButton, Notice, Pager, Select, Table, TextField, type Column } from "#ui";
import { show } from "../show.tsx";
import { addressOf, chosen, pageOf } from "../typed.ts";
import { inDays, isOver, SealStanding, sealTitle, SOON, ValidUntil } from "./seal-state.tsx";
import { SealTabs } from "./seal-tabs.tsx";

const PATH = "/console/seals";
const ENDING = "ending";
const KINDS = Object.entries(SEAL_KINDS).map(([value, { name }]) => ({ value, label: name }));
const STANDINGS = [...Object.entries(SEAL_STATES).map(([value, label]) => ({ value, label })), { value: ENDING, label: `${SOON.days} 天内到期` }];

function filterOf(incoming: Incoming, now: Date): SealFilter {
  const [text, unit, kind, state] = ["q", "unit", "kind", "state"].map((name) => chosen(incoming.query, name));
  return {
    ...(text && { text }),
    ...(unit && { unit }),
    ...(kind && { kind: kind as SealKind }),
    ...(state === ENDING ? { endsBefore: inDays(now, SOON.days) } : state && { state: state as SealState }),
    page: pageOf(incoming.query),
  };
}

/** The seals that the reader's duties reach. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const filter = filterOf(incoming, ctx.now);
  const [organisation, { rows, more }, urgent] = await Promise.all([
    organisationNow(ctx),
    searchSeals(ctx, filter),
    searchSeals(ctx, { endsBefore: inDays(ctx.now, SOON.urgent) }),
  ]);
  const { text, unit, kind, page = 1 } = filter;
  const state = chosen(incoming.query, "state");
  const narrowed = [text, unit, kind, state].some((each) => each !== undefined);
  const units = unitsInReach(organisation, ctx.actor, "seal.read");
  const columns: Column<SealRow>[] = [
    {
      title: "图样",
      cell: ({ sealId }) => <img class="seal-small" src={`${PATH}/${sealId}/picture.svg`} alt="" width={48} height={48} />,
      tight: true,
    },
    { title: "印章", cell: (seal) => <a href={`${PATH}/${seal.sealId}`}>{sealTitle(seal)}</a>, names: true },
    { title: "种类", cell: (seal) => SEAL_KINDS[seal.kind].name, tight: true },
    { title: "编码", cell: ({ code }) => <span class="number">{code}</span>, tight: true },
    { title: "单位", cell: (seal) => organisation.units.get(seal.unit)?.shortName ?? seal.unit },
    { title: "状态", cell: (seal) => <SealStanding state={seal.state} />, tight: true },
    { title: "有效期至", cell: (seal) => <ValidUntil until={seal.validUntil} now={ctx.now} over={isOver(seal.state)} />, tight: true },
  ];
  return show(incoming, ctx, {
    title: "印章",
    actions: grants(ctx.actor, "seal.manage") && (
      <LinkButton href={`${PATH}/new`} icon="plus">
        申请印章
      </LinkButton>
    ),
    body: (
      <>
        <SealTabs current={PATH} />
        {urgent.rows.length > 0 && state !== ENDING && (
          <Notice kind="wrong" title={`有 ${urgent.more ? `${urgent.rows.length} 枚以上` : `${urgent.rows.length} 枚`}印章 ${SOON.urgent} 天内到期`}>
            <p>
              到期后不能再用印，请提前申请新章。<a href={`${PATH}?state=${ENDING}`}>看快到期的印章</a>
            </p>
          </Notice>
        )}
        <FilterRow action={PATH} {...(narrowed && { clear: PATH })}>
          <TextField name="q" label="名称或编码" type="search" {...(text && { value: text })} />
          {units.length > 1 && (
            <Select
              name="unit"
              label="单位"
              empty="全部"
              options={units.map((value) => ({ value, label: organisation.units.get(value)?.shortName ?? value }))}
              {...(unit && { value: unit })}
            />
          )}
          <Select name="kind" label="种类" empty="全部" options={KINDS} {...(kind && { value: kind })} />
          <Select name="state" label="状态" empty="全部" options={STANDINGS} {...(state && { value: state })} />
        </FilterRow>
        <Table
          caption="印章"
          captionHidden
          stack
          rows={rows}
          columns={columns}
          empty={
            <EmptyState title={narrowed ? "没有符合条件的印章" : "还没有印章"} icon="stamp">
              <p>{narrowed ? "可以按名称或编码的一部分查，或者清空条件。" : "您职责范围内的印章申请以后会出现在这里。"}</p>
            </EmptyState>
          }
        />
        {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={(to) => addressOf(PATH, { q: text, unit, kind, state, page: to })} />}
      </>
    ),
  });
}
