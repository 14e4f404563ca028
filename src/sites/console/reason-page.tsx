import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, ButtonRow, Form, LinkButton, Notice, TextArea, type Crumb } from "#ui";
import type { ComponentChild } from "preact";
import { Refused } from "./refused.tsx";
import { show } from "./show.tsx";
import { typed } from "./typed.ts";

interface Asked {
  label: string;
  field: string;
  action: string;
  back: Crumb;
  /** Fields that say for what it is looked at, where it stands in no matter. */
  occasion?: ComponentChild;
  refusal?: Refusal;
}

/** Asks why somebody wants to see a personal value in full; says who will read the answer. */
export function showReasonForm(incoming: Incoming, ctx: Ctx, { label, field, action, back, occasion, refusal }: Asked): Promise<Reply> {
  const error = refusal?.fields?.["reason"];
  return show(
    incoming,
    ctx,
    {
      title: `查看完整的${label}`,
      crumbs: [back],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={refusal?.fields ?? {}} />
          <Notice title="当事人会看到这次查看">
            <p>您的姓名、单位、时间和理由会记入当事人的“谁看过我的数据”，不能删除。</p>
          </Notice>
          <Form action={action} token={incoming.formToken}>
            <input type="hidden" name="field" value={field} />
            {occasion}
            <TextArea
              name="reason"
              label="为什么要看"
              hint="例如：打电话核实地址。"
              rows={3}
              value={typed(incoming.body, "reason")}
              {...(error && { error })}
            />
            <div class="form-foot">
              <ButtonRow>
                <Button>查看一次</Button>
                <LinkButton kind="quiet" href={back.href}>
                  不看了，回去
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

/** The value, once. */
export function showUnmasked(incoming: Incoming, ctx: Ctx, { label, value, back }: { label: string; value: string; back: Crumb }): Promise<Reply> {
  return show(incoming, ctx, {
    title: label,
    crumbs: [back],
    body: (
      <div class="narrow prose">
        <p class="unmasked-value">{value || "没有填写"}</p>
        <p class="hint">只显示这一次，已记录。离开本页后要再看，需要重新填写理由。</p>
        <p>
          <LinkButton href={back.href}>{back.label}</LinkButton>
        </p>
      </div>
    ),
  });
}
