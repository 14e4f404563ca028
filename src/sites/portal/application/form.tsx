import {
  answerOnPage,
  asksForFiles,
  checkPage,
  FieldOnPage,
  isDeclaration,
  liveAnswers,
  pagesFor,
  parseAnswers,
  remarksOn,
  type Answers,
  type Around,
  type Field,
  type Page,
} from "#content/form";
import { mayBringTo, saveDraft } from "#matter/intake";
import { aroundMatter, withPressed } from "#matter/around";
import { vouching } from "#matter/party";
import { registersNow } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, DefinitionList, Form, Icon, Notice } from "#ui";
import { editable, isReply, isStale, revisionOf, STALE, StepMarks, stepPage } from "./frame.tsx";
import { bringFiles } from "./form-files.ts";
import { nextStep, openApplication, type Application } from "./application.ts";

type Names = (field: Field) => string | undefined;

/** Names of the registers that fields come from. */
async function sourceNames(ctx: Ctx): Promise<Names> {
  const registers = await registersNow(ctx);
  return ({ source }) => {
    const name = source && registers.get(source.split(".")[0]!)?.name;
    return name ? `来自${name}` : undefined;
  };
}

/** What the registers fix: shown to be checked, not asked. */
function Fixed({ fields, answers, around, names }: { fields: readonly Field[]; answers: Answers; around: Around; names: Names }) {
  if (fields.length === 0) return null;
  const from = [...new Set(fields.flatMap((field) => names(field) ?? []))].join("，");
  return (
    <section class="card fixed">
      <DefinitionList items={fields.map((field) => ({ term: field.label, detail: answerOnPage(field, answers[field.name], around) }))} />
      <p class="field-source">
        <Icon name="circle-check" /> 已为您填好，{from}，不用再填。不对的话请打 12345，或到发证部门更正。
      </p>
    </section>
  );
}

interface Given {
  answers?: Answers;
  errors?: Record<string, string>;
  message?: string;
  status?: number;
}

async function formPage(incoming: Incoming, ctx: Ctx, application: Application, page: Page, given: Given = {}): Promise<Reply> {
  const { matter, locked, records, view, around } = application;
  const answers = { ...application.answers, ...given.answers };
  const names = await sourceNames(ctx);
  const errors = given.errors ?? {};
  const remarks = remarksOn(view.blueprint.form, answers);
  const fixed = page.fields.filter(({ name }) => locked.has(name));
  const asked = page.fields.filter(({ name }) => !locked.has(name));
  const filled = (field: Field): string | undefined => {
    const [register = "", column = ""] = field.source?.split(".") ?? [];
    const held = records[register]?.[column];
    return held !== undefined && held === answers[field.name] && view.matter.form[field.name] === undefined ? names(field) : undefined;
  };
  return stepPage(incoming, ctx, application, {
    step: `form/${page.id}`,
    title: page.title,
    errors,
    ...(given.message && { message: given.message }),
    ...(given.status && { status: given.status }),
    children: (
      <Form action={`/my/matters/${matter.matterId}/apply/form/${page.id}`} token={incoming.formToken} files={page.fields.some(asksForFiles)}>
        <StepMarks incoming={incoming} application={application} />
        <h1>{page.title}</h1>
        {page.why && <p class="lead">{page.why}</p>}
        {incoming.query["more"] !== undefined && Object.keys(errors).length === 0 && (
          <Notice>
            <p>前面的已经保存。按您的回答，下面还要再填几项。</p>
          </Notice>
        )}
        {incoming.query["look"] !== undefined && Object.keys(errors).length === 0 && (
          <Notice kind="waiting" title="已经保存，请再看一眼">
            <p>下面标出来的可能抄错了。没有抄错，再点一次“保存并继续”就行。</p>
          </Notice>
        )}
        <Fixed fields={fixed} answers={answers} around={around} names={names} />
        {asked.map((field) => {
          const source = filled(field);
          const remark = remarks[field.name];
          return (
            <FieldOnPage
              field={field}
              value={answers[field.name]}
              around={around}
              {...(errors[field.name] && { error: errors[field.name]! })}
              {...(remark && { remark })}
              {...(source && { source })}
            />
          );
        })}
        <div class="form-foot">
          <Button>{asked.length === 0 ? "对的，继续" : "保存并继续"}</Button>
        </div>
      </Form>
    ),
  });
}

