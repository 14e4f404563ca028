import { annotateCopy, COPY_DAYS, COPY_WORDS, LICENCE_STATES } from "#outcome/licence";
import { parseAnswers, type Answers, type FieldDefinition } from "#content/form";
import { addDays, dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, DateField, EmptyState, ErrorSummary, Form, formatDate, RadioGroup, TextField } from "#ui";
import { ownLicence } from "../my/party.ts";
import { show } from "../show.ts";

const FIELDS: FieldDefinition[] = [
  { name: "use", label: "用来做什么", type: "text" },
  { name: "recipient", label: "给谁用", type: "text" },
  { name: "days", label: "用到什么时候", type: "text" },
  { name: "until", label: "用到哪天", type: "date" },
];
const OWN = "own";
const PATH = "/my/licences/:licence/copies";

function lengths(today: Day): { value: string; label: string }[] {
  const offered = COPY_DAYS.offered.map((days) => ({ value: String(days), label: `${days} 天，到${formatDate(addDays(today, days), { year: true })}` }));
  return [...offered, { value: OWN, label: "自己定，写在下面" }];
}

async function formPage(incoming: Incoming, ctx: Ctx, given: Answers = {}, refusal?: Refusal): Promise<Reply> {
  const licence = await ownLicence(ctx, incoming.params["licence"]!);
  const at = `/my/licences/${licence.licenceId}`;
  const back = { href: at, label: "回到证照" };
  if (licence.state !== "valid") {
    return show(incoming, ctx, {
      title: "不能做加注件",
      back,
      body: (
        <EmptyState title={`这本证照${LICENCE_STATES[licence.state].label}，不能做加注件`} icon="circle-x">
          <p>原因在证照页上写着。有疑问请打发证机关电话或 12345。</p>
        </EmptyState>
      ),
    });
  }
  const errors = refusal?.fields ?? {};
  const typed = (name: string): string => (typeof given[name] === "string" ? given[name] : "");
  const error = (name: string): { error?: string } => (errors[name] ? { error: errors[name] } : {});
  const end = licence.validUntil ? `这本证照${formatDate(licence.validUntil, { year: true })}到期，加注件不会比它更晚。` : "";
  return show(
    incoming,
    ctx,
    {
      title: `做一份加注件：${licence.name}`,
      back,
      wrong: refusal !== undefined,
      body: (
        <>
          {refusal && <ErrorSummary errors={errors} {...(!refusal.fields && { message: refusal.message })} />}
          <h1>做一份加注件</h1>
          <p class="lead">加注件是{licence.name}的副本，上面写着只能用来做什么、用到哪天。别人拿去做别的没有用；不想让对方再用，随时可以收回。</p>
          <Form action={`${at}/copies`} token={incoming.formToken}>
            <TextField
              name="use"
              label="用来做什么"
              hint={`例如：办理场地租赁合同。会印在加注件上，最多 ${COPY_WORDS.use} 个字。`}
              value={typed("use")}
              autocomplete="off"
              maxLength={COPY_WORDS.use}
              {...error("use")}
            />
            <TextField
              name="recipient"
              label="给谁用"
              hint={`写对方单位或者个人的名称，会印在加注件上，最多 ${COPY_WORDS.recipient} 个字。`}
              value={typed("recipient")}
              autocomplete="off"
              maxLength={COPY_WORDS.recipient}
              {...error("recipient")}
            />
            <RadioGroup
              name="days"
              label="用到什么时候"
              options={lengths(dayOf(ctx.now))}
              value={typed("days") || String(COPY_DAYS.offered[0])}
              {...error("days")}
            />
            <DateField
              name="until"
              label="自己定到哪天"
              hint={`选了“自己定”才要写，最长 ${COPY_DAYS.longest} 天。${end}`}
              value={typed("until")}
              required={false}
              {...error("until")}
            />
            <div class="form-foot">
              <Button>做加注件</Button>
            </div>
          </Form>
          <p class="hint">每次有人打开或者核验这份加注件，您都能在“谁看过我的数据”里看到。</p>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** The last day out of what was chosen; "" when nothing was. */
function chosenDay(given: Answers, today: Day): Day {
  if (given["days"] === OWN) return String(given["until"] ?? "");
  const days = COPY_DAYS.offered.find((each) => String(each) === given["days"]);
  return days ? addDays(today, days) : "";
}

/** The holder makes a copy: for what, for whom, until when. */
export const newCopyRoutes: Route[] = [
  { method: "GET", path: PATH, who: "person", site: "portal", handle: (incoming, ctx) => formPage(incoming, ctx) },
  {
    method: "POST",
    path: PATH,
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const { licenceId } = await ownLicence(ctx, incoming.params["licence"]!);
      const given = parseAnswers(FIELDS, incoming.body);
      try {
        const { copyId } = await annotateCopy(ctx, licenceId, {
          use: String(given["use"] ?? ""),
          recipient: String(given["recipient"] ?? ""),
          untilDay: chosenDay(given, dayOf(ctx.now)),
        });
        return redirect(`/my/licences/${licenceId}/copies/${copyId}`);
      } catch (error) {
        if (error instanceof Refusal) return formPage(incoming, ctx, given, error);
        throw error;
      }
    },
  },
];
