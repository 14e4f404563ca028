import { grants, organisationNow } from "#people/duty";
import { TYPES, type RegisterField } from "#register/field";
import { getRegister, type RegisterDefinition, type RegisterRecord } from "#register/register";
import { listRecords, sortable } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";
import { EmptyState, LinkButton, StepPager, Table, Tag, type Column } from "#ui";
import { Refused } from "../refused.tsx";
import { listAddress } from "../searching.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { ListFilters } from "./list-filters.tsx";
import { filterNames, listQuery, sortText, type ListQuery } from "./list-query.ts";
import { gradeOf } from "./registers.tsx";
import { valueWords } from "./value-words.ts";

const SHOWN = 6;
/** Types whose values stand at the end of their column. */
const AT_END = new Set<RegisterField["type"]>(["integer", "number", "money"]);

/** A search is sent: to the list's own address, what was typed sealed, filters in clear. */
export async function post({ body, url, params }: Incoming, ctx: Ctx): Promise<Reply> {
  const definition = await getRegister(ctx, params["register"]!);
  const text = firstGraphemes(typed(body, "q").trim(), 200);
  const filters = Object.fromEntries([...filterNames(definition).map(({ name }) => name), "sort"].map((name) => [name, typed(body, name).trim()]));
  return redirect(listAddress(ctx, url.split("?", 1)[0]!, text === "" ? undefined : text, filters));
}

/** What names a record, then what is searched, narrowed and sorted, then the others, as many as a table holds; each in its place. */
function shownFields({ fields, key }: RegisterDefinition): RegisterField[] {
  const declared = ({ search, filter, sort }: RegisterField): boolean => search === true || filter === true || sort === true;
  const rest = fields.filter(({ name }) => name !== key);
  const first = [...rest.filter(({ type }) => type === "text").slice(0, 1), ...rest.filter(declared), ...rest];
  const chosen = new Set([...new Set(first)].slice(0, SHOWN));
  return rest.filter((field) => chosen.has(field));
}

async function found(ctx: Ctx, id: string, { filter, page }: ListQuery): Promise<Awaited<ReturnType<typeof listRecords>> | { refusal: Refusal }> {
  try {
    return await listRecords(ctx, id, filter, page);
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return { refusal: error };
    throw error;
  }
}

/** A page of a register, personal values masked; searched, narrowed and sorted by what its fields declare. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const id = incoming.params["register"]!;
  const definition = await getRegister(ctx, id);
  const query = listQuery(ctx, definition, incoming.query);
  const [came, organisation] = await Promise.all([found(ctx, id, query), organisationNow(ctx)]);
  const refusal = "refusal" in came ? came.refusal : undefined;
  const { records, more, earlier } = "refusal" in came ? { records: [], more: false, earlier: false } : came;
  const path = `/console/registers/${id}`;
  const { sort } = query.page;
  // A fault is told at the first box of its field.
  const firstBox = new Map(
    filterNames(definition)
      .reverse()
      .map(({ field, name }) => [field, name]),
  );
  const errors = Object.fromEntries(Object.entries(refusal?.fields ?? {}).map(([field, said]) => [firstBox.get(field) ?? field, said]));
  const to = (more: Record<string, string | undefined>, at = path): string =>
    listAddress(ctx, at, query.filter.text, { ...query.set, ...(sort && { sort: sortText(sort) }), ...more });
  const sorts = new Set(sortable(definition));
  const sorting = (name: string): Pick<Column<RegisterRecord>, "sort"> => {
    if (!sorts.has(name)) return {};
    const now = sort?.field === name ? (sort.down ? ("descending" as const) : ("ascending" as const)) : undefined;
    return { sort: { href: to({ sort: now === "ascending" ? `-${name}` : name }), ...(now && { now }) } };
  };
  const keyField = definition.fields.find(({ name }) => name === definition.key);
  const columns: Column<RegisterRecord>[] = [
    {
      title: keyField?.label ?? "编号",
      names: true,
      tight: true,
      cell: ({ recordId, values }) => <a href={`${path}/records/${recordId}`}>{keyField && valueWords(values[definition.key], organisation, keyField)}</a>,
      ...sorting(definition.key),
    },
    ...shownFields(definition).map((field): Column<RegisterRecord> => ({
      title: field.label,
      cell: ({ values }) => valueWords(values[field.name], organisation, field),
      ...(AT_END.has(field.type) && !field.codes && { align: "end" as const }),
      ...(TYPES[field.type].narrowed === "span" && { tight: true }),
      ...sorting(field.name),
    })),
  ];
  const [first, last] = [records[0], records.at(-1)];
  return show(
    incoming,
    ctx,
    {
      title: definition.name,
      crumbs: [{ href: "/console/registers", label: "信息库" }],
      facts: (
        <>
          <span>{organisation.unitName(definition.source)}</span>
          <Tag>{gradeOf(definition)} 级</Tag>
        </>
      ),
      actions: (
        <>
          {records.length > 0 && (
            <LinkButton href={to({}, `${path}/export`)} kind="secondary" icon="download">
              导出
            </LinkButton>
          )}
          {grants(ctx.actor, "register.import") && (
            <LinkButton href={`${path}/import`} kind="secondary" icon="upload">
              导入
            </LinkButton>
          )}
        </>
      ),
      wrong: refusal !== undefined,
      body: (
        <>
          <Refused refusal={refusal} errors={errors} />
          <ListFilters definition={definition} query={query} organisation={organisation} at={path} token={incoming.formToken} errors={errors} />
          {!refusal && (
            <Table
              caption={definition.name}
              captionHidden
              stack
              rows={records}
              columns={columns}
              empty={
                <EmptyState title={query.narrowed ? "没有符合条件的记录" : "库里还没有记录"} icon="database">
                  <p>{query.narrowed ? "号码、电话这些加密的内容要填写完整；可以少填几个条件再试。" : "事项办结或者导入以后会出现在这里。"}</p>
                </EmptyState>
              }
            />
          )}
          <StepPager
            {...(earlier && first && { previous: to({ before: first.recordId }) })}
            {...(more && last && { next: to({ after: last.recordId }) })}
            {...((query.page.after ?? query.page.before) !== undefined && { first: to({}) })}
          />
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}
