import type { ComponentChildren } from "preact";
import type { Example } from "./example.ts";
import { type IconName, Icon } from "./icon.tsx";

export interface EmptyStateProps {
  /** What would be here. */
  title: string;
  icon?: IconName;
  /** How it comes here, and a way on. */
  children?: ComponentChildren;
}

/** Nothing here yet: what would be here and how it comes. */
export function EmptyState({ title, icon = "inbox", children }: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

export interface ProblemProps {
  /** "找不到这个页面" */
  title: string;
  /** What happened. */
  happened: ComponentChildren;
  /** What is safe: "您填写的内容都在". */
  safe?: ComponentChildren;
  /** What to do now. */
  next: ComponentChildren;
  /** To read out on the telephone. */
  reference?: string;
  hotline?: string;
}

const FOR_STAFF: Record<number, string> = {
  401: "请先登录",
  403: "不能打开这个页面",
  404: "没有找到",
  409: "情况有了变化",
  413: "内容太大",
  422: "没有提交成功",
  500: "这一步没有办成",
  503: "暂时连不上",
};

/** The title of an error page for staff, by status. */
export function staffProblem(status: number): string {
  return FOR_STAFF[status] ?? "没有办成";
}

/** The body of an error page: what happened, what is safe, what to do. */
export function Problem({ title, happened, safe, next, reference, hotline = "12345" }: ProblemProps) {
  return (
    <div class="prose problem">
      <h1>{title}</h1>
      <p>{happened}</p>
      {safe && (
        <p>
          <Icon name="shield-check" /> {safe}
        </p>
      )}
      <div>{next}</div>
      <p class="hint">
        还是不行？打 <a href={`tel:${hotline}`}>{hotline}</a>
        {reference && (
          <>
            ，报这个编号：<span class="number">{reference}</span>
          </>
        )}
        。
      </p>
    </div>
  );
}

export const examples: Example[] = [
  {
    name: "空清单",
    show: () => (
      <EmptyState title="没有等您办理的件">
        <p>新分到您岗位的事情会出现在这里。</p>
      </EmptyState>
    ),
  },
  {
    name: "出错页",
    show: () => (
      <Problem
        title="没有提交成功"
        happened="提交时网络断了，申请还没有送到窗口。"
        safe="您填写的内容和上传的材料都已保存为草稿。"
        next={<a href="#draft">打开草稿，再提交一次</a>}
        reference="7F3A-20"
      />
    ),
  },
];
