import { organisationNow } from "#people/duty";
import { blueprintOf, findByNumber, getMatter, firstBrokenAct, listActs } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { calendarNow } from "#kernel/clock";
import { firstBrokenLook, listLooks, listUnusualUnmaskings, MOST_A_DAY, MOST_AN_HOUR } from "#kernel/trace";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatDateTime, Notice, Section, Table, TextField } from "#ui";
import type { ComponentChild } from "preact";
import { MatterHistory } from "../matter/history.tsx";
import { show } from "../show.tsx";
import { chosen } from "../typed.ts";

const PATH = "/console/trace";

async function found(ctx: Ctx, matterId: string): Promise<ComponentChild> {
  const { matter } = await getMatter(ctx, matterId);
  const { kind } = await blueprintOf(ctx, matter);
  const subject = matter.owner.id;
  const [acts, broken, looks, brokenLook, organisation] = await Promise.all([
    listActs(ctx, matterId),
    firstBrokenAct(ctx, matterId),
    listLooks(ctx, subject),
    firstBrokenLook(ctx, subject),
    organisationNow(ctx),
  ]);
  return (
    <div class="stack">
      <Section title="办理记录" aside={<a href={`/console/matters/${matterId}`}>看这件事项</a>}>
        <MatterHistory acts={acts} kind={kind} organisation={organisation} calendar={await calendarNow(ctx)} broken={broken} />
      </Section>
      <Section title={`谁看过 ${matter.owner.label} 的信息`}>
        {brokenLook !== undefined && (
          <Notice kind="wrong" title={`从第 ${brokenLook} 条起，查看记录与校验值对不上`}>
            <p>请立即报告平台管理员。</p>
          </Notice>
        )}
        <Table
          caption={brokenLook === undefined ? `最近 ${looks.length} 次查看，记录完整` : "查看记录"}
          stack
          rows={looks}
          empty={<EmptyState title="还没有人看过" icon="eye" />}
          columns={[
            { title: "时间", cell: ({ at }) => formatDateTime(at), tight: true },
            {
              title: "谁",
              cell: ({ actor }) => `${actor.name}　${actor.unit ? (organisation.units.get(actor.unit)?.shortName ?? actor.unit) : ""}`,
              names: true,
            },
            { title: "看了什么", cell: ({ fields }) => fields.join("、") },
            { title: "理由", cell: ({ purpose }) => purpose },
          ]}
        />
      </Section>
    </div>
  );
}

/** Who looked into personal values unusually much: the auditor asks them. */
async function Unusual({ ctx }: { ctx: Ctx }) {
  const [rows, organisation] = await Promise.all([listUnusualUnmaskings(ctx), organisationNow(ctx)]);
  if (rows.length === 0) return undefined;
  return (
    <Section title="查看完整信息异常">
      <p class="hint">
        没有对应事项的一天 10 次以上、比本人平时多出 3 倍、或者超过上限（一小时 {MOST_AN_HOUR} 次，一天 {MOST_A_DAY} 次）被拦下的，请核实理由。近 90 天。
      </p>
      <Table
        caption="查看完整信息异常"
        captionHidden
        stack
        rows={rows}
        columns={[
          { title: "日期", cell: ({ day }) => day, tight: true },
          {
            title: "谁",
            names: true,
            cell: ({ name, unit }) => `${name}　${unit ? (organisation.units.get(unit)?.shortName ?? unit) : ""}`,
          },
          { title: "次数", cell: ({ times }) => `${times} 次`, align: "end", tight: true },
          { title: "涉及", cell: ({ things }) => `${things} 条`, align: "end", tight: true },
          { title: "被拦下", cell: ({ refused }) => `${refused} 次`, align: "end", tight: true },
          { title: "平时每天", cell: ({ usual }) => (usual === null ? "没有" : `${usual} 次`), align: "end", tight: true },
          { title: "最近一次", cell: ({ lastAt }) => formatDateTime(lastAt), tight: true },
        ]}
      />
    </Section>
  );
}

/** The auditor's page: who unmasked unusually much, a matter's chain of acts and the chain of looks at its owner, each checked link by link. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const number = chosen(incoming.query, "number");
  const known = number ? await findByNumber(ctx, number) : undefined;
  return show(incoming, ctx, {
    title: "痕迹核验",
    facts: <span>每一步办理、每一次查看都有记录，前后相扣；改动任何一条都会被发现。</span>,
    body: (
      <>
        <FilterRow action={PATH} {...(number && { clear: PATH })}>
          <TextField name="number" label="编号（完整填写）" type="search" length={30} {...(number && { value: number })} />
        </FilterRow>
        {known ? (
          await found(ctx, known.matterId)
        ) : (
          <EmptyState title={number ? "没有这个编号" : "填写编号，核验它的全部记录"} icon="shield-check">
            <p>{number ? "请核对编号，要填写完整。" : "编号在办理页的标题下面，可以复制过来。"}</p>
          </EmptyState>
        )}
        {!number && (await Unusual({ ctx }))}
      </>
    ),
  });
}
