import { Type } from "@sinclair/typebox";
import type { Route } from "#kernel/http";
import { capOf, findSent, isIdentifier, LEVELS, listShown, messagesOf, type Shown } from "#outcome/alert";
import { notFound } from "#values/errors";
import { AlarmSign, DefinitionList, EmptyState, formatDateTime, stylesheetPath, Tag } from "#ui";
import { show } from "../show.ts";
import { feedOf } from "./feed.ts";

const STANDING = { holds: "生效中", ended: "已解除", expired: "已到期" } as const;

function Alarm({ alarm }: { alarm: Shown }) {
  const { identifier, content, standing, sentAt, firstAt, kind } = alarm;
  const { word, rank } = LEVELS[content.level];
  return (
    <article class="alarm" id={identifier}>
      <p>
        <AlarmSign level={content.level} word={`${word}预警`} /> <Tag>{STANDING[standing]}</Tag>
      </p>
      <h2>{content.headline}</h2>
      <DefinitionList
        items={[
          { term: "类别", detail: content.eventName },
          { term: "级别", detail: `${rank}（${word}）` },
          { term: "起始时间", detail: `${formatDateTime(content.effective)}，到${formatDateTime(content.expires)}` },
          {
            term: "可能影响的范围",
            detail: content.areas.length > 0 ? `${content.scope}\n涉及：${content.areas.map(({ name }) => name).join("、")}` : content.scope,
          },
          { term: "警示事项", detail: content.cautions },
          { term: "应采取的措施", detail: content.measures },
          { term: "发布单位", detail: content.issuerName },
          { term: "发布时间", detail: formatDateTime(firstAt) },
          ...(kind === "Alert" ? [] : [{ term: kind === "Update" ? "更新时间" : "解除时间", detail: formatDateTime(sentAt) }]),
          ...(content.reason === "" ? [] : [{ term: kind === "Cancel" ? "为什么解除" : "为什么更新", detail: content.reason }]),
          {
            term: "编号",
            detail: (
              <>
                {identifier} <a href={`/alerts/${identifier}.cap`}>给程序用的格式</a>
              </>
            ),
          },
        ]}
      />
    </article>
  );
}

/** Alarms that hold, and those that ended within a day: for people, as a feed, and each message as CAP 1.2. */
export const alertRoutes: Route[] = [
  {
    method: "GET",
    path: "/alerts",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const shown = await listShown(ctx);
      return show(incoming, ctx, {
        title: "预警信息",
        crumbs: [{ href: "/", label: "首页" }],
        body: (
          <>
            <link rel="stylesheet" href={stylesheetPath("alarm")} />
            <h1>预警信息</h1>
            <p class="hint">现在生效的预警，和一天内解除、到期的。</p>
            {shown.some(({ standing }) => standing === "holds") ? undefined : (
              <EmptyState title="现在没有生效的预警" icon="shield-check">
                <p>发布以后会出现在这里和首页。遇到危险请打 110、119、120。</p>
              </EmptyState>
            )}
            {shown.map((alarm) => (
              <Alarm alarm={alarm} />
            ))}
            <p class="hint">
              给程序用的：<a href="/alerts/feed.atom">订阅地址</a>（Atom，CAP 1.2）。
            </p>
          </>
        ),
      });
    },
  },
  {
    method: "GET",
    path: "/alerts/feed.atom",
    who: "anyone",
    site: "portal",
    async handle(_incoming, ctx) {
      return { kind: "bytes", content: await feedOf(ctx), type: "application/atom+xml; charset=utf-8", cache: "asked" };
    },
  },
  {
    method: "GET",
    path: "/alerts/:file",
    who: "anyone",
    site: "portal",
    schema: { params: Type.Object({ file: Type.String({ maxLength: 60 }) }) },
    async handle({ params }, ctx) {
      const [, identifier = ""] = /^(.+)\.cap$/.exec(params["file"]!) ?? [];
      const message = isIdentifier(identifier) ? await findSent(ctx, identifier) : undefined;
      if (!message) throw notFound("预警");
      const before = (await messagesOf(ctx, message.matterId)).filter(({ seq }) => seq < message.seq);
      // What went out never changes: an update is another message.
      return { kind: "bytes", content: capOf(message, before, `${ctx.publicUrl}/alerts`), type: "application/cap+xml; charset=utf-8", cache: true };
    },
  },
];
