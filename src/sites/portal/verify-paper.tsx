import { standingOfPaper } from "#proof/document";
import type { Limit, Route } from "#kernel/http";
import { DefinitionList, formatDate, formatDateTime } from "#ui";
import { show } from "./show.ts";
import { Verdict } from "./verdict.tsx";

// Nobody scans so many papers; programs share it.
const SCANS: Limit = { name: "paper-check", atOnce: 20, perMinute: 60 };

/** Whoever holds a paper scans its code and is told what the city knows of it, to be compared with what is printed. */
export const verifyPaperRoute: Route = {
  method: "GET",
  path: "/verify/paper/:code",
  who: "anyone",
  site: "portal",
  limit: SCANS,
  async handle(incoming, ctx) {
    const paper = await standingOfPaper(ctx, incoming.params["code"]!);
    return show(
      incoming,
      ctx,
      {
        title: "核验文书",
        crumbs: [
          { href: "/", label: "首页" },
          { href: "/verify", label: "核验证照" },
        ],
        body: (
          <>
            <h1>核验文书</h1>
            <Verdict look={paper ? "good" : "bad"} word={paper ? "是本市发出的" : "查不到"}>
              <p>
                {paper
                  ? "请和手里的文书逐项比对：有一项不一样，就不是原来的文书。"
                  : "本市没有发出过带这个码的文书。请当心，有疑问请联系文书上写的单位，或者打 12345。"}
              </p>
            </Verdict>
            {paper && (
              <DefinitionList
                items={[
                  { term: "文书", detail: paper.name },
                  { term: "文书编号", detail: paper.number },
                  { term: "发给", detail: paper.owner },
                  { term: "办理事项", detail: paper.item },
                  { term: "编号", detail: <span class="long-code">{paper.matter}</span> },
                  { term: "发出单位", detail: paper.issuer },
                  { term: "发出日期", detail: formatDate(paper.issuedAt, { year: true }) },
                  { term: "核验时间", detail: formatDateTime(ctx.now) },
                ]}
              />
            )}
            <p>
              手里有电子文件（PDF 或 OFD）？<a href="/verify/file">核验盖章文件</a>，连内容改没改过也能查出来。
            </p>
          </>
        ),
      },
      paper ? 200 : 404,
    );
  },
};
