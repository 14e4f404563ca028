import { listDocuments } from "#matter/matter";
import { redirect, type Route } from "#kernel/http";
import { formatDate, LinkButton, Notice, Section } from "#ui";
import { editable, isReply } from "./frame.tsx";
import { aboutWords } from "../my/line.ts";
import { show } from "../show.ts";

interface Problem {
  about: string;
  problem: string;
}

/** What the 补正告知书 asks for, and the ways to put it right. */
export const supplementRoute: Route = {
  method: "GET",
  path: "/my/matters/:matter/supplement",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const application = await editable(incoming, ctx);
    if (isReply(application)) return application;
    const { matter, steps, item } = application;
    const path = `/my/matters/${matter.matterId}`;
    if (matter.state !== "supplement") return redirect(`${path}/apply`);
    const document = (await listDocuments(ctx, matter.matterId)).findLast(({ kind }) => kind === "supplement")!;
    const problems = (document.data["problems"] ?? []) as Problem[];
    const ways = steps.filter(({ id }) => id !== "check");
    return show(incoming, ctx, {
      title: `补正 - ${matter.itemName}`,
      back: { href: path, label: "办理进度" },
      body: (
        <>
          <h1>请补正{matter.itemName}的材料</h1>
          <Notice kind="waiting" title={`要补 ${problems.length} 处，一次说清`}>
            <ol class="problems">
              {problems.map(({ about, problem }) => (
                <li>
                  {about && <strong>{aboutWords(item, about)}：</strong>}
                  {problem}
                </li>
              ))}
            </ol>
            <p>
              {formatDate(document.issuedAt)}告知，<a href={`${path}/documents/${document.documentId}`}>看补正告知书</a>
            </p>
          </Notice>
          <Section title="改哪里">
            <ul class="plain-links">
              {ways.map(({ title, href }) => (
                <li>
                  <a href={`${href}?from=check`}>{title}</a>
                </li>
              ))}
            </ul>
          </Section>
          <p>改好以后核对一遍，再提交补正。</p>
          <div class="button-row">
            <LinkButton href={`${path}/apply/check`}>核对并提交补正</LinkButton>
          </div>
        </>
      ),
    });
  },
};
