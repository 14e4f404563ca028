import { kindsNow } from "#content/catalogue";
import { stateOf, stateSaid, stateTone, type Kind } from "#content/kind";
import { isClosed } from "#matter/matter";
import { object, viewForMe, type ForMe } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, DefinitionList, ErrorSummary, Form, formatDateTime, Notice, Section, State, TextArea } from "#ui";
import { show, textOf } from "../show.ts";

/** How it stands, in words of whom it is for. */
export function forMeState(
  { state, phase, held, outcome }: Pick<ForMe, "state" | "phase" | "held" | "outcome">,
  kind: Kind | undefined,
): { tone: "good" | "waiting" | "info" | "closed"; word: string } {
  if (held) return { tone: "waiting", word: "等待核实" };
  if (kind && outcome !== null && stateOf(kind, outcome).tone === "good") return { tone: "good", word: "已经批准" };
  return { tone: isClosed({ phase }) ? "closed" : "info", word: kind ? stateSaid(kind, state) : state };
}

async function page(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const matter = await viewForMe(ctx, incoming.params["matter"]!);
  const kind = (await kindsNow(ctx)).get(matter.kind)?.kind;
  const state = forMeState(matter, kind);
  const error = refusal?.fields?.["reason"];
  const open = !matter.held && (!isClosed(matter) || stateTone(kind, matter.state) === "good");
  return show(
    incoming,
    ctx,
    {
      title: `替您办的：${matter.itemName}`,
      back: { href: "/my", label: "我的事项" },
      wrong: refusal !== undefined,
      ...(incoming.query["objected"] !== undefined && {
        notice: { kind: "done" as const, children: <p>异议已收到。工作人员核实以前，先不办理、不发放。</p> },
      }),
      body: (
        <>
          {refusal && <ErrorSummary errors={refusal.fields ?? {}} message={refusal.message} />}
          <h1>{matter.itemName}</h1>
          <p class="tags">
            <State tone={state.tone}>{state.word}</State>
          </p>
          <Notice kind="info" title={`${matter.by}替您申请的`}>
            <p>您只能看，不能改。不是您的意思、或者账户不是您本人的，请在下面提出异议。</p>
          </Notice>
          <DefinitionList
            items={[
              { term: "提交的人", detail: matter.by },
              { term: "申请时间", detail: formatDateTime(matter.submittedAt) },
              { term: "编号", detail: <span class="long-code">{matter.number}</span> },
              ...(matter.step ? [{ term: "办到哪一步", detail: matter.step }] : []),
              ...matter.accounts.map(({ label, value }) => ({ term: label, detail: value })),
              ...matter.terms.filter(({ label }) => label !== "收款账户").map(({ label, value }) => ({ term: label, detail: value })),
            ]}
          />
          {open && (
            <Section title="提出异议">
              <Form action={`/my/for-me/${matter.matterId}/objection`} token={incoming.formToken}>
                <TextArea
                  name="reason"
                  label="哪里不对"
                  hint="例如：我没有让他申请；账户不是我的。"
                  rows={3}
                  maxLength={500}
                  value={textOf(incoming.body, "reason")}
                  {...(error && { error })}
                />
                <div class="form-foot">
                  <Button kind="seal">提出异议</Button>
                </div>
              </Form>
            </Section>
          )}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** What others have applied for in the reader's name: to be seen, and to be objected to. */
export const forMeRoutes: Route[] = [
  { method: "GET", path: "/my/for-me/:matter", who: "person", site: "portal", handle: (incoming, ctx) => page(incoming, ctx) },
  {
    // Where somebody lands who had to sign in again after pressing the button.
    method: "GET",
    path: "/my/for-me/:matter/objection",
    who: "person",
    site: "portal",
    handle: (incoming, ctx) => page(incoming, ctx),
  },
  {
    method: "POST",
    path: "/my/for-me/:matter/objection",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const matterId = incoming.params["matter"]!;
      try {
        await object(ctx, matterId, textOf(incoming.body, "reason"));
      } catch (error) {
        if (error instanceof Refusal && (error.status === 422 || error.status === 409)) return page(incoming, ctx, error);
        throw error;
      }
      return redirect(`/my/for-me/${matterId}?objected=1`);
    },
  },
];
