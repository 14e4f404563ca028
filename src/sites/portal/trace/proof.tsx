import { latestCheckpoint, loggedActs, proveMatter } from "#proof/log";
import { actWord } from "#content/kind";
import { viewOwn, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { conflict } from "#values/errors";
import type { Route } from "#kernel/http";
import { DefinitionList, LinkButton, Section } from "#ui";

const short = (hex: string): string => `${hex.slice(0, 16)}…`;

/** What a matter's page and its receipt say of its place in the city's log. */
export async function proofSection(ctx: Ctx, { matter, acts }: Pick<MatterView, "matter" | "acts">) {
  const logged = await loggedActs(ctx, matter.matterId);
  const checkpoint = logged > 0 ? await latestCheckpoint(ctx) : undefined;
  return (
    <Section title="办理凭证">
      {checkpoint ? (
        <>
          <p>
            这件事的 {acts.length} 条办理记录，有 {logged} 条已经写进全市的日志{logged < acts.length && "，其余的一分钟内写入"}
            。下载凭证留着，以后可以核对有没有人改过。
          </p>
          <div class="button-row">
            <LinkButton kind="secondary" icon="download" href={`/my/matters/${matter.matterId}/proof`}>
              下载办理凭证
            </LinkButton>
            <LinkButton kind="quiet" href="/verify/trace">
              核对凭证
            </LinkButton>
          </div>
          <details>
            <summary>校验值</summary>
            <DefinitionList
              items={[
                { term: "最后一条记录", detail: <span class="long-code">{matter.head && short(matter.head.toString("hex"))}</span> },
                { term: "日志树根", detail: <span class="long-code">{short(checkpoint.root)}</span> },
                { term: "日志大小", detail: `${checkpoint.size} 片叶` },
              ]}
            />
          </details>
        </>
      ) : (
        <p>办理记录一分钟内写进全市的日志，之后刷新本页就可以下载凭证，用来核对记录有没有被人改过。</p>
      )}
    </Section>
  );
}

/** The proof as a file, for the person whose matter it is. */
export const proofRoute: Route = {
  method: "GET",
  path: "/my/matters/:matter/proof",
  who: "person",
  site: "portal",
  async handle({ params }, ctx) {
    const { matter, acts, blueprint } = await viewOwn(ctx, params["matter"]!);
    const logged = matter.number === null || matter.number === undefined ? 0 : await loggedActs(ctx, matter.matterId);
    if (logged === 0) throw conflict("PROOF_NOT_YET", "办理记录还没有写进日志，提交以后等一分钟再来下载。");
    const proof = await proveMatter(
      ctx,
      { matterId: matter.matterId, number: matter.number ?? "" },
      acts.map(({ seq, at, kind }) => ({ seq, at, act: actWord(blueprint.kind, kind) })),
    );
    return {
      kind: "bytes",
      content: `${JSON.stringify(proof, null, 1)}\n`,
      type: "application/json; charset=utf-8",
      name: `办理凭证 ${matter.number}.json`,
    };
  },
};
