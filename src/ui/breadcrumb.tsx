import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";
import { t } from "./text.ts";

/** A page above this one. */
export interface Crumb {
  href: string;
  label: string;
}

/** The way from the front page to here; the page itself is its heading and is not repeated. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav class="breadcrumb" aria-label={t("您在这里")}>
      <ol>
        {crumbs.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
            <Icon name="chevron-right" />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** One step back in a form; always above the heading. */
export function BackLink({ href, children = t("上一步") }: { href: string; children?: string }) {
  return (
    <a class="back" href={href}>
      <Icon name="arrow-left" />
      <span>{children}</span>
    </a>
  );
}

export const examples: Example[] = [
  {
    name: "面包屑",
    show: () => (
      <Breadcrumb
        crumbs={[
          { href: "#home", label: "首页" },
          { href: "#shop", label: "开店经营" },
        ]}
      />
    ),
  },
  { name: "上一步", show: () => <BackLink href="#back" /> },
];
