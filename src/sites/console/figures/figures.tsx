import { INDICATED_BY } from "#content/kind";
import { callFigures } from "#matter/call";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { ButtonRow, EmptyState, LinkButton, Tabs } from "#ui";
import { PeriodChoice } from "../board/period.tsx";
import { listedKind, readsKind } from "../list/reach.ts";
import { show } from "../show.tsx";
import { addressOf } from "../typed.ts";
import { asked, BY_WORDS, figuresAsked, type Asked } from "./asked.ts";
import { listBehind } from "./behind.ts";
import { RowsTable, WholeTable, type Behind, type Told } from "./tables.tsx";

const PATH = "/console/figures";

/** What the telephone of a desk did, told beside the orders that came of it. */
async function telephone(ctx: Ctx, { kind, period, before }: Asked): Promise<Told[]> {
  if (!kind.desk) return [];
  const [now, then] = await Promise.all([callFigures(ctx, period), callFigures(ctx, before)]);
  if (now.came === 0 && then.came === 0) return [];
  return [
    {
      name: "接通率",
      share: { met: now.answered, of: now.came },
      before: { met: then.answered, of: then.came },
      note: "接通的来电比全部来电。GB/T 33358-2016",
    },
    {
      name: "15 秒接通率",
      share: { met: now.promptly, of: now.came },
      before: { met: then.promptly, of: then.came },
      note: "15 秒内接通的来电比全部来电。GB/T 33358-2016",
    },
  ];
}

/** 指标: how well the matters of a kind go, as shares with their numbers, by unit, item or street. Of work, not of persons; nothing is ranked. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const wanted = await asked(incoming, ctx);
  if (!wanted)
    return show(incoming, ctx, {
      title: "指标",
      body: (
        <EmptyState title="您负责的种类还没有指标" icon="chart-column">
          <p>业务包里写了指标（indicators.yaml）的种类，会在这里按月显示办得怎么样。</p>
        </EmptyState>
      ),
    });
  const { kind, kinds, indicators, posts, by, period } = wanted;
  const [{ all, rows }, calls] = await Promise.all([figuresAsked(ctx, wanted), telephone(ctx, wanted)]);
  const listed = readsKind(ctx.actor, kind.id) ? await listedKind(ctx, kind.id) : undefined;
  const behind: Behind = (indicator, part, key) => listed && listBehind(listed, indicator[part], indicator, period, ctx.now, { by, key });
  const kept = { kind: kind.id, by };
  const here = { ...kept, ...period.query };
  return show(incoming, ctx, {
    title: "指标",
    body: (
      <div class="stack figures">
        <p class="hint">
          这里看的是事情办得怎么样，两个数都写出来；不给单位和人排名，行的次序是机构、事项、区划本来的次序。
          {period.until > ctx.now && "这一段还没有过完，数到现在，先不和前一段比。"}
        </p>
        {kinds.length > 1 && (
          <Tabs label="看哪一种" tabs={kinds.map(({ id, name }) => ({ href: addressOf(PATH, { ...here, kind: id }), label: name, current: id === kind.id }))} />
        )}
        <PeriodChoice period={period} path={PATH} kept={kept} />
        {all === undefined && calls.length === 0 ? (
          <EmptyState title="这一段没有可以算的" icon="chart-column">
            <p>这段时间里，{kind.name}没有办结的，也没有在办的。请换一段时间。</p>
          </EmptyState>
        ) : (
          <>
            <ButtonRow>
              <LinkButton kind="secondary" icon="download" href={addressOf(`${PATH}/export`, here)}>
                导出
              </LinkButton>
            </ButtonRow>
            <WholeTable all={all} indicators={indicators} posts={posts} behind={behind} beside={calls} />
            <Tabs
              label="按什么看"
              tabs={INDICATED_BY.map((each) => ({ href: addressOf(PATH, { ...here, by: each }), label: `按${BY_WORDS[each]}`, current: each === by }))}
            />
            <RowsTable rows={rows} indicators={indicators} by={by} behind={behind} />
          </>
        )}
      </div>
    ),
  });
}
