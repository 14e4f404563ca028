import { getItem, getKind } from "#content/catalogue";
import { changeStep, getDraft, STEP_SETTINGS, stepSettings, type StepSettings } from "#content/draft";
import { rolesAtWork } from "#content/kind";
import { packRoles, roleName } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, ButtonRow, Form, LinkButton, Select, TextArea, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { revisionOf } from "./draft.ts";
import { addressOfPart, CRUMBS } from "./flow-tabs.tsx";

function settingsOf(body: Record<string, unknown>): StepSettings {
  return Object.fromEntries(STEP_SETTINGS.map((key) => [key, typed(body, key)])) as StepSettings;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { item = "", node = "" } = incoming.params;
  const [{ definition }, draft, kept, roles] = await Promise.all([getItem(ctx, item), getDraft(ctx, item), stepSettings(ctx, item, node), packRoles(ctx)]);
  const { kind } = (await getKind(ctx, definition.item.kind)).definition;
  const value = refusal ? settingsOf(incoming.body) : kept;
  return show(
    incoming,
    ctx,
    {
      title: `修改环节：${kept.name || node}`,
      crumbs: [...CRUMBS, { href: addressOfPart(item), label: definition.item.name }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} />
          <Form action={`${addressOfPart(item)}/steps/${encodeURIComponent(node)}`} token={incoming.formToken} class="sheet">
            <input type="hidden" name="revision" value={String(draft.revision)} />
            <TextField name="name" label="名称" value={value.name} />
            <Select
              name="role"
              label="岗位"
              empty="不限岗位"
              value={value.role}
              options={rolesAtWork(kind).map((role) => ({ value: role, label: roleName(role, roles) }))}
              required={false}
            />
            <TextArea
              name="unit"
              label="办理单位"
              hint={'机构代码写成 ="代码"，或者写 FEEL 算式，如 =item.unit。'}
              rows={3}
              value={value.unit}
              required={false}
            />
            <TextField name="limit" label="环节时限" hint="P3WD 是 3 个工作日，P5D 是 5 天。" value={value.limit} required={false} />
            <div class="form-foot">
              <ButtonRow>
                <Button>存为草稿</Button>
                <LinkButton kind="quiet" href={addressOfPart(item)}>
                  不改了，回去
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

/** One step by form: what can be changed without drawing. The rest is for the board. */
export const get = (incoming: Incoming, ctx: Ctx): Promise<Reply> => form(incoming, ctx);

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { item = "", node = "" } = incoming.params;
  return attempt(
    async () => {
      await changeStep(ctx, item, revisionOf(incoming.body), node, settingsOf(incoming.body));
      return redirect(`${addressOfPart(item)}?done=saved`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
