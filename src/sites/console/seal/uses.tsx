import { findByNumber } from "#matter/matter";
import { searchUses, type UseFilter, viewSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { isId } from "#values/ids";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, Pager, TextField } from "#ui";
import { show } from "../show.tsx";
import { addressOf, chosen, pageOf } from "../typed.ts";
import { CRUMBS } from "./crumbs.ts";
import { sealTitle } from "./seal-state.tsx";
import { SealTabs } from "./seal-tabs.tsx";
import { seenMatters } from "./seen-matters.ts";
import { UseTable } from "./use-table.tsx";

const PATH = "/console/seals/uses";
const DAY = 86_400_000;

/** Midnight in Shanghai at the beginning of a day; undefined for what is no day. */
function beginning(day: string | undefined): Date | undefined {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(day ?? "") ? `${day}T00:00:00+08:00` : NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The log of uses of the seals that the reader's duties reach; of one seal with `seal` in the address. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const [sealId, text, by, number, from, until] = ["seal", "q", "by", "number", "from", "until"].map((name) => chosen(query, name));
  const page = pageOf(query);
  const [seal, matter] = await Promise.all([sealId ? viewSeal(ctx, sealId) : undefined, number ? findByNumber(ctx, number) : undefined]);
  const [first, last] = [beginning(from), beginning(until)];
  const filter: UseFilter = {
    ...(sealId && isId(sealId) && { sealId }),
    ...(matter && { matterId: matter.matterId }),
    ...(text && { text }),
    ...(by && { by }),
    ...(first && { from: first }),
    ...(last && { until: new Date(last.getTime() + DAY) }),
    page,
  };
  const { rows, more } = number && !matter ? { rows: [], more: false } : await searchUses(ctx, filter);
  const narrowed = [text, by, number, from, until].some((each) => each !== undefined);
  const own = addressOf(PATH, { seal: sealId });
  return show(incoming, ctx, {
    title: seal ? `用印记录：${sealTitle(seal)}` : "用印记录",
    ...(seal && { crumbs: [...CRUMBS, { href: `/console/seals/${seal.sealId}`, label: sealTitle(seal) }] }),
    ...(!seal && { facts: <span>每次用印都在这里，不能修改和删除。</span> }),
    body: (
      <>
        {!seal && <SealTabs current={PATH} />}
        <FilterRow action={PATH} {...(narrowed && { clear: own })}>
          <TextField name="q" label="文件" type="search" {...(text && { value: text })} />
          <TextField name="number" label="编号（完整填写）" type="search" {...(number && { value: number })} />
          <TextField name="by" label="经办人" type="search" {...(by && { value: by })} />
          <TextField name="from" label="从哪天" type="date" {...(from && { value: from })} />
          <TextField name="until" label="到哪天（含当天）" type="date" {...(until && { value: until })} />
          {sealId && <input type="hidden" name="seal" value={sealId} />}
        </FilterRow>
        <UseTable
          rows={rows}
          seen={await seenMatters(ctx, rows)}
          withSeal={!seal}
          empty={
            <EmptyState title={narrowed ? "没有符合条件的用印记录" : "还没有用印记录"} icon="stamp">
              <p>{narrowed ? "可以按文件名称、经办人的一部分查，或者清空条件。" : "文书、证照盖章以后会出现在这里：谁、哪份文件、什么时候。"}</p>
            </EmptyState>
          }
        />
        {(more || page > 1) && (
          <Pager page={page} pages={more ? page + 1 : page} href={(to) => addressOf(PATH, { seal: sealId, q: text, by, number, from, until, page: to })} />
        )}
      </>
    ),
  });
}
