import type { ComponentChildren } from "preact";
import type { Example } from "./example.ts";
import { type IconName, Icon } from "./icon.tsx";
import { type Tone, State } from "./state.tsx";

/** A box with a heading: only where a line is not enough to hold things together. */
export function Card({ title, aside, children }: { title?: string; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="card">
      {title && (
        <div class="card-head">
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** A part of a page under its own heading, with a link or two beside it. */
export function Section({ title, aside, children }: { title: string; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section>
      <div class="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** One way in. */
export interface Tile {
  href: string;
  label: string;
  icon?: IconName;
  hint?: string;
}

/** Ways in, side by side: life events, departments. */
export function LinkTiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <ul class="tiles">
      {tiles.map(({ href, label, icon, hint }) => (
        <li>
          <a href={href}>
            {icon && <Icon name={icon} />}
            <span>
              <strong>{label}</strong>
              {hint && <small>{hint}</small>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** One line of a list of things to open. */
export interface LinkRow {
  href: string;
  title: string;
  /** Unit, number, date. */
  facts?: ComponentChildren;
  /** What to do, in bold: "请在11月26日前补交平面图". */
  note?: ComponentChildren;
  state?: { tone: Tone; word: string };
}

/** Things to open, one under the other: my matters, search results, notices. */
export function LinkList({ rows }: { rows: readonly LinkRow[] }) {
  return (
    <ul class="link-list">
      {rows.map(({ href, title, facts, note, state }) => (
        <li>
          <div>
            <a href={href}>{title}</a>
            {note && <p class="link-list-note">{note}</p>}
            {facts && <p class="hint small">{facts}</p>}
          </div>
          {state && <State tone={state.tone}>{state.word}</State>}
        </li>
      ))}
    </ul>
  );
}

/** Words folded away until asked for: why we ask, common questions. */
export function Disclosure({ summary, open, children }: { summary: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="disclosure" open={open}>
      <summary>
        <Icon name="chevron-right" />
        <span>{summary}</span>
      </summary>
      <div class="prose">{children}</div>
    </details>
  );
}

export const examples: Example[] = [
  {
    name: "卡片",
    show: () => (
      <Card title="送达方式" aside={<a href="#change">更改</a>}>
        <p>电子证照当日送到“我的证照”，纸质证照邮寄到云州市青溪区窑前路 18 号。</p>
      </Card>
    ),
  },
  {
    name: "一节",
    show: () => (
      <Section title="我的事项" aside={<a href="#all">全部</a>}>
        <p>等您处理的排在最前。</p>
      </Section>
    ),
  },
  {
    name: "入口",
    show: () => (
      <LinkTiles
        tiles={[
          { href: "#birth", label: "出生", icon: "baby", hint: "出生证、落户、医保" },
          { href: "#school", label: "入学", icon: "graduation-cap", hint: "报名、学籍、资助" },
          { href: "#shop", label: "开店", icon: "store", hint: "执照、证照、招牌" },
          { href: "#old", label: "养老", icon: "heart-handshake", hint: "高龄津贴、老年证" },
        ]}
      />
    ),
  },
  {
    name: "可打开的清单",
    show: () => (
      <LinkList
        rows={[
          {
            href: "#1",
            title: "小餐饮店登记",
            facts: "990101-2026-000123 · 11月18日（周三）申请",
            note: "请在11月26日前补交“经营场所平面图”",
            state: { tone: "waiting", word: "等您补充" },
          },
          { href: "#2", title: "户外招牌设置", facts: "990101-2026-000098 · 11月12日（周四）申请", state: { tone: "running", word: "现场核查" } },
          { href: "#3", title: "高龄津贴", facts: "990101-2026-000044 · 10月9日（周五）申请", state: { tone: "good", word: "已发放" } },
        ]}
      />
    ),
  },
  {
    name: "折起的说明",
    show: () => (
      <Disclosure summary="为什么要问经营面积？">
        <p>300 平方米以上的餐饮店要现场核查，办理时间会长 3 个工作日。</p>
      </Disclosure>
    ),
  },
];
