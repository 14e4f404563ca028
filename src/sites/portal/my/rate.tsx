import { listActs } from "#matter/matter";
import { viewFollowed } from "#matter/view";
import { listParties } from "#matter/party";
import { interactionsOf, LEVELS, listRatings, rate, TAGS } from "#matter/rating";
import { forbidden, notFound, Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, CheckboxGroup, ErrorSummary, Form, formatDate, RadioGroup, TextArea } from "#ui";
import { BY_ACCOUNT, routeAt, type Place, type Way } from "./place.ts";
import { show, textOf } from "../show.ts";

interface Given {
  level: number;
  tags: string[];
  comment: string;
  named: string;
}

const NOTHING: Given = { level: 0, tags: [], comment: "", named: "" };

function given(body: Record<string, unknown>): Given {
  return {
    level: Number(textOf(body, "level")),
    tags: [body["tags"] ?? []].flat().map(String),
    comment: textOf(body, "comment"),
    named: textOf(body, "named"),
  };
}

async function ratePage(incoming: Incoming, { ctx, matterId, path }: Place, answers: Given = NOTHING, errors: Record<string, string> = {}): Promise<Reply> {
  const { matter, own, blueprint } = await viewFollowed(ctx, matterId);
  if (!own) throw forbidden("这件事不是您提出的，不能评价。");
  const named = await mayBeNamed(ctx, matterId);
  const number = Number(incoming.params["number"]);
  const interaction = interactionsOf(await listActs(ctx, matterId), blueprint.kind).find(({ serviceNumber }) => serviceNumber === number);
  if (!interaction) throw notFound("服务");
  if ((await listRatings(ctx, matter.matterId)).some(({ serviceNumber }) => serviceNumber === number)) return redirect(`${path}?rated=1`);
  const wrong = Object.keys(errors).length > 0;
  return show(
    incoming,
    ctx,
    {
      title: `评价${interaction.service}`,
      wrong,
      back: { href: path, label: "办理进度" },
      body: (
        <>
          <ErrorSummary errors={errors} />
          <h1>这次{interaction.service}，您满意吗？</h1>
          <p class="lead">
            {matter.itemName}，{formatDate(interaction.at)}。每次服务可以评一次，评价不影响办理。
          </p>
          {!named && <p class="hint">您没有留下姓名，评价也不会写上姓名。</p>}
          <Form action={`${path}/rate/${number}`} token={incoming.formToken}>
            <RadioGroup
              name="level"
              label="您的评价"
              options={LEVELS.map(({ level, label }) => ({ value: String(level), label }))}
              {...(answers.level > 0 && { value: String(answers.level) })}
              {...(errors["level"] && { error: errors["level"] })}
            />
            <CheckboxGroup name="tags" label="是哪些方面" required={false} options={TAGS.map((tag) => ({ value: tag, label: tag }))} values={answers.tags} />
            <TextArea name="comment" label="想说的话" required={false} rows={4} maxLength={500} value={answers.comment} />
            {named && (
              <RadioGroup
                name="named"
                label="是否留下您的姓名"
                {...(answers.named !== "" && { value: answers.named })}
                {...(errors["named"] && { error: errors["named"] })}
                options={[
                  { value: "yes", label: "实名", hint: "不满意的，1 个工作日内有人联系您核实，15 个工作日内整改并告诉您结果。" },
                  { value: "no", label: "不留姓名", hint: "工作人员看不到是谁评的，也就没法把结果告诉您。" },
                ]}
              />
            )}
            <div class="form-foot">
              <Button>提交评价</Button>
            </div>
          </Form>
        </>
      ),
    },
    wrong ? 422 : 200,
  );
}

/** Whether a rating can be given under a name: somebody who gave none has none to give. */
async function mayBeNamed(ctx: Place["ctx"], matterId: string): Promise<boolean> {
  if (ctx.actor.kind === "person") return true;
  const part = ctx.actor.follows?.partyNo;
  return (await listParties(ctx, matterId)).some(({ partyNo, kind }) => partyNo === part && kind !== "anonymous");
}

async function send(incoming: Incoming, place: Place): Promise<Reply> {
  const { ctx, matterId, path } = place;
  const answers = given(incoming.body);
  const errors: Record<string, string> = {};
  const named = await mayBeNamed(ctx, matterId);
  if (!LEVELS.some(({ level }) => level === answers.level)) errors["level"] = "请选择您的评价";
  if (named && answers.named !== "yes" && answers.named !== "no") errors["named"] = "请选择是否留下姓名";
  if (Object.keys(errors).length > 0) return ratePage(incoming, place, answers, errors);
  try {
    await rate(ctx, matterId, {
      serviceNumber: Number(incoming.params["number"]),
      level: answers.level,
      tags: answers.tags,
      comment: answers.comment,
      named: named && answers.named === "yes",
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "RATED") throw error;
  }
  return redirect(`${path}?rated=1`);
}

/** Rating one interaction, once. */
export function rateRoutes(way: Way): Route[] {
  return [routeAt(way, "GET", "/rate/:number", (incoming, place) => ratePage(incoming, place)), routeAt(way, "POST", "/rate/:number", send)];
}

export const ownRateRoutes: Route[] = rateRoutes(BY_ACCOUNT);
