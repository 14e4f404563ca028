import { getCertificate } from "#trust/certificate";
import { organisationNow, type Organisation } from "#people/duty";
import { listUsersOf, openMoves, viewSeal, PURPOSES, KINDS as SEAL_KINDS, type Seal, type SealMove, searchUses } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, EmptyState, LinkButton, Notice, Section } from "#ui";
import { show } from "../show.tsx";
import { chainOf } from "./chain.tsx";
import { CRUMBS } from "./crumbs.ts";
import { SealLife } from "./life.tsx";
import { inDays, isOver, SealStanding, sealTitle, SOON, ValidUntil } from "./seal-state.tsx";
import { isStep, STEPS } from "./steps.ts";
import { UseTable } from "./use-table.tsx";
import { seenMatters } from "./seen-matters.ts";

function Picture({ seal, at }: { seal: Seal; at: string }) {
  return (
    <figure class="seal-figure">
      <img class="seal-large" src={`${at}/picture.svg`} alt={`图样：${sealTitle(seal)}`} width={280} height={280} />
      <figcaption class="hint">
        图样只供查看，不能证明盖过章。下载 <a href={`${at}/picture.svg?keep=1`}>SVG</a> <a href={`${at}/picture.png?keep=1`}>PNG</a>
      </figcaption>
    </figure>
  );
}

function facts(seal: Seal, organisation: Organisation, users: readonly string[], now: Date) {
  const { code, esId, unit, kind, purposes, making, state } = seal;
  return (
    <DefinitionList
      items={[
        { term: "印章编码", detail: <span class="number">{code}</span> },
        { term: "电子印章标识", detail: <span class="number">{esId}</span> },
        { term: "种类", detail: SEAL_KINDS[kind].name },
        { term: "单位", detail: organisation.unitName(unit) },
        { term: "用在什么地方", detail: purposes.map((purpose) => PURPOSES[purpose]).join("；") },
        {
          term: "谁能用印",
          detail: seal.holderId
            ? `只有${users[0] ?? seal.name}本人`
            : `${users.join("、") || "没有人有这个职责"}${kind === "unit" ? "；平台制发文书和证照时" : ""}`,
        },
        { term: "有效期至", detail: <ValidUntil until={making?.validUntil} now={now} over={isOver(state)} /> },
      ]}
    />
  );
}

// What cannot be undone stands last and in the colour of the seal; of the others the first is the one that is waited for.
function Acts({ open, at }: { open: readonly SealMove[]; at: string }) {
  return open.filter(isStep).map((step, i) => (
    <LinkButton href={`${at}/steps/${step}`} kind={i === 0 && STEPS[step].kind === "primary" ? "primary" : "secondary"}>
      {STEPS[step].label}
    </LinkButton>
  ));
}

function Warning({ seal: { state, making }, open, now }: { seal: Seal; open: readonly SealMove[]; now: Date }) {
  if (state === "applied" && open.length === 0)
    return (
      <Notice title="等批准">
        <p>谁都不能批准自己的申请，由另一位印章管理员办理。</p>
      </Notice>
    );
  if (state === "frozen")
    return (
      <Notice kind="waiting" title="这枚印章已冻结，现在不能用印">
        <p>以前盖的章仍然有效。</p>
      </Notice>
    );
  if (making && !isOver(state) && making.validUntil < inDays(now, SOON.urgent))
    return (
      <Notice kind="wrong" title="快到期了">
        <p>到期后不能再用印，请提前申请新章；以前盖的章仍然有效。</p>
      </Notice>
    );
  return null;
}

/** One seal: its picture, what it is, its certificate, its life and its newest uses. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const seal = await viewSeal(ctx, incoming.params["seal"]!);
  const at = `/console/seals/${seal.sealId}`;
  const [organisation, open, { rows }, users, chain] = await Promise.all([
    organisationNow(ctx),
    openMoves(ctx, seal),
    searchUses(ctx, { sealId: seal.sealId }),
    listUsersOf(ctx, seal),
    seal.making && getCertificate(ctx, seal.making.certificateId).then((issued) => chainOf(ctx, issued)),
  ]);
  return show(incoming, ctx, {
    title: sealTitle(seal),
    crumbs: CRUMBS,
    facts: (
      <>
        <SealStanding state={seal.state} />
        <span class="number">{seal.code}</span>
        <span>{organisation.unitName(seal.unit)}</span>
      </>
    ),
    actions: open.length > 0 && <Acts open={open} at={at} />,
    body: (
      <>
        <Warning seal={seal} open={open} now={ctx.now} />
        <div class="split">
          <div class="stack">
            <section class="sheet">
              <h2>登记</h2>
              {facts(seal, organisation, users, ctx.now)}
            </section>
            <section class="sheet">
              <h2>证书</h2>
              {chain ?? <p class="hint">制作时签发。</p>}
            </section>
            <section class="sheet">
              <h2>经过</h2>
              <SealLife steps={seal.steps} />
            </section>
          </div>
          <aside>
            <Picture seal={seal} at={at} />
          </aside>
        </div>
        <section class="after">
          <Section title="最近用印" aside={<a href={`/console/seals/uses?seal=${seal.sealId}`}>全部用印记录</a>}>
            <UseTable
              rows={rows.slice(0, 10)}
              seen={await seenMatters(ctx, rows.slice(0, 10))}
              empty={
                <EmptyState title="还没有用过" icon="stamp">
                  <p>每次用印都会记在这里：谁、哪份文件、什么时候。</p>
                </EmptyState>
              }
            />
          </Section>
        </section>
      </>
    ),
  });
}
