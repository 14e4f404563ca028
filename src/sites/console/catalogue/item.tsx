import { codesNow, getItem, getItemVersion, itemWords, listVersions, typeWord, type ItemWords } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import { basisWords, isOnline, type Item } from "#content/pack";
import { legibleDecisions } from "#content/rule";
import { readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, EmptyState, formatDateTime, formatFee, Section, State, Table, type Definition } from "#ui";
import { FlowDrawing } from "../matter/more.tsx";
import { show } from "../show.tsx";
import { DecisionTable } from "./decision-table.tsx";

function limitWords(text: string | undefined): string {
  const limit = text ? readLimit(text) : undefined;
  return limit ? `${limit.days} 个${limit.unit === "workday" ? "工作日" : "自然日"}` : "没有规定";
}

function factsOf(item: Item, unit: string, words: ItemWords): Definition[] {
  return [
    { term: "实施编码", detail: <span class="number">{item.code}</span> },
    { term: "事项类型", detail: typeWord(words, item.type) },
    { term: "办结方式", detail: item.pace === "instant" ? "当场办结" : "承诺期限内办结" },
    { term: "实施主体", detail: unit },
    ...(item.limits ? [{ term: "时限", detail: `承诺 ${limitWords(item.limits.promised)}，法定 ${limitWords(item.limits.statutory)}` }] : []),
    ...(item.fee ? [{ term: "收费", detail: formatFee(item.fee.amount) }] : []),
    ...(item.materials.length > 0 ? [{ term: "材料", detail: item.materials.map(({ name }) => name).join("、") }] : []),
    ...(item.basis.length > 0 ? [{ term: "依据", detail: item.basis.map(basisWords).join("；") }] : []),
    ...(item.synonyms.length > 0 ? [{ term: "别的叫法", detail: item.synonyms.join("、") }] : []),
  ];
}

/** One item in one of its versions: facts, flow and rules as they run. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  const asked = Number(incoming.query["version"]);
  const present = await getItem(ctx, itemId);
  const [version, versions, organisation] = await Promise.all([
    Number.isInteger(asked) && asked > 0 ? getItemVersion(ctx, itemId, asked) : present,
    listVersions(ctx, itemId),
    organisationNow(ctx),
  ]);
  const { definition } = version;
  const { item } = definition;
  const decisions = definition.rules ? await legibleDecisions(definition.rules) : [];
  return show(incoming, ctx, {
    title: item.name,
    crumbs: [{ href: "/console/catalogue", label: "事项" }],
    facts: (
      <>
        {isOnline(definition) ? <State tone="good">在线办理</State> : <State tone="draft">仅办事指南</State>}
        <span>
          第 {version.version} 版{version.version !== present.version && "（不是现在用的版本）"}
        </span>
        <span>{item.department}</span>
      </>
    ),
    body: (
      <div class="stack">
        <section class="sheet">
          <h2>基本信息</h2>
          <DefinitionList items={factsOf(item, organisation.unitName(item.unit), itemWords(await codesNow(ctx)))} />
        </section>
        {definition.flow && <Section title="流程">{await FlowDrawing(definition.flow)}</Section>}
        {decisions.length > 0 && (
          <Section title="规则">
            <div class="stack">
              {decisions.map((decision) => (
                <DecisionTable decision={decision} />
              ))}
            </div>
          </Section>
        )}
        <Table
          caption="版本"
          rows={versions}
          empty={<EmptyState title="没有版本" icon="history" />}
          columns={[
            {
              title: "版本",
              cell: (each) => <a href={`/console/catalogue/items/${encodeURIComponent(itemId)}?version=${each.version}`}>第 {each.version} 版</a>,
              names: true,
              tight: true,
            },
            { title: "发布时间", cell: ({ publishedAt }) => formatDateTime(publishedAt), tight: true },
            { title: "发布人", cell: ({ publishedBy }) => publishedBy },
            { title: "", cell: (each) => (each.version === present.version ? "现在用的版本；新申请按它办理" : "按它开始的继续按它办理") },
          ]}
        />
      </div>
    ),
  });
}
