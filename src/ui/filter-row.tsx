import { toChildArray, type ComponentChildren } from "preact";
import { Button } from "./button.tsx";
import type { Example } from "./example.ts";
import { Select } from "./select.tsx";
import { TextField } from "./text-field.tsx";

export interface FilterRowProps {
  /** The list's own address; a GET form, so that a filtered list can be kept and sent. */
  action: string;
  /** With it a POST form: what is typed may be somebody's number or name, and no address carries it in clear. */
  token?: string;
  /** Fields: TextField, Select. */
  children: ComponentChildren;
  /** Back to the whole list; shown when something is filtered. */
  clear?: string;
}

/** Filters in one row above a table. On a phone the first stands alone, the others unfold; where something is filtered they are unfolded. */
export function FilterRow({ action, token, children, clear }: FilterRowProps) {
  const [first, ...more] = toChildArray(children);
  return (
    <form class="filter-row" method={token === undefined ? "get" : "post"} action={action} role="search" aria-label="筛选">
      {token !== undefined && <input type="hidden" name="_token" value={token} />}
      {first}
      {more.length > 0 && (
        <>
          <label class="filter-open">
            <input type="checkbox" checked={clear !== undefined} /> 更多条件
          </label>
          <div class="filter-more">{more}</div>
        </>
      )}
      <div class="filter-row-act">
        <Button kind="secondary" small icon="filter">
          筛选
        </Button>
        {clear && <a href={clear}>清空</a>}
      </div>
    </form>
  );
}

/** One saved view, or one part of a page. */
export interface Tab {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
}

/** Parts of one page as links: each has its own address. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ href, label: name, count, current }) => (
          <li>
            <a href={href} aria-current={current ? "page" : undefined}>
              {name}
              {count !== undefined && <span class="tabs-count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export const examples: Example[] = [
  {
    name: "筛选行",
    show: () => (
      <FilterRow action="#filter" clear="#all">
        <TextField name="q" label="编号或当事人" type="search" />
        <Select
          name="step"
          label="环节"
          empty="全部"
          options={[
            { value: "check", label: "核对" },
            { value: "visit", label: "现场看" },
          ]}
        />
        <TextField name="since" label="收到日期起" type="date" />
      </FilterRow>
    ),
  },
  {
    name: "页签",
    show: () => (
      <Tabs
        label="列表视图"
        tabs={[
          { href: "#mine", label: "等我办理", count: 12, current: true },
          { href: "#unit", label: "本科室", count: 48 },
          { href: "#late", label: "超期", count: 2 },
          { href: "#done", label: "已办" },
        ]}
      />
    ),
  },
];
