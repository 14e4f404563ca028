import { Icon, type IconName } from "./icon.tsx";
import { ContrastSwitch, ThemeSwitch } from "./display-form.tsx";
import { SealMark } from "./seal-mark.tsx";
import type { Display, Site } from "./site.ts";

/** One job of the console. */
export interface ConsoleLink {
  href: string;
  label: string;
  icon: IconName;
  current?: boolean;
  /** How many wait. */
  count?: number;
}

/** Jobs under one word: 待办, 件, 库, 看板, 管理. */
export interface ConsoleGroup {
  label: string;
  links: readonly ConsoleLink[];
}

/** The member of staff at work. */
export interface ConsoleActor {
  name: string;
  /** "受理岗" */
  post: string;
  /** "市场监督管理局 食品经营科" */
  unit: string;
  /** "青溪区" */
  area: string;
}

export interface ConsoleFrameProps {
  site: Site;
  display: Display;
  path: string;
  token?: string;
  actor: ConsoleActor;
  nav: readonly ConsoleGroup[];
  /** Whether this member of staff may search matters. */
  searchable?: boolean;
  /** What stands in the search box. */
  query?: string;
}

function Groups({ nav }: { nav: readonly ConsoleGroup[] }) {
  return (
    <>
      {nav.map(({ label, links }) => (
        <section>
          <h2>{label}</h2>
          <ul>
            {links.map(({ href, label: name, icon, current, count }) => (
              <li>
                <a href={href} aria-current={current ? "page" : undefined}>
                  <Icon name={icon} />
                  <span>{name}</span>
                  {count ? <span class="console-count">{count > 999 ? "999+" : count}</span> : null}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Left navigation by job; on a narrow screen a menu that opens without JavaScript. */
export function ConsoleNav({ nav }: { nav: readonly ConsoleGroup[] }) {
  return (
    <>
      <nav class="console-nav" aria-label="工作栏目">
        <Groups nav={nav} />
      </nav>
      <details class="console-menu">
        <summary>
          <Icon name="menu" />
          <span>菜单</span>
        </summary>
        <nav aria-label="工作栏目">
          <Groups nav={nav} />
        </nav>
      </details>
    </>
  );
}

/** Name, global search, where one works, person. */
export function ConsoleTop({ site, display, path, token, actor, searchable = true, query }: ConsoleFrameProps) {
  return (
    <header class="console-top">
      <a class="console-name" href="/console">
        <SealMark mark={site.mark} size={26} />
        <span>{site.city}一网</span>
      </a>
      {searchable && (
        <form class="console-search" role="search" action="/console/search" method={token === undefined ? "get" : "post"}>
          {token !== undefined && <input type="hidden" name="_token" value={token} />}
          <Icon name="search" />
          <input
            type="search"
            name="q"
            value={query}
            aria-label="搜件：编号、人或单位、事项"
            placeholder="搜件：编号、人或单位、事项"
            data-search
            autocomplete="off"
          />
          <kbd aria-hidden="true">/</kbd>
        </form>
      )}
      {(actor.area || actor.unit) && (
        <p class="console-place">
          <span>{actor.area}</span>
          <span>{actor.unit}</span>
        </p>
      )}
      <details class="console-person">
        <summary>
          <Icon name="user-round" />
          <span>{actor.name}</span>
          <Icon name="chevron-down" />
        </summary>
        <div>
          <p>
            <strong>{actor.name}</strong>
            <br />
            {actor.unit} {actor.post}
          </p>
          <a href="/console/account">我的账号</a>
          <ThemeSwitch display={display} back={path} token={token} />
          <ContrastSwitch display={display} back={path} token={token} />
          <p class="console-keys">
            <kbd>/</kbd> 搜索 <kbd>j</kbd> <kbd>k</kbd> 上下移动 <kbd>Enter</kbd> 打开 <kbd>x</kbd> 选中 <kbd>f</kbd> 去办理 <kbd>n</kbd> 下一件
          </p>
          <form class="display-switch" method="post" action="/console/sign-out">
            {token !== undefined && <input type="hidden" name="_token" value={token} />}
            <button type="submit">
              <Icon name="log-out" />
              <span>退出</span>
            </button>
          </form>
        </div>
      </details>
    </header>
  );
}
