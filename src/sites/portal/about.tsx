import type { ComponentChildren } from "preact";
import { page, type Route } from "#kernel/http";
import { galleryPage } from "#ui";
import { displayOf, show } from "./show.ts";

function aboutRoute(path: string, title: string, body: ComponentChildren): Route {
  return {
    method: "GET",
    path,
    who: "anyone",
    site: "portal",
    handle: (incoming, ctx) =>
      show(incoming, ctx, {
        title,
        crumbs: [{ href: "/", label: "首页" }],
        body: (
          <div class="prose">
            <h1>{title}</h1>
            {body}
          </div>
        ),
      }),
  };
}

/** What the foot of every page leads to; and, for who builds pages, every component on one page. */
export const aboutRoutes: Route[] = [
  { method: "GET", path: "/gallery", who: "anyone", site: "portal", handle: (incoming) => page(galleryPage(displayOf(incoming))) },
  aboutRoute(
    "/help",
    "帮助",
    <>
      <h2>怎样办一件事</h2>
      <p>在首页输入要办的事，打开办事指南，看清条件和材料，点“在线办理”。每填一步都会保存，可以分几次填。</p>
      <h2>怎样知道办到哪了</h2>
      <p>
        登录后打开<a href="/my">我的事项</a>。每一步谁办的、什么时候办的、接下来做什么、哪天办完，都写在上面。
      </p>
      <h2>替单位办事</h2>
      <p>
        先请法定代表人在<a href="/agency">为谁办事</a>里授权，再切换到单位。
      </p>
      <h2>字太小，看不清</h2>
      <p>点页面上方的“长辈模式”，字会变大，按钮也变大，还可以读给您听。</p>
      <h2>还是不会</h2>
      <p>
        打 <a href="tel:12345">12345</a>，全天有人接听；也可以带上身份证到政务服务中心，有人帮您办。
      </p>
    </>,
  ),
  aboutRoute(
    "/privacy",
    "个人信息保护",
    <>
      <p>我们只收办这件事要用的信息，用途写在每一页的问题旁边。</p>
      <h2>怎样保管</h2>
      <p>身份证号、电话、住址、银行账号加密保存。工作人员平时看到的是打了星号的，要看完整的必须写明理由。</p>
      <h2>您能看到谁看过</h2>
      <p>
        每一次查看都记在<a href="/my/looks">谁看过我的数据</a>里，谁也改不了。
      </p>
      <h2>您的权利</h2>
      <p>您可以查看、更正自己的信息，撤回还没有办完的申请。个人信息保护法第四十四条到第五十条写明了这些权利。</p>
      <h2>浏览器里存什么</h2>
      <p>只存登录状态和您选的显示方式，不跟踪您看过什么。</p>
    </>,
  ),
  aboutRoute(
    "/accessibility",
    "无障碍说明",
    <>
      <p>每个页面都能只用键盘操作，能用读屏软件朗读，手机屏幕窄到 360 像素也能用，不开 JavaScript 也能办完一件事。</p>
      <h2>长辈模式</h2>
      <p>大字、大按钮、少内容，可以朗读。开关在每一页的上方和下方。</p>
      <h2>高对比度和深色</h2>
      <p>开关在每一页的下方；您的手机或电脑设成深色的，页面会跟着变。</p>
      <h2>遇到障碍</h2>
      <p>
        打 <a href="tel:12345">12345</a> 告诉我们是哪一页、哪一步。
      </p>
    </>,
  ),
];
