import { COPY_STATES, maskedFace, useCopy, type CopyStanding } from "#outcome/licence";
import { sealingBody } from "#outcome/licence-file";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, formatDate, formatDateTime, formatDay, Notice } from "#ui";
import { show } from "../show.tsx";
import { CopyStandingWord } from "./copy-state.tsx";

/** The copy that a material of a matter names; NotFound of any other. Taking it is a use, on record with how it stands now. */
export async function usedCopy({ params }: Incoming, ctx: Ctx, seen: "masked" | "whole"): Promise<CopyStanding> {
  const { matter, materials } = await viewAsStaff(ctx, params["matter"]!);
  const entry = materials.flatMap(({ entries }) => entries).find(({ entryId }) => entryId === params["entry"]);
  if (!entry?.copyId) throw notFound("加注件");
  return useCopy(ctx, matter.matterId, entry.copyId, seen);
}

/** A licence that was handed in, as the copy that was made for this matter: masked here and whole in its file, and how it stands at this moment. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const standing = await usedCopy(incoming, ctx, "masked");
  const { copy, licence, state } = standing;
  const at = `/console/matters/${copy.matterId}`;
  const papers = state === "valid" && (await sealingBody(ctx, licence)) !== undefined;
  return show(incoming, ctx, {
    title: `${licence.name}加注件`,
    crumbs: [{ href: at, label: copy.recipient }],
    facts: (
      <>
        <CopyStandingWord state={state} />
        <span class="number">{copy.number}</span>
      </>
    ),
    body: (
      <>
        <Notice title="当事人会看到这次查看">
          <p>您的姓名、单位、时间和这一件已经记入当事人的“谁看过我的数据”，同时记下了这份加注件当时的状态。</p>
        </Notice>
        {state !== "valid" && (
          <Notice kind="wrong" title={COPY_STATES[state]}>
            <p>
              {licence.why ? `${formatDate(licence.why.day, { year: true })}起：${licence.why.reason}` : copy.revoked?.reason}
              {licence.why?.basis && `（${licence.why.basis}）`}
              。不能再凭它办理，请按规定处理这份材料。
            </p>
          </Notice>
        )}
        <section class="sheet">
          <h2>加注</h2>
          <DefinitionList
            items={[
              { term: "仅供", detail: `${copy.use}（${copy.recipient}）` },
              { term: "有效期至", detail: formatDay(copy.untilDay) },
              { term: "生成时间", detail: formatDateTime(copy.madeAt) },
              ...(papers
                ? [
                    {
                      term: "盖章的文件",
                      detail: (
                        <>
                          <a href={`${at}/copies/${incoming.params["entry"]}/ofd`}>OFD</a>、<a href={`${at}/copies/${incoming.params["entry"]}/pdf`}>PDF</a>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </section>
        <section class="sheet">
          <h2>照面</h2>
          <DefinitionList
            items={[
              { term: "证照编号", detail: <span class="number">{licence.number}</span> },
              ...maskedFace(licence).map(({ label, value }) => ({ term: label, detail: value || "—" })),
              { term: "有效期", detail: licence.validUntil ? `${formatDay(licence.validFrom)} 至 ${formatDay(licence.validUntil)}` : "长期" },
              { term: "发证机关", detail: licence.issuerName },
            ]}
          />
        </section>
      </>
    ),
  });
}
