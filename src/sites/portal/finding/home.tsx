import { publicItems } from "./public-items.ts";
import { dayOf } from "#kernel/clock";
import { cityOf } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import type { Route } from "#kernel/http";
import { Hero, LinkList, LinkTiles, Section } from "#ui";
import { alarmBand } from "../alerts/band.tsx";
import { show } from "../show.ts";
import { PLACEHOLDER, suggestionsOf } from "./suggestions.ts";
import { tilesFor } from "./themes.ts";
import { waitingRows } from "../my/waiting.ts";

/** Words people have in mind; four of them are shown, others each day. */
const EXAMPLES = ["开饭店", "高龄津贴", "生孩子", "开理发店", "挂招牌", "老人补贴", "开奶茶店", "办食堂", "开宾馆", "生育登记", "户外广告", "gljt"];

function examplesOf(day: string): string[] {
  const start = (Number(day.slice(8)) * 4) % EXAMPLES.length;
  return [0, 1, 2, 3].map((i) => EXAMPLES[(start + i) % EXAMPLES.length]!);
}

/** Names of the departments of the city itself first: those with something to do online, then by how many items they have. */
export async function departmentTiles(ctx: Ctx): Promise<{ name: string; count: number; online: number }[]> {
  const counts = new Map<string, { name: string; count: number; online: number }>();
  for (const { department, guideOnly } of (await publicItems(ctx)).guides) {
    const row = counts.get(department) ?? { name: department, count: 0, online: 0 };
    row.count += 1;
    if (!guideOnly) row.online += 1;
    counts.set(department, row);
  }
  return [...counts.values()].sort((a, b) => b.online - a.online || b.count - a.count || a.name.localeCompare(b.name, "zh"));
}

const SHOWN_DEPARTMENTS = 8;
const SHOWN_OF_KIND = 8;

async function Mine({ ctx }: { ctx: Ctx }) {
  const rows = await waitingRows(ctx);
  return (
    <Section title={rows.length > 0 ? "等您处理" : "我的事项"} aside={<a href="/my">我的全部事项</a>}>
      {rows.length > 0 ? <LinkList rows={rows.slice(0, 4)} /> : <p class="hint">现在没有等您处理的事。</p>}
    </Section>
  );
}

/** The front page. */
export const homeRoute: Route = {
  method: "GET",
  path: "/",
  who: "anyone",
  site: "portal",
  async handle(incoming, ctx) {
    const { guides: items, others } = await publicItems(ctx);
    const used = new Set(items.flatMap(({ themes }) => themes));
    const departments = await departmentTiles(ctx);
    const mine = ctx.actor.kind === "person" ? await Mine({ ctx }) : undefined;
    const band = await alarmBand(ctx);
    const searchBox = {
      action: "/search",
      label: "要办什么事？",
      placeholder: PLACEHOLDER,
      suggestions: suggestionsOf(items),
      examples: examplesOf(dayOf(ctx.now)),
    };
    return show(incoming, ctx, {
      title: "首页",
      width: "wide",
      hero: <Hero title={`${cityOf(ctx).name}政务服务`} search={searchBox} />,
      body: (
        <div class="home">
          {band}
          {mine}
          <Section title="一生的事" aside={<a href="/personal">个人办事</a>}>
            <LinkTiles tiles={await tilesFor(ctx, "person", used)} />
          </Section>
          <div class="fewer">
            <Section title="企业的事" aside={<a href="/business">企业办事</a>}>
              <LinkTiles tiles={await tilesFor(ctx, "organisation", used)} />
            </Section>
          </div>
          {others.map(({ kind, name, items: own }) => (
            <Section title={name} {...(own.length > SHOWN_OF_KIND && { aside: <a href={`/items#${kind}`}>全部 {own.length} 项</a> })}>
              <LinkTiles
                tiles={own.slice(0, SHOWN_OF_KIND).map(({ itemId, name: label, short, department }) => ({
                  href: `/items/${encodeURIComponent(itemId)}`,
                  label,
                  hint: short || department,
                  icon: "megaphone",
                }))}
              />
            </Section>
          ))}
          <Section title="随时可查" aside={<a href="/follow">没有登录提交的，凭编号查进度</a>}>
            <LinkTiles
              tiles={[
                { href: "/my", label: "办到哪了", hint: "进度、期限、联系谁", icon: "history" },
                { href: "/my/licences", label: "我的证照", hint: "出示、下载电子证照", icon: "wallet" },
                { href: "/verify", label: "核验证照", hint: "看一本证是真是假", icon: "shield-check" },
                { href: "/disclosures", label: "公示", hint: "依法公开的办理结果", icon: "scroll-text" },
                { href: "/alerts", label: "预警信息", hint: "现在生效的、刚解除的", icon: "triangle-alert" },
                { href: "/my/looks", label: "谁看过我的数据", hint: "谁、何时、为什么", icon: "eye" },
              ]}
            />
          </Section>
          <div class="fewer">
            <Section title="按部门找" aside={<a href="/departments">全部 {departments.length} 个部门</a>}>
              <LinkTiles
                tiles={departments
                  .slice(0, SHOWN_DEPARTMENTS)
                  .map(({ name, count }) => ({ href: `/departments/${encodeURIComponent(name)}`, label: name, hint: `${count} 个事项` }))}
              />
            </Section>
          </div>
        </div>
      ),
    });
  },
};
