import { ContrastSwitch, ElderSwitch, ThemeSwitch } from "./display-form.tsx";
import { Icon } from "./icon.tsx";
import { SealMark } from "./seal-mark.tsx";
import type { Display, NavLink, Site } from "./site.ts";
import { t } from "./text.ts";

/** Who is signed in, in the words shown to themselves. */
export interface PortalActor {
  /** "林秀英" */
  name: string;
  /** The firm or the person one acts for: "云州小满餐饮有限公司". */
  onBehalf?: string;
}

export interface FrameProps {
  site: Site;
  display: Display;
  /** Path and query of this page. */
  path: string;
  token?: string;
  actor?: PortalActor;
  nav: readonly NavLink[];
}

function Person({ actor, token }: { actor?: PortalActor; token?: string }) {
  if (!actor)
    return (
      <a class="portal-login" href="/sign-in">
        <Icon name="user-round" />
        <span>{t("登录")}</span>
      </a>
    );
  return (
    <>
      <a class="portal-login" href="/agency">
        <Icon name={actor.onBehalf ? "building-2" : "user-round"} />
        <span class="portal-person">{actor.onBehalf ?? actor.name}</span>
      </a>
      <form class="display-switch portal-leave" method="post" action="/sign-out">
        {token !== undefined && <input type="hidden" name="_token" value={token} />}
        <button type="submit">
          <Icon name="log-out" />
          <span>{t("退出")}</span>
        </button>
      </form>
    </>
  );
}

/** Name of the city's site, ways in, the person. */
export function PortalHeader({ site, display, path, token, actor, nav }: FrameProps) {
  return (
    <header class="portal-head">
      <div class="portal-head-row">
        <a class="portal-name" href="/">
          <SealMark mark={site.mark} size={38} />
          <span>{site.name}</span>
        </a>
        <div class="portal-tools">
          <ElderSwitch display={display} back={path} token={token} />
          <Person actor={actor} token={token} />
        </div>
      </div>
      <nav class="portal-nav" aria-label={t("主要栏目")}>
        <ul>
          {nav.map(({ href, label, current }) => (
            <li>
              <a href={href} aria-current={current ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** Whom to call, how pages look, who publishes. */
export function PortalFooter({ site, display, path, token }: FrameProps) {
  return (
    <footer class="portal-foot">
      <div class="portal-foot-row">
        <div class="portal-call">
          <p class="portal-call-number">
            <Icon name="phone" />
            <a href={`tel:${site.hotline}`}>{site.hotline}</a>
          </p>
          <p>{t("不会办、办不了，打电话问。全天有人接听。")}</p>
        </div>
        <div class="portal-foot-switches">
          <ElderSwitch display={display} back={path} token={token} />
          <ContrastSwitch display={display} back={path} token={token} />
          <ThemeSwitch display={display} back={path} token={token} />
        </div>
        <ul class="portal-foot-links">
          <li>
            <a href="/accessibility">{t("无障碍说明")}</a>
          </li>
          <li>
            <a href="/privacy">{t("个人信息保护")}</a>
          </li>
          <li>
            <a href="/help">{t("帮助")}</a>
          </li>
        </ul>
        <p class="portal-publisher">
          {t("主办单位")}：{site.publisher}
          {site.note && <span> · {site.note}</span>}
        </p>
      </div>
    </footer>
  );
}
