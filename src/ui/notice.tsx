import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import type { Example } from "./example.ts";
import { type IconName, Icon } from "./icon.tsx";

/** What a notice is about. */
export type NoticeKind = "info" | "done" | "waiting" | "wrong";

const faces: Record<NoticeKind, { icon: IconName; word: string }> = {
  info: { icon: "info", word: "提示" },
  done: { icon: "circle-check", word: "已完成" },
  waiting: { icon: "hourglass", word: "等您处理" },
  wrong: { icon: "circle-alert", word: "注意" },
};

export interface NoticeProps {
  kind?: NoticeKind;
  title?: string;
  children?: ComponentChildren;
  /** Read aloud at once by screen readers: for what has just happened. */
  live?: boolean;
}

/** A sentence or two above the page: what happened, what is safe, what to do. */
export function Notice({ kind = "info", title, children, live }: NoticeProps) {
  const { icon, word } = faces[kind];
  return (
    <div class={classNames("notice", `notice-${kind}`)} role={live ? (kind === "wrong" ? "alert" : "status") : undefined}>
      <Icon name={icon} label={word} />
      <div>
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

export const examples: Example[] = [
  {
    name: "完成",
    show: () => (
      <Notice kind="done" title="材料已收到" live>
        <p>收件号 990101-2026-000123，已发短信到 199****1234。</p>
      </Notice>
    ),
  },
  {
    name: "等您处理",
    show: () => (
      <Notice kind="waiting" title="请补一份材料">
        <p>还缺“经营场所平面图”。11月26日前补上，办理时限会接着算。</p>
      </Notice>
    ),
  },
  {
    name: "提示",
    show: () => (
      <Notice>
        <p>元旦期间窗口不开，网上照常可以申请，1月4日起审核。</p>
      </Notice>
    ),
  },
  {
    name: "出错",
    show: () => (
      <Notice kind="wrong" title="没有保存成功">
        <p>您填的内容还在本页。请过一分钟再点“保存并继续”，或拨打 12345。</p>
      </Notice>
    ),
  },
];
