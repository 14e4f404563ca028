import { MOST_EXPORTED, pathOf, pathWord, takeOut, type KindRow } from "#matter/lists";
import { organisationNow } from "#people/duty";
import { listText, listWorkbook } from "#register/list";
import { FORMATS } from "#register/reading";
import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, ButtonRow, Form, LinkButton, Notice, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { WORKBOOK } from "../register/template.ts";
import { listAddress } from "../searching.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { cellText, type Saying } from "./cells.tsx";
import { kindAddress } from "./kind.tsx";
import { asked } from "./query.ts";
import { listedKind } from "./reach.ts";

const TYPES: Record<string, string> = { xlsx: WORKBOOK, csv: "text/csv; charset=utf-8" };

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const listed = await listedKind(ctx, incoming.params["kind"]!);
  const { kind } = listed;
  // The conditions travel in the address of the form: they are read there again, never out of the body.
  const { query, set } = asked(ctx, listed, incoming.query);
  const list = listAddress(ctx, kindAddress(kind.id), query.text, set);
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: `导出${kind.name}`,
      at: kindAddress(kind.id),
      crumbs: [{ href: list, label: kind.name }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Notice title="导出列表里符合条件的件，列和列表里的一样">
            <p>个人信息和列表里一样是遮盖的，一次最多 {MOST_EXPORTED} 件。谁、什么时候、为什么导出了多少件会记录下来，不能删除。</p>
          </Notice>
          <Form action={listAddress(ctx, `${kindAddress(kind.id)}/export`, query.text, set)} token={incoming.formToken}>
            <RadioGroup
              name="format"
              label="文件格式"
              value={typed(incoming.body, "format") || "xlsx"}
              options={Object.entries(FORMATS).map(([value, label]) => ({ value, label }))}
              {...(errors["format"] && { error: errors["format"] })}
            />
            <TextArea
              name="reason"
              label="导出做什么用"
              hint="例如：准备周五的办理情况通报。"
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

/** Taking a list of matters out as a file: what for is asked first. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  return attempt(
    async () => {
      const format = typed(body, "format");
      if (!Object.hasOwn(FORMATS, format)) throw badInput("EXPORT_FORMAT", "请选择文件格式。", { format: "请选择文件格式。" });
      const listed = await listedKind(ctx, params["kind"]!);
      const { kind, form: shared } = listed;
      const { query, columns } = asked(ctx, listed, incoming.query);
      const [rows, organisation, calendar] = await Promise.all([takeOut(ctx, query, typed(body, "reason")), organisationNow(ctx), calendarNow(ctx)]);
      const saying: Saying = { kind, form: shared, organisation, calendar, now: ctx.now };
      const paths = columns.flatMap((text) => {
        const path = pathOf(text, kind, shared);
        return path ? [{ text, path }] : [];
      });
      const headings = paths.map(({ path }) => pathWord(path, kind));
      const cells = rows.map((row: KindRow) => paths.map(({ text, path }) => cellText(text, path, row, saying)));
      const content = format === "xlsx" ? await listWorkbook(kind.name, headings, cells) : listText(headings, cells);
      return { kind: "bytes", content, type: TYPES[format]!, name: `${kind.name}-${dayOf(ctx.now)}.${format}` };
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
