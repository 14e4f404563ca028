import { countRaised, listWatches, MONTHS, ruleOf, trialsLately, type Rule, type StandingWatch } from "#matter/watch";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatCount, Table } from "#ui";
import { show } from "../show.tsx";
import { RuleStanding, ruleWords } from "./rule-words.tsx";

/** The address of the rules. */
export const PATH = "/console/watches";

interface Row {
  standing: StandingWatch;
  rule: Rule;
  /** How often it would have begun something in the months of the trial. */
  would: number;
  all: number;
  open: number;
}

/** Rules by which something is begun before more come: what each says, what it would have begun in the last twelve months, whether it runs. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [watches, raised] = await Promise.all([listWatches(ctx), countRaised(ctx)]);
  const ruled = await Promise.all(watches.map(async (standing) => ({ standing, rule: await ruleOf(ctx, standing.watch) })));
  const whole = ruled.flatMap(({ standing, rule }) => (rule ? [{ standing, rule }] : []));
  const trials = await trialsLately(
    ctx,
    whole.map(({ rule }) => rule),
    whole.map(({ standing }) => standing.hash),
  );
  const rows = whole.map(({ standing, rule }): Row => {
    const { all = 0, open = 0 } = raised.get(standing.watch.id) ?? {};
    return { standing, rule, would: trials.get(standing.watch.id)!.would.length, all, open };
  });
  return show(incoming, ctx, {
    title: "未诉先办",
    facts: (
      <>
        <span>{formatCount(rows.length)} 条规则</span>
        <span>{formatCount(rows.filter(({ standing }) => standing.running).length)} 条已启用</span>
      </>
    ),
    body: (
      <div class="stack">
        <p class="hint">规则只看地方、种类和时间，不看是谁反映的、反映的是谁。先看试算，再启用；启用以后每小时看一遍，一处只提出一件，背后的件都连在上面。</p>
        <Table
          caption="规则"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="还没有规则" icon="bell">
              <p>业务包的 watches.yaml 写了规则，装好以后会出现在这里。</p>
            </EmptyState>
          }
          columns={[
            { title: "规则", cell: ({ standing: { watch } }) => <a href={`${PATH}/${watch.id}`}>{watch.name}</a>, names: true },
            { title: "看什么", cell: ({ rule }) => ruleWords(rule) },
            { title: "状态", cell: ({ standing }) => <RuleStanding watch={standing} />, tight: true },
            { title: `试算：${MONTHS} 个月会提出`, cell: ({ would }) => `${formatCount(would)} 件`, align: "end", tight: true },
            { title: "提出过", cell: ({ all }) => `${formatCount(all)} 件`, align: "end", tight: true },
            { title: "在办", cell: ({ open }) => `${formatCount(open)} 件`, align: "end", tight: true },
          ]}
        />
      </div>
    ),
  });
}
