import { workOf } from "#content/kind";
import { listDocuments } from "#matter/matter";
import { redirect, type Route } from "#kernel/http";
import { formatDate, LinkButton, Notice, Section } from "#ui";
import { editable, isReply } from "./frame.tsx";
import { sendingWord } from "./check.tsx";
import { aboutWords } from "../my/line.ts";
import { show } from "../show.ts";

interface Problem {
  about: string;
  problem: string;
}

/** What somebody was asked to put right, and the ways to put it right. */
export const supplementRoute: Route = {
  method: "GET",
  path: "/my/matters/:matter/supplement",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const application = await editable(incoming, ctx);
    if (isReply(application)) return application;
    const { matter, steps, item, view } = application;
    const path = `/my/matters/${matter.matterId}`;
    if (matter.phase === "draft") return redirect(`${path}/apply`);
    // What was asked for, by the last act that said so; the paper that told it, where one did.
    const asked = view.acts.findLast(({ data }) => Array.isArray(data["problems"]));
    const problems = (asked?.data["problems"] ?? []) as Problem[];
    const document = (await listDocuments(ctx, matter.matterId)).findLast(({ data }) => Array.isArray(data["problems"]));
    const task = view.mine.find(({ kind }) => workOf(view.blueprint.kind, kind)?.edits === "form");
    const ways = steps.filter(({ id }) => id !== "check");
    return show(incoming, ctx, {
      title: `${task?.name ?? "补充内容"} - ${matter.itemName}`,
      back: { href: path, label: "办理进度" },
      body: (
        <>
          <h1>请{task?.name ?? "补充内容"}</h1>
          <p class="lead">{matter.itemName}</p>
          {problems.length > 0 && (
            <Notice kind="waiting" title={`要补 ${problems.length} 处，一次说清`}>
              <ol class="problems">
                {problems.map(({ about, problem }) => (
                  <li>
                    {about && <strong>{aboutWords(item, about)}：</strong>}
                    {problem}
                  </li>
                ))}
              </ol>
              {document && (
                <p>
                  {formatDate(document.issuedAt)}告知，<a href={`${path}/documents/${document.documentId}`}>看{document.name}</a>
                </p>
              )}
            </Notice>
          )}
          <Section title="改哪里">
            <ul class="plain-links">
              {ways.map(({ title, href }) => (
                <li>
                  <a href={`${href}?from=check`}>{title}</a>
                </li>
              ))}
            </ul>
          </Section>
          <p>改好以后核对一遍，再提交。</p>
          <div class="button-row">
            <LinkButton href={`${path}/apply/check`}>核对并{sendingWord(application)}</LinkButton>
          </div>
        </>
      ),
    });
  },
};
