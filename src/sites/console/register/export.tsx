import { getRegister } from "#register/register";
import { exportRecords, FORMATS, MOST_RECORDS } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import type { Refusal } from "#values/errors";
import { Button, ButtonRow, Form, LinkButton, Notice, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { listAddress } from "../searching.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { listQuery, sortText, type ListQuery } from "./list-query.ts";
import { WORKBOOK } from "./template.ts";

const TYPES: Record<string, string> = { xlsx: WORKBOOK, csv: "text/csv; charset=utf-8" };

/** The condition of the list travels in the address of the form: it is read there again, never out of the body. */
function addresses(ctx: Ctx, id: string, { filter, set, page }: ListQuery): { list: string; here: string } {
  const filters = { ...set, ...(page.sort && { sort: sortText(page.sort) }) };
  const path = `/console/registers/${id}`;
  return { list: listAddress(ctx, path, filter.text, filters), here: listAddress(ctx, `${path}/export`, filter.text, filters) };
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const definition = await getRegister(ctx, incoming.params["register"]!);
  const query = listQuery(ctx, definition, incoming.query);
  const { list, here } = addresses(ctx, definition.id, query);
  const errors = refusal?.fields ?? {};
  const format = typed(incoming.body, "format") || "xlsx";
  return show(
    incoming,
    ctx,
    {
      title: `导出${definition.name}`,
      crumbs: [
        { href: "/console/registers", label: "信息库" },
        { href: list, label: definition.name },
      ],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Notice title={query.narrowed ? "导出列表里符合条件的记录" : "导出您能看到的全部记录"}>
            <p>个人信息和列表里一样是遮盖的，一次最多 {MOST_RECORDS} 条。谁、什么时候、为什么导出了多少条会记录下来，不能删除。</p>
          </Notice>
          <Form action={here} token={incoming.formToken}>
            <RadioGroup
              name="format"
              label="文件格式"
              value={format}
              options={Object.entries(FORMATS).map(([value, label]) => ({ value, label }))}
              {...(errors["format"] && { error: errors["format"] })}
            />
            <TextArea
              name="reason"
              label="导出做什么用"
              hint="例如：安排十二月的餐饮单位抽查。"
              rows={3}
              value={typed(incoming.body, "reason")}
              {...(errors["reason"] && { error: errors["reason"] })}
            />
            <div class="form-foot">
              <ButtonRow>
                <Button icon="download">导出</Button>
                <LinkButton kind="quiet" href={list}>
                  回到列表
                </LinkButton>
              </ButtonRow>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Taking a list out as a file: what for is asked first. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  return attempt(
    async () => {
      const definition = await getRegister(ctx, params["register"]!);
      const { filter, page } = listQuery(ctx, definition, incoming.query);
      const format = typed(body, "format");
      const { name, content } = await exportRecords(ctx, definition.id, filter, { sort: page.sort, format, purpose: typed(body, "reason") });
      return { kind: "bytes", content, type: TYPES[format]!, name };
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
