import { exchangesOf, mayTakeBack, type WentTo } from "#matter/exchange";
import type { MatterView } from "#matter/view";
import { listPeers } from "#people/peer";
import type { Ctx } from "#kernel/ctx";
import { DefinitionList, formatDateTime, LinkButton, State, type Tone } from "#ui";

const ENDS: Record<NonNullable<WentTo["outcome"]>, [tone: Tone, word: string]> = {
  answered: ["good", "对方办结"],
  returned: ["bad", "对方退回"],
  refused: ["bad", "对方没有收下"],
  "taken-back": ["closed", "已收回"],
};

function Standing({ pass: { outcome, receiptedAt, state } }: { pass: WentTo }) {
  const [tone, word]: [Tone, string] = outcome ? ENDS[outcome] : receiptedAt ? ["running", "对方在办"] : ["waiting", "还没有送到"];
  // What Open311 says begins with its own word for open and closed.
  const said = state?.replace(/^(open|closed) /, "") ?? "";
  return (
    <>
      <State tone={tone}>{word}</State>
      {outcome === null && said !== "" && `　${said}`}
    </>
  );
}

/** From whom outside a matter came, and to whom it went: its number there, the receipt, how it stands. Nothing where it never left. */
export async function outsideOf(ctx: Ctx, { matter }: MatterView) {
  const { from, to } = await exchangesOf(ctx, matter.matterId);
  if (!from && to.length === 0) return null;
  const names = new Map((await listPeers(ctx)).map(({ peerId, name }) => [peerId, name]));
  const open = to.some(({ endedAt }) => endedAt === null);
  return (
    <section class="sheet" aria-labelledby="outside">
      <h2 id="outside">对外协同</h2>
      {from && (
        <DefinitionList
          columns={2}
          items={[
            { term: "转来的单位", detail: names.get(from.peerId) },
            { term: "在那边的编号", detail: from.number },
            { term: "转来时间", detail: formatDateTime(from.at) },
            { term: "报回的进展", detail: `${from.reports} 次` },
          ]}
        />
      )}
      {to.map((pass) => (
        <DefinitionList
          columns={2}
          items={[
            { term: "转给", detail: names.get(pass.peerId) },
            { term: "现在", detail: <Standing pass={pass} /> },
            { term: "转出时间", detail: formatDateTime(pass.at) },
            { term: "回执", detail: pass.receiptedAt ? `${formatDateTime(pass.receiptedAt)}收到` : "还没有" },
            { term: "在那边的编号", detail: pass.number ?? "还没有" },
          ]}
        />
      ))}
      {open && mayTakeBack(ctx, matter.kind) && (
        <LinkButton kind="quiet" href={`/console/matters/${matter.matterId}/passing`}>
          收回自己办
        </LinkButton>
      )}
    </section>
  );
}
