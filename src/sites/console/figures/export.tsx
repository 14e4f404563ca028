import { takeOutFigures } from "#matter/indicator";
import { listText, listWorkbook } from "#register/list";
import { FORMATS } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { badInput, notFound, type Refusal } from "#values/errors";
import { Button, ButtonRow, Form, LinkButton, Notice, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { WORKBOOK } from "../register/template.ts";
import { show } from "../show.tsx";
import { addressOf, typed } from "../typed.ts";
import { asked, BY_WORDS, figuresAsked, shareText, type Asked } from "./asked.ts";

const PATH = "/console/figures";
const TYPES: Record<string, string> = { xlsx: WORKBOOK, csv: "text/csv; charset=utf-8" };

async function wanted(incoming: Incoming, ctx: Ctx): Promise<Asked> {
  const found = await asked(incoming, ctx);
  if (!found) throw notFound("指标");
  return found;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { kind, by, period } = await wanted(incoming, ctx);
  const here = { kind: kind.id, by, ...period.query };
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: `导出${kind.name}的指标`,
      at: PATH,
      crumbs: [{ href: addressOf(PATH, here), label: "指标" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Notice title={`导出按${BY_WORDS[by]}的指标：比率和它的两个数`}>
            <p>里面没有个人信息。谁、什么时候、为什么导出会记录下来，不能删除。</p>
          </Notice>
          <Form action={addressOf(`${PATH}/export`, here)} token={incoming.formToken}>
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
              hint="例如：准备月度办理情况分析。"
              rows={3}
              value={typed(incoming.body, "reason")}
              {...(errors["reason"] && { error: errors["reason"] })}
            />
            <div class="form-foot">
              <ButtonRow>
                <Button icon="download">导出</Button>
                <LinkButton kind="quiet" href={addressOf(PATH, here)}>
                  回到指标
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

/** Taking figures out as a file: what for is asked first. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const format = typed(incoming.body, "format");
      if (!Object.hasOwn(FORMATS, format)) throw badInput("EXPORT_FORMAT", "请选择文件格式。", { format: "请选择文件格式。" });
      const found = await wanted(incoming, ctx);
      const { kind, indicators, by, period } = found;
      const { all, rows } = await figuresAsked(ctx, found);
      await takeOutFigures(ctx, `${kind.name}：导出按${BY_WORDS[by]}的指标`, typed(incoming.body, "reason"));
      const headings = [BY_WORDS[by], ...indicators.flatMap(({ name }) => [name, `${name}：分子`, `${name}：分母`])];
      const cells = [...(all ? [all] : []), ...rows].map(({ key, name, shares }) => [
        name,
        ...indicators.flatMap((indicator) => {
          const share = shares[indicator.id];
          const shown = share && (key === "" || (indicator.by?.includes(by) ?? true));
          return shown ? [shareText(share), String(share.met), String(share.of)] : ["", "", ""];
        }),
      ]);
      const content = format === "xlsx" ? await listWorkbook(kind.name, headings, cells) : listText(headings, cells);
      return { kind: "bytes", content, type: TYPES[format]!, name: `${kind.name}指标-${period.first}.${format}` };
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
