import { organisationNow } from "#people/duty";
import { getRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, formatDateTime, Tag } from "#ui";
import { show } from "../show.tsx";
import { valueWords } from "./value-words.ts";

const SOURCES: Record<string, string> = { import: "导入", matter: "办件产生" };

/** One record, personal values masked. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [{ definition, record }, organisation] = await Promise.all([
    getRecord(ctx, incoming.params["register"]!, incoming.params["record"]!),
    organisationNow(ctx),
  ]);
  const at = `/console/registers/${definition.id}`;
  return show(incoming, ctx, {
    title: valueWords(record.values[definition.key], organisation),
    crumbs: [
      { href: "/console/registers", label: "信息库" },
      { href: at, label: definition.name },
    ],
    facts: (
      <>
        <span>{SOURCES[record.source] ?? record.source}</span>
        <span>{formatDateTime(record.updatedAt)}更新</span>
        {record.matterId && <a href={`/console/matters/${record.matterId}`}>来自这个办件</a>}
      </>
    ),
    body: (
      <section class="sheet">
        <DefinitionList
          items={definition.fields.map((field) => {
            const { name, label, personal, grade } = field;
            const value = valueWords(record.values[name], organisation, field);
            return {
              term: label,
              detail: (
                <>
                  {value}
                  {personal && value.includes("*") && (
                    <a class="unmask" href={`${at}/records/${record.recordId}/unmask?field=${encodeURIComponent(name)}`}>
                      查看完整<span class="hush">：{label}</span>
                    </a>
                  )}{" "}
                  {grade > 2 && <Tag>{grade} 级</Tag>}
                </>
              ),
            };
          })}
        />
      </section>
    ),
  });
}
