import { discardDraft, isEditable } from "#matter/intake";
import { redirect, type Route } from "#kernel/http";
import { Confirm, formatDate, LinkButton, State } from "#ui";
import { editable, isReply } from "./frame.tsx";
import { openApplication } from "./application.ts";
import { show } from "../show.ts";

/** What an application consists of, how far it is, and the way on. */
export const overviewRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/apply",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      if (isReply(application)) return application;
      const { matter, steps } = application;
      const next = steps.find(({ done }) => !done)!;
      return show(incoming, ctx, {
        title: `申请一览 - ${matter.itemName}`,
        back: { href: "/my", label: "我的事项" },
        body: (
          <>
            <h1>{matter.itemName}</h1>
            <p class="lead">
              {matter.owner.kind === "organisation" ? matter.owner.label : "本人申请"}，{formatDate(matter.createdAt)}开始填写。填好的都已保存。
            </p>
            <ol class="link-list step-list">
              {steps.map(({ id, title, href, done }) => (
                <li>
                  <div>
                    <a href={href}>{title}</a>
                  </div>
                  {id === "check" ? (
                    <State tone="draft">{next.id === "check" ? "可以提交了" : "最后一步"}</State>
                  ) : done ? (
                    <State tone="good">填好了</State>
                  ) : (
                    <State tone="waiting">还要填</State>
                  )}
                </li>
              ))}
            </ol>
            <div class="button-row">
              <LinkButton href={next.href}>{next.id === "check" ? "核对并提交" : "接着填"}</LinkButton>
              {matter.phase === "draft" && (
                <LinkButton kind="quiet" href={`/my/matters/${matter.matterId}/discard`}>
                  不办了，删掉
                </LinkButton>
              )}
            </div>
          </>
        ),
      });
    },
  },
  {
    // The first step that is not done: after the button that starts, and in links that say "go on".
    method: "GET",
    path: "/my/matters/:matter/apply/start",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      return isReply(application) ? application : redirect(application.steps.find(({ done }) => !done)!.href);
    },
  },
  {
    method: "GET",
    path: "/my/matters/:matter/discard",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const { matter } = await openApplication(ctx, incoming.params["matter"]!);
      const path = `/my/matters/${matter.matterId}`;
      if (matter.phase !== "draft") return redirect((await isEditable(ctx, matter)) ? `${path}/supplement` : path);
      return show(incoming, ctx, {
        title: "删掉这份草稿",
        body: (
          <Confirm
            title={`删掉“${matter.itemName}”的草稿吗？`}
            consequences={["填写的内容和上传的文件不再保留，删掉后找不回来。", "以后还可以重新申请。"]}
            action={`${path}/discard`}
            token={incoming.formToken}
            confirm="删掉草稿"
            kind="seal"
            back={`${path}/apply`}
          />
        ),
      });
    },
  },
  {
    method: "POST",
    path: "/my/matters/:matter/discard",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      await discardDraft(ctx, params["matter"]!);
      return redirect("/my");
    },
  },
];
