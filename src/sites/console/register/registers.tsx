import { grants, organisationNow } from "#people/duty";
import { type RegisterDefinition, registersNow } from "#register/register";
import { countRecords, reachOf } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatCount, Table, Tag } from "#ui";
import { show } from "../show.tsx";

export const SUBJECTS: Record<RegisterDefinition["subject"], string> = { person: "自然人", organisation: "法人和其他组织", place: "场所" };

/** The highest grade among a register's fields: the register as a whole is kept by it. */
export function gradeOf(definition: RegisterDefinition): number {
  return Math.max(1, ...definition.fields.map(({ grade }) => grade));
}

/** What the city knows: every register with its source, grade and size. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [definitions, organisation] = await Promise.all([registersNow(ctx), organisationNow(ctx)]);
  const rows = await Promise.all(
    [...definitions.values()].map(async (definition) => ({
      definition,
      count: await countRecords(ctx, definition.id),
      reads: grants(ctx.actor, "register.read") && (await reachOf(ctx, definition)) !== undefined,
    })),
  );
  const imports = grants(ctx.actor, "register.import");
  return show(incoming, ctx, {
    title: "信息库",
    facts: <span>个人信息默认遮盖，查看完整要写理由，当事人看得到。</span>,
    body: (
      <Table
        caption="信息库"
        captionHidden
        stack
        rows={rows}
        empty={
          <EmptyState title="还没有信息库" icon="database">
            <p>安装带有信息库的业务包以后会出现在这里。</p>
          </EmptyState>
        }
        columns={[
          {
            title: "名称",
            names: true,
            cell: ({ definition, reads }) => (
              <>
                {reads ? <a href={`/console/registers/${definition.id}`}>{definition.name}</a> : definition.name}
                {definition.description && <div class="hint small">{definition.description}</div>}
              </>
            ),
          },
          { title: "对象", cell: ({ definition }) => SUBJECTS[definition.subject], tight: true },
          { title: "来源单位", cell: ({ definition }) => organisation.unitName(definition.source) },
          { title: "分级", cell: ({ definition }) => <Tag>{gradeOf(definition)} 级</Tag>, tight: true },
          { title: "项目", cell: ({ definition }) => `${definition.fields.length} 项`, align: "end", tight: true },
          { title: "记录", cell: ({ count: { count, over } }) => `${over ? "超过 " : ""}${formatCount(count)} 条`, align: "end", tight: true },
          ...(imports
            ? [
                {
                  title: "操作",
                  cell: ({ definition }: { definition: RegisterDefinition }) => <a href={`/console/registers/${definition.id}/import`}>导入</a>,
                  tight: true,
                },
              ]
            : []),
        ]}
      />
    ),
  });
}
