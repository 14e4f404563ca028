import { organisationNow, unitsInReach } from "#people/duty";
import { applyForSeal, listHoldersOf, PURPOSES, KINDS as SEAL_KINDS, type SealKind, type SealPurpose } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, ButtonRow, CheckboxGroup, Form, LinkButton, RadioGroup, Select, TextArea, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { allTyped, fieldsOf, typed } from "../typed.ts";
import { CRUMBS } from "./crumbs.ts";
import { faceOf } from "./picture.ts";

const PATH = "/console/seals/new";
const PREVIEW = ["kind", "unit", "holder", "note"];
const KINDS = Object.entries(SEAL_KINDS).map(([value, { name, shape }]) => ({
  value,
  label: name,
  hint: shape === "round" ? "圆形，刻单位全称" : "方形，刻本人姓名",
}));

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { body, formToken } = incoming;
  const organisation = await organisationNow(ctx);
  const units = unitsInReach(organisation, ctx.actor, "seal.manage");
  const [holders, face] = await Promise.all([listHoldersOf(ctx, units), faceOf(ctx, (name) => typed(body, name))]);
  // The name is the holder's: what is wrong with it is said where the holder is chosen.
  const { name: misnamed, ...others } = refusal?.fields ?? {};
  const errors: Record<string, string> = { ...(misnamed && { holder: misnamed }), ...others };
  const field = fieldsOf(body, errors);
  const asked = new URLSearchParams(PREVIEW.map((name) => [name, typed(body, name)]));
  return show(
    incoming,
    ctx,
    {
      title: "申请印章",
      crumbs: CRUMBS,
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <p>提交以后由另一位印章管理员批准后才能制作。章上的名称取自机构和人员登记，不能自己改写。</p>
          <Form action={PATH} token={formToken}>
            <RadioGroup {...field("kind")} label="种类" options={KINDS} />
            <Select
              {...field("unit", units.length === 1 ? units[0] : "")}
              label="单位"
              options={units.map((value) => ({ value, label: organisation.unitName(value) }))}
            />
            <Select
              {...field("holder")}
              label="属于谁"
              required={false}
              hint="只有法定代表人名章、个人名章要选；章上刻本人姓名，只有本人能用。"
              empty="不是个人的印章"
              options={holders.map(({ holderId, name, units: [first] }) => ({
                value: holderId,
                label: `${name}　${organisation.units.get(first ?? "")?.shortName ?? ""}`,
              }))}
            />
            <TextField {...field("note")} label="章内文字" required={false} length={20} hint="五角星下面的字，最多八个，例如：公共服务专用章。不填就按种类。" />
            <div class="seal-preview" role="group" aria-label="图样">
              <img
                class="seal-large"
                src={face && `${PATH}/picture?${asked}`}
                alt={face ? `图样：${face.name}${face.note}` : "图样"}
                width={220}
                height={220}
                hidden={!face}
                data-preview={`${PATH}/picture`}
                data-fields={PREVIEW.join(" ")}
              />
              <Button kind="quiet" small name="_look" value="1">
                看图样
              </Button>
            </div>
            <CheckboxGroup
              name="purposes"
              label="用在什么地方"
              hint="只能用在选了的地方，以后不能增加。"
              options={Object.entries(PURPOSES).map(([value, label]) => ({ value, label }))}
              values={allTyped(body, "purposes")}
              {...(errors["purposes"] && { error: errors["purposes"] })}
            />
            <TextArea {...field("reason")} label="申请的原因" hint="例如：机构更名，换发新章；写明依据的文件。" rows={3} maxLength={500} />
            <div class="form-foot">
              <ButtonRow>
                <Button>提交申请</Button>
                <LinkButton kind="quiet" href="/console/seals">
                  不了，回去
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

/** Applying for a seal. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

/** Sends the application in; with `_look` the form comes back with the picture. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  if (typed(body, "_look") === "1")
    return attempt(
      () => form(incoming, ctx),
      (refusal) => form(incoming, ctx, refusal),
    );
  return attempt(
    async () => {
      const [unit, holderId, note] = ["unit", "holder", "note"].map((name) => typed(body, name).trim());
      const holder = (await listHoldersOf(ctx, [unit!])).find((each) => each.holderId === holderId);
      // Kind and purposes are checked by the act.
      const sealId = await applyForSeal(ctx, {
        kind: typed(body, "kind") as SealKind,
        unit: unit!,
        ...(holder ? { name: holder.name } : {}),
        ...(holderId && { holderId }),
        ...(note && { note }),
        purposes: [...new Set(allTyped(body, "purposes"))].filter((each) => each !== "") as SealPurpose[],
        reason: typed(body, "reason"),
      });
      return redirect(`/console/seals/${sealId}?done=seal-applied`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
