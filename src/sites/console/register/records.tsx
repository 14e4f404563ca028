import { grants, organisationNow } from "#people/duty";
import { listRecords, type RegisterRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatCount, formatDay, LinkButton, Pager, Table, Tag, TextField, type Column } from "#ui";
import { show } from "../show.tsx";
import { searchedFor, searching } from "../searching.ts";
import { addressOf, pageOf } from "../typed.ts";
import { gradeOf } from "./registers.tsx";
import { valueWords } from "./value-words.ts";

const SIZE = 40;
const SHOWN = 5;

export const post = searching("key");

/** A page of a register, personal values masked; a whole key finds its record. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const key = searchedFor(ctx, incoming.query, "key");
  const page = pageOf(incoming.query);
  const id = incoming.params["register"]!;
  const path = `/console/registers/${id}`;
  const [{ definition, records, count }, organisation] = await Promise.all([listRecords(ctx, id, { ...(key && { key }), page }), organisationNow(ctx)]);
  const keyField = definition.fields.find(({ name }) => name === definition.key);
  const rest = definition.fields.filter(({ name }) => name !== definition.key).slice(0, SHOWN);
  const columns: Column<RegisterRecord>[] = [
    {
      title: keyField?.label ?? "编号",
      names: true,
      tight: true,
      cell: ({ recordId, values }) => <a href={`${path}/records/${recordId}`}>{valueWords(values[definition.key], organisation)}</a>,
    },
    ...rest.map((field): Column<RegisterRecord> => ({ title: field.label, cell: ({ values }) => valueWords(values[field.name], organisation, field) })),
    { title: "更新", cell: ({ updatedAt }) => formatDay(updatedAt), tight: true },
  ];
  return show(incoming, ctx, {
    title: definition.name,
    crumbs: [{ href: "/console/registers", label: "信息库" }],
    facts: (
      <>
        <span>{organisation.unitName(definition.source)}</span>
        <span>共 {formatCount(count)} 条</span>
        <Tag>{gradeOf(definition)} 级</Tag>
      </>
    ),
    actions: grants(ctx.actor, "register.import") && (
      <LinkButton href={`${path}/import`} kind="secondary" icon="upload">
        导入
      </LinkButton>
    ),
    body: (
      <>
        <FilterRow action={path} token={incoming.formToken} {...(key && { clear: path })}>
          <TextField name="key" label={`${keyField?.label ?? "编号"}（完整填写）`} type="search" {...(key && { value: key })} />
        </FilterRow>
        <Table
          caption={definition.name}
          captionHidden
          stack
          rows={records}
          columns={columns}
          empty={
            <EmptyState title={key ? "没有这条记录" : "库里还没有记录"} icon="database">
              <p>{key ? `请核对${keyField?.label ?? "编号"}，要填写完整。` : "办件办结或者导入以后会出现在这里。"}</p>
            </EmptyState>
          }
        />
        {!key && <Pager page={page} pages={Math.max(1, Math.ceil(count / SIZE))} total={count} href={(to) => addressOf(path, { page: to })} />}
      </>
    ),
  });
}
