import type { ComponentChildren } from "preact";
import type { Ctx } from "#kernel/ctx";
import { conflict, Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { isEditable } from "#matter/intake";
import { ErrorSummary, Notice, StepWords } from "#ui";
import { openApplication, stepBefore, type Application, type ApplicationStep } from "./application.ts";
import { show } from "../show.ts";

/** What a step shows in the frame all steps share. */
export interface StepShown {
  step: ApplicationStep["id"];
  /** The page's name in the browser; the heading stands in `children`. */
  title: string;
  children: ComponentChildren;
  errors?: Record<string, string>;
  message?: string;
  back?: string;
  status?: number;
}

/** A step's page: back, where one is, what is wrong, the question. */
export function stepPage(
  incoming: Incoming,
  ctx: Ctx,
  application: Application,
  { step, title, children, errors = {}, message, back, status }: StepShown,
): Reply {
  const { matter, steps } = application;
  const at = steps.findIndex(({ id }) => id === step) + 1;
  const wrong = Object.keys(errors).length > 0 || message !== undefined;
  const fromCheck = incoming.query["from"] === "check" || incoming.body["_from"] === "check";
  const before = back ?? (fromCheck ? `/my/matters/${matter.matterId}/apply/check` : stepBefore(application, step));
  return show(
    incoming,
    ctx,
    {
      title: `${title} - ${matter.itemName}`,
      wrong,
      back: before ? { href: before, label: "上一步" } : { href: `/my/matters/${matter.matterId}/apply`, label: "申请一览" },
      body: (
        <>
          <p class="hint apply-item">
            {matter.itemName}，{matter.owner.kind === "organisation" ? matter.owner.label : "本人申请"}
          </p>
          <StepWords at={at} of={steps.length} />
          <ErrorSummary errors={errors} {...(message !== undefined && { message })} />
          {application.twice && (
            <Notice kind="waiting" title="这件事不能重复办">
              <p>{application.twice.message}</p>
              {application.twice.see && (
                <p>
                  <a href={application.twice.see}>去看那一件</a>
                </p>
              )}
            </Notice>
          )}
          {children}
          <p class="hint small apply-foot">
            每点一次“保存并继续”就保存一次，中途离开不会丢。<a href={`/my/matters/${matter.matterId}/apply`}>看申请一览</a>
          </p>
        </>
      ),
    },
    status ?? (wrong ? 422 : 200),
  );
}

/** Hidden fields every step carries: where it came from, and which state of the draft it was made from. */
export function StepMarks({ incoming, application }: { incoming: Incoming; application: Application }) {
  const fromCheck = incoming.query["from"] === "check" || incoming.body["_from"] === "check";
  return (
    <>
      <input type="hidden" name="_revision" value={String(application.matter.revision)} />
      {fromCheck && <input type="hidden" name="_from" value="check" />}
    </>
  );
}

/** The revision a form was made from. */
export function revisionOf({ body }: Incoming): number | undefined {
  const text = String(body["_revision"] ?? "");
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The application of the address, if it may still be written in; otherwise the way to where it stands now. */
export async function editable(incoming: Incoming, ctx: Ctx): Promise<Application | Reply> {
  const application = await openApplication(ctx, incoming.params["matter"]!);
  const { matter } = application;
  if (await isEditable(ctx, matter)) return application;
  if (matter.number) return redirect(`/my/matters/${matter.matterId}/receipt`);
  throw conflict("NOT_EDITABLE", "这份申请已经不用了，可以在办事指南里重新申请。");
}

/** Whether what came back is a page and not an application. */
export function isReply(given: Application | Reply): given is Reply {
  return "kind" in given;
}

/** Whether a refusal says that the draft has moved on since the page was made. */
export function isStale(error: unknown): boolean {
  return error instanceof Refusal && error.code === "MATTER_CHANGED";
}

/** What is said then; what was typed stays on the page. */
export const STALE = "这份申请刚才在别的页面改过了，这一页没有保存。下面是您刚填的内容，核对后再点一次保存；想看改后的内容，请重新打开这一页。";
