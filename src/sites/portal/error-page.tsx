import { cityOf } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming } from "#kernel/http";
import { LinkButton, Problem } from "#ui";
import { htmlOf } from "./show.ts";

const TITLES: Record<number, string> = {
  400: "这个地址打不开",
  401: "请重新登录",
  403: "这一页您看不了",
  404: "找不到这个页面",
  409: "情况有了变化",
  413: "文件太大了",
  415: "这种内容收不了",
  422: "填写的内容有误",
  429: "操作太快了",
  500: "这一步没有办成",
  503: "暂时办不了",
};

const KEPT = "您刚才填的内容替您留着：半小时内用同一个账号登录，会放回原来的页面。选过的文件要重新选。";

/** The path without what follows the question mark; forms post to where their page is. */
function pathOf(url: string): string {
  return url.split("?")[0] ?? "/";
}

function Next({ status, url, see, back }: { status: number; url: string; see: string | undefined; back: string | undefined }) {
  if (status === 401) return <LinkButton href={`/sign-in?back=${encodeURIComponent(back ?? url)}`}>登录后接着办</LinkButton>;
  if (see) return <LinkButton href={see}>去看那一件</LinkButton>;
  if (status === 404) return <LinkButton href="/">回首页找</LinkButton>;
  if (url.startsWith("/my/matters/")) {
    return (
      <div class="button-row">
        <LinkButton href={pathOf(url)}>重新打开这一页</LinkButton>
        <LinkButton href="/my" kind="quiet">
          我的事项
        </LinkButton>
      </div>
    );
  }
  return <LinkButton href="/">回首页</LinkButton>;
}

/** Whatever goes wrong, in plain words: what happened, what is safe, what to do. */
export function portalErrorPage(refusal: Refusal, asked: Incoming, by: Pick<Ctx, "actor" | "ports">): string {
  const { status, code, message } = refusal;
  const title = code === "FORM_EXPIRED" ? "这一页放得太久了" : (TITLES[status] ?? TITLES[500]!);
  const inside = asked.url.startsWith("/my/matters/") && status !== 404 && status !== 403;
  const happened = status === 401 ? "登录已经过期，或者您还没有登录。为了保护您的信息，请重新登录。" : message;
  return htmlOf(asked, by, {
    title,
    body: (
      <Problem
        title={title}
        happened={happened}
        {...(asked.kept ? { safe: KEPT } : inside && { safe: "之前保存过的内容都在，没有丢。" })}
        next={<Next status={status} url={asked.url} see={refusal.see} back={asked.kept?.back} />}
        hotline={cityOf(by).hotline}
      />
    ),
  });
}
