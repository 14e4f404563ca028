import { listUndelivered, queuesOf, type PeerQueue, type Undelivered } from "#matter/exchange";
import { grants } from "#people/duty";
import { listPeers, ownKey, PEER_STANDINGS, peersToday, PROTOCOLS, type Peer, type PeerToday } from "#people/peer";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, EmptyState, formatCount, formatDateTime, State, Table } from "#ui";
import { show } from "../show.tsx";

interface Row {
  peer: Peer;
  today: PeerToday | undefined;
  queue: PeerQueue | undefined;
}

const SORTS = { pass: "转出", report: "进展", return: "退回" } as const;

function Standing({ peer, today }: Row) {
  if (peer.endedAt) return <State tone="closed">已停用</State>;
  if (today?.awaySince)
    return (
      <>
        <State tone="bad">{formatDateTime(today.awaySince)}起联系不上</State>
        <br />
        <span class="hint">{today.error}</span>
      </>
    );
  return today?.heardAt ? <State tone="good">联系得上</State> : <State tone="draft">还没有来往</State>;
}

/** A matter by its number; a link for who reads matters. */
function About({ row: { matterId, number }, reads }: { row: Undelivered; reads: boolean }) {
  return reads ? <a href={`/console/matters/${matterId}`}>{number}</a> : <>{number}</>;
}

/** Counterparts outside: how each is today, what waits for it, what was not taken. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [peers, today, queues, undelivered, own] = await Promise.all([listPeers(ctx), peersToday(ctx), queuesOf(ctx), listUndelivered(ctx), ownKey(ctx)]);
  const rows = peers.map((peer): Row => ({ peer, today: today.get(peer.peerId), queue: queues.get(peer.peerId) }));
  const names = new Map(peers.map(({ peerId, name }) => [peerId, name]));
  const reads = grants(ctx.actor, "matter.read");
  const count = (many: number | undefined): string => `${formatCount(many ?? 0)} 件`;
  const { waiting, refused } = undelivered;
  return show(incoming, ctx, {
    title: "对外协同",
    facts: (
      <>
        <span>{formatCount(rows.filter(({ peer }) => !peer.endedAt).length)} 个单位</span>
        <span>{formatCount(rows.filter(({ today: now, peer }) => !peer.endedAt && now?.awaySince).length)} 个联系不上</span>
        <span>{formatCount(rows.reduce((sum, { queue }) => sum + (queue?.waiting ?? 0), 0))} 条等着发</span>
      </>
    ),
    body: (
      <div class="stack">
        <p class="hint">不归本市办的件转给上级、下级和外市，办到哪一步会自己回到原来的件上。联系不上的，一分钟到一小时再试一次，试七天。</p>
        <Table
          caption="协同单位"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="还没有协同单位" icon="building-2">
              <p>由运维人员用命令登记：npm run peer -- add。双方先交换公钥。</p>
            </EmptyState>
          }
          columns={[
            { title: "单位", cell: ({ peer }) => peer.name, names: true },
            {
              title: "地址",
              cell: ({ peer: { peerId, url } }) => (
                <span class="hint">
                  {peerId} · {url}
                </span>
              ),
            },
            { title: "关系", cell: ({ peer }) => PEER_STANDINGS[peer.standing], tight: true },
            { title: "协议", cell: ({ peer }) => PROTOCOLS[peer.protocol], tight: true },
            { title: "现在", cell: (row) => <Standing {...row} /> },
            { title: "最近一次联系上", cell: ({ today: now }) => (now?.heardAt ? formatDateTime(now.heardAt) : "没有"), tight: true },
            { title: "等着发", cell: ({ queue }) => `${formatCount(queue?.waiting ?? 0)} 条`, align: "end", tight: true },
            { title: "转出", cell: ({ queue }) => count(queue?.out), align: "end", tight: true },
            { title: "转来", cell: ({ queue }) => count(queue?.in), align: "end", tight: true },
          ]}
        />
        <section class="sheet" aria-labelledby="refused">
          <h2 id="refused">没有收下的</h2>
          <Table
            caption="没有收下的"
            captionHidden
            stack
            rows={refused}
            empty={<p class="hint">没有。转出没有收下的，件会回到派遣环节；进展没有收下的列在这里。</p>}
            columns={[
              { title: "件", cell: (row) => <About row={row} reads={reads} />, names: true, tight: true },
              { title: "什么", cell: ({ sort }) => SORTS[sort], tight: true },
              { title: "哪个单位", cell: ({ peerId }) => names.get(peerId) },
              { title: "对方怎么说", cell: ({ refused: say, refusedCode }) => `${say}（${refusedCode}）` },
              { title: "时间", cell: ({ refusedAt }) => formatDateTime(refusedAt!), tight: true },
            ]}
          />
        </section>
        <section class="sheet" aria-labelledby="waiting">
          <h2 id="waiting">等着发的</h2>
          <Table
            caption="等着发的"
            captionHidden
            stack
            rows={waiting}
            empty={<p class="hint">没有，都发出去了。</p>}
            columns={[
              { title: "件", cell: (row) => <About row={row} reads={reads} />, names: true, tight: true },
              { title: "什么", cell: ({ sort }) => SORTS[sort], tight: true },
              { title: "哪个单位", cell: ({ peerId }) => names.get(peerId) },
              { title: "从什么时候起", cell: ({ madeAt }) => formatDateTime(madeAt), tight: true },
              { title: "试过", cell: ({ tries }) => `${tries} 次`, align: "end", tight: true },
              { title: "下一次", cell: ({ nextAt }) => formatDateTime(nextAt!), tight: true },
              { title: "上一次为什么没有送到", cell: ({ error }) => error ?? "" },
            ]}
          />
        </section>
        <section class="sheet" aria-labelledby="own-key">
          <h2 id="own-key">本市的公钥</h2>
          <p class="hint">交给对方登记。对方用它核对报文和回执是本市签的。</p>
          <DefinitionList
            items={[
              { term: "公钥（SM2）", detail: <code>{own.publicKey}</code> },
              { term: "密钥编号", detail: <code>{own.keyId}</code> },
            ]}
          />
        </section>
      </div>
    ),
  });
}