function pageOf({ pages }: Application, id: string): Page {
  const page = pages.find((each) => each.id === id);
  if (!page) throw notFound("填写页面");
  return page;
}

async function save(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const application = await editable(incoming, ctx);
  if (isReply(application)) return application;
  const { matter, locked, facts, view } = application;
  const { form } = view.blueprint;
  const page = pageOf(application, incoming.params["page"]!);
  // Questions that the answers below have opened or closed belong to the page too.
  const askable = form.pages.find(({ id }) => id === page.id)!.fields.filter((field) => !locked.has(field.name) && !isDeclaration(field));
  const brought = await bringFiles(incoming, ctx, application, askable);
  const typed = { ...parseAnswers(askable, incoming.body, application.around), ...brought.answers };
  const rows = await withPressed(ctx, askable, typed, incoming.body);
  if (rows) return formPage(incoming, ctx, application, page, { answers: rows });
  const answers = { ...application.answers, ...typed };
  const around = { ...application.around, ...(await aroundMatter(ctx, matter, view.blueprint, answers)) };
  if (brought.changed) return formPage(incoming, ctx, { ...application, around }, page, { answers: typed, errors: brought.errors });
  const shown = new Set(page.fields.map(({ name }) => name));
  const wrong = checkPage(form, page.id, answers, facts, await vouching(ctx, matter, view.blueprint, answers), around);
  const errors = Object.fromEntries(Object.entries(wrong).filter(([name]) => shown.has(name) && !isDeclaration(form.fields.get(name)!)));
  if (Object.keys(errors).length > 0) return formPage(incoming, ctx, { ...application, around }, page, { answers: typed, errors });
  const live = liveAnswers(form, answers, facts);
  const kept = Object.fromEntries(
    form.pages
      .find(({ id }) => id === page.id)!
      .fields.filter((field) => !isDeclaration(field))
      .map(({ name }) => [name, live[name] ?? null]),
  );
  try {
    await saveDraft(ctx, matter.matterId, { form: kept, revision: revisionOf(incoming) ?? matter.revision });
  } catch (refusal) {
    if (!isStale(refusal)) throw refusal;
    const now = await openApplication(ctx, matter.matterId);
    return formPage(incoming, ctx, now, page, { answers: typed, message: STALE, status: 409 });
  }
  const saved = await openApplication(ctx, matter.matterId);
  const fromCheck = incoming.body["_from"] === "check";
  const opened = pagesFor(form, answers, facts)
    .find(({ id }) => id === page.id)
    ?.fields.some((field) => !shown.has(field.name) && !isDeclaration(field) && live[field.name] === undefined);
  if (opened) return redirect(`/my/matters/${matter.matterId}/apply/form/${page.id}?more=1${fromCheck ? "&from=check" : ""}`);
  // Told once of what may be mistyped: the same again is an answer.
  const doubted = Object.keys(remarksOn(form, typed)).some((name) => typed[name] !== application.answers[name]);
  if (doubted) return redirect(`/my/matters/${matter.matterId}/apply/form/${page.id}?look=1${fromCheck ? "&from=check" : ""}`);
  return redirect(nextStep(saved, `form/${page.id}`, fromCheck));
}

/** The pages of the form. */
export const formRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/apply/form/:page",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      return isReply(application) ? application : formPage(incoming, ctx, application, pageOf(application, incoming.params["page"]!));
    },
  },
  {
    method: "POST",
    path: "/my/matters/:matter/apply/form/:page",
    who: "person",
    site: "portal",
    admit: ({ params }, ctx) => mayBringTo(ctx, params["matter"]!),
    handle: save,
  },
];
