import { answerOnPage, parseAnswers, showAnswer, type Answers, type Around, type Field } from "#content/form";
import { actSaid, ownParty, workOf } from "#content/kind";
import { answerSupplement, submit, isEditable, saveDraft } from "#matter/intake";
import { getMatter } from "#matter/matter";
import { situationField, situationsFor, type Situation } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, ButtonRow, Checkbox, Form, Icon, SummaryList, type SummaryRow } from "#ui";
import { editable, isReply, isStale, revisionOf, StepMarks, stepPage } from "./frame.tsx";
import { openApplication, openGaps, type Application } from "./application.ts";

/** What handing it in is called: by the kind the first time, by the party's task when it is theirs to change. */
export function sendingWord({ matter, view }: Pick<Application, "matter" | "view">): string {
  const { kind } = view.blueprint;
  if (matter.phase === "draft") return actSaid(kind, "submitted");
  const [outcome] = view.mine.flatMap((task) => {
    const work = workOf(kind, task.kind);
    return work?.edits === "form" ? Object.values(work.outcomes) : [];
  });
  return outcome?.word ?? "提交";
}

function missingWord(word: string) {
  return (
    <span class="gap">
      <Icon name="circle-alert" /> {word}
    </span>
  );
}

function shown(field: Field, value: unknown, around: Around, remark: string | undefined) {
  const words = answerOnPage(field, value, around);
  return remark ? (
    <>
      {words}
      <p class="hint small">{remark}。请再核对一遍，没有抄错就不用改。</p>
    </>
  ) : (
    words
  );
}

function situationRows({ item, matter }: Application, base: string): SummaryRow[] {
  const shown = (situation: Situation): string => showAnswer(situationField(situation), matter.situation[situation.id]);
  return situationsFor(item, matter.situation).map((situation) => ({
    label: situation.ask,
    value: shown(situation),
    change: `${base}/situation/${situation.id}?from=check`,
  }));
}

function materialRows({ view }: Application, base: string): SummaryRow[] {
  return view.materials.map(({ material, entries, held, satisfied }) => {
    const files = entries.filter(({ source }) => source === "upload").map(({ fileName }) => fileName);
    const later = entries.some(({ source }) => source === "later");
    const value = held ? "免交，市里已有" : files.length > 0 ? files.join("；") : later ? "稍后补交" : satisfied ? "不交（选交）" : missingWord("还没有交");
    return { label: material.name, value, ...(!held && { change: `${base}/materials?from=check` }) };
  });
}

function checkPageOf(
  incoming: Incoming,
  ctx: Ctx,
  application: Application,
  given: { errors?: Record<string, string>; message?: string; status?: number; declared?: Answers } = {},
): Reply {
  const { matter, pages, answers, around, locked, gaps, declarations, view } = application;
  const base = `/my/matters/${matter.matterId}/apply`;
  const { kind } = view.blueprint;
  const verb = sendingWord(application);
  const open = openGaps(application);
  return stepPage(incoming, ctx, application, {
    step: "check",
    title: `核对并${verb}`,
    back: application.steps.at(-2)?.href ?? base,
    ...given,
    children: (
      <>
        <h1>核对并{verb}</h1>
        <p class="lead">请再看一遍。提交以后要改，只能等工作人员请您改，或者撤回重来。</p>
        {Object.keys(open).length > 0 && !given.errors && (
          <p class="gap">
            <Icon name="circle-alert" /> 还有 {Object.keys(open).length} 处没有填好，下面标出来了，点“更改”补上。
          </p>
        )}
        <SummaryList
          title={kind.parties[ownParty(kind) ?? ""]?.word ?? "当事人"}
          rows={[
            { label: matter.owner.kind === "organisation" ? "单位" : "姓名", value: view.owner.name },
            { label: matter.owner.kind === "organisation" ? "统一社会信用代码" : "身份证号", value: view.owner.number },
            ...(view.owner.agent ? [{ label: "经办人", value: view.owner.agent.name }] : []),
          ]}
        />
        {situationRows(application, base).length > 0 && <SummaryList title="您的情况" rows={situationRows(application, base)} />}
        {pages.map((page) => (
          <SummaryList
            title={page.title}
            rows={page.fields.map((field) => ({
              label: field.label,
              value: field.name in gaps ? missingWord(gaps[field.name]!) : shown(field, answers[field.name], around, view.remarks[field.name]),
              ...(!locked.has(field.name) && { change: `${base}/form/${page.id}?from=check#f-${field.name}` }),
              ...(locked.has(field.name) && field.name in gaps && { change: `${base}/form/${page.id}?from=check` }),
            }))}
          />
        ))}
        {view.materials.length > 0 && <SummaryList title="材料" rows={materialRows(application, base)} />}
        <Form action={`${base}/check`} token={incoming.formToken} class="declare">
          <StepMarks incoming={incoming} application={application} />
          {declarations.map(({ name, label }) => (
            <Checkbox name={name} label={label} checked={given.declared?.[name] === true} {...(given.errors?.[name] && { error: given.errors[name]! })} />
          ))}
          <div class="form-foot">
            <ButtonRow>
              <Button icon="send">{verb}</Button>
            </ButtonRow>
          </div>
        </Form>
      </>
    ),
  });
}

/** Errors of the check page by their place on it: what is missing on another page is said above, its line leads there. */
async function send(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const application = await editable(incoming, ctx);
  if (isReply(application)) return application;
  const { matter, declarations, gaps } = application;
  const { matterId } = matter;
  const declared = parseAnswers(declarations, incoming.body);
  const open = openGaps(application);
  if (Object.keys(open).length > 0)
    return checkPageOf(incoming, ctx, application, { declared, message: `还有 ${Object.keys(open).length} 处没有填好，下面标出来了，点“更改”补上，再提交。` });
  const missed = declarations.filter(({ name }) => declared[name] !== true);
  if (missed.length > 0)
    return checkPageOf(incoming, ctx, application, { declared, errors: Object.fromEntries(missed.map(({ name }) => [name, "请阅读并勾选这一项"])) });
  const revision = revisionOf(incoming) ?? matter.revision;
  try {
    // Confirming and sending are one: a second click waits here and then finds the application sent.
    await transaction(ctx, async (inner) => {
      const confirmed =
        Object.keys(declared).length > 0 || Object.keys(gaps).length > 0 ? await saveDraft(inner, matterId, { form: declared, revision }) : { revision };
      if (matter.phase !== "draft") await answerSupplement(inner, matterId);
      else await submit(inner, matterId, { revision: confirmed.revision });
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { matter: now } = await getMatter(ctx, matterId);
    if (!(await isEditable(ctx, now)) && now.number) return redirect(`/my/matters/${matterId}/receipt`);
    if (isStale(error))
      return checkPageOf(incoming, ctx, await openApplication(ctx, matterId), {
        declared,
        message: "这份申请刚才在别的页面改过了，没有提交。下面是最新的内容，请再核对一遍，然后提交。",
        status: 409,
      });
    if (error.code === "INCOMPLETE") return checkPageOf(incoming, ctx, await openApplication(ctx, matterId), { declared, message: error.message });
    throw error;
  }
  return redirect(`/my/matters/${matterId}/receipt`);
}

/** The last step: everything once more, the declaration, and off it goes. */
export const checkRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/apply/check",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      if (isReply(application)) return application;
      return application.stop ? redirect(`/my/matters/${application.matter.matterId}/apply/situation/stop`) : checkPageOf(incoming, ctx, application);
    },
  },
  { method: "POST", path: "/my/matters/:matter/apply/check", who: "person", site: "portal", handle: send },
];
