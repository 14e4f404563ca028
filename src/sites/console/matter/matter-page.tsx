import { organisationNow } from "#people/duty";
import { copiesOfMatter } from "#outcome/licence";
import { aroundMatter } from "#matter/around";
import { applicantDetails } from "#matter/party";
import { openDeferrals } from "#matter/intake";
import { viewAsStaff } from "#matter/view";
import { offersOf } from "#matter/move";
import { registersNow } from "#register/register";
import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { ErrorSummary, formatDate } from "#ui";
import { show } from "../show.tsx";
import { ActPanel } from "../act/act-panel.tsx";
import { fieldName, type Returned } from "../act/act-fields.tsx";
import { Application } from "./answers.tsx";
import { Materials } from "./materials.tsx";
import { clockWords, MatterStanding, standingOf } from "./matter-state.tsx";
import { Inspections } from "./records.tsx";
import { Lacking } from "./lacking.tsx";
import { moreOf, partOf } from "./more.tsx";
import { Verdicts } from "./verdicts.tsx";

const CHANNELS: Record<string, string> = { online: "网上", counter: "窗口", phone: "电话", post: "邮寄", proxy: "帮办代办" };
// Errors of several inputs in one are shown at the first of them.
const SHOWN_AT: Record<string, string> = { problems: "problem1", outcome: "reason" };

/** What went wrong with an act: the refusal, and what was typed. */
export interface Failed {
  refusal: Refusal;
  task: string;
  outcome: string;
}

function summary({ refusal, task, outcome }: Failed) {
  const errors = Object.fromEntries(
    Object.entries(refusal.fields ?? {}).map(([field, message]) => [fieldName(task, outcome, SHOWN_AT[field] ?? field), message]),
  );
  const safe = refusal.status === 409 ? "下面是最新情况，您刚才填写的内容还在。" : "";
  return <ErrorSummary errors={errors} message={`${refusal.message}${safe}`} />;
}

/** A matter as staff work on it; with `failed` the act that was refused comes back with what was typed. */
export async function matterPage(incoming: Incoming, ctx: Ctx, failed?: Failed): Promise<Reply> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const [organisation, calendar, registers, offers, copies, deferrals] = await Promise.all([
    organisationNow(ctx),
    calendarNow(ctx),
    registersNow(ctx),
    offersOf(ctx, view),
    copiesOfMatter(ctx, view.matter.matterId),
    openDeferrals(ctx, view.matter, view.blueprint),
  ]);
  const { matter } = view;
  const returned: Returned | undefined = failed && { task: failed.task, outcome: failed.outcome, body: incoming.body, fields: failed.refusal.fields ?? {} };
  return show(
    incoming,
    ctx,
    {
      title: matter.title,
      wrong: failed !== undefined,
      facts: (
        <>
          <MatterStanding kind={view.blueprint.kind} matter={standingOf(matter)} />
          <span class="number">{matter.number}</span>
          <strong>{clockWords(view.blueprint.kind, matter, calendar, dayOf(ctx.now))}</strong>
          {matter.submittedAt && (
            <span>
              {formatDate(matter.submittedAt)}
              {CHANNELS[matter.channel] ?? ""}收件
            </span>
          )}
          <span>{organisation.unitName(matter.unit)}</span>
        </>
      ),
      actions: view.mine.length > 0 && (
        <a class="to-act" href="#act">
          去办理
        </a>
      ),
      body: (
        <>
          {failed && summary(failed)}
          <Lacking text={applicantDetails(ctx, matter).name} />
          <div class="split">
            <div>
              <Verdicts acts={view.acts} />
              <Inspections view={view} />
              <Application
                ctx={ctx}
                view={view}
                around={{ ...(await aroundMatter(ctx, matter, view.blueprint, view.answers)), filesAt: `/console/matters/${matter.matterId}/files` }}
              />
              <Materials view={view} known={{ registers, copies, deferrals, today: dayOf(ctx.now) }} />
            </div>
            <aside>
              <ActPanel ctx={ctx} view={view} offers={offers} organisation={organisation} calendar={calendar} token={incoming.formToken} returned={returned} />
            </aside>
          </div>
          {await moreOf(ctx, view, organisation, partOf(incoming.query["part"]))}
        </>
      ),
    },
    failed?.refusal.status ?? 200,
  );
}

/** The page of a matter. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return matterPage(incoming, ctx);
}
