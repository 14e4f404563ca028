import { saveDraft } from "#matter/intake";
import { checkSituation, liveSituation, readSituation, situationsFor, stopOf, type Situation } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, ButtonRow, Form, LinkButton, Notice } from "#ui";
import { editable, isReply, isStale, revisionOf, STALE, StepMarks, stepPage } from "./frame.tsx";
import { nextStep, openApplication, type Application } from "./application.ts";
import { SituationField } from "../guide/situation.tsx";

function baseOf({ matter }: Application): string {
  return `/my/matters/${matter.matterId}/apply/situation`;
}

function questionPage(
  incoming: Incoming,
  ctx: Ctx,
  application: Application,
  situation: Situation,
  given: { value?: unknown; error?: string; message?: string; status?: number } = {},
): Reply {
  const { item, matter } = application;
  const asked = situationsFor(item, matter.situation);
  const before = asked[asked.findIndex(({ id }) => id === situation.id) - 1];
  const value = "value" in given ? given.value : matter.situation[situation.id];
  return stepPage(incoming, ctx, application, {
    step: "situation",
    title: situation.ask,
    ...(before && { back: `${baseOf(application)}/${before.id}` }),
    ...(given.error && { errors: { [situation.id]: given.error } }),
    ...(given.message && { message: given.message }),
    ...(given.status && { status: given.status }),
    children: (
      <Form action={`${baseOf(application)}/${situation.id}`} token={incoming.formToken}>
        <StepMarks incoming={incoming} application={application} />
        <SituationField situation={situation} value={value} heading {...(given.error && { error: given.error })} />
        <div class="form-foot">
          <Button>保存并继续</Button>
        </div>
      </Form>
    ),
  });
}

function stopPage(incoming: Incoming, ctx: Ctx, application: Application): Reply {
  const { item, matter, stop } = application;
  const question = situationsFor(item, matter.situation).find(({ id }) => [matter.situation[id]].flat().includes(stop!.value))!;
  return stepPage(incoming, ctx, application, {
    step: "situation",
    title: "您不用办这个事项",
    status: 200,
    back: `${baseOf(application)}/${question.id}`,
    children: (
      <>
        <h1>您不用办这个事项</h1>
        <Notice kind="done" title={`您选的是“${stop!.label}”`}>
          <p>{stop!.stop}</p>
        </Notice>
        <ButtonRow>
          <LinkButton href={`${baseOf(application)}/${question.id}`} kind="secondary">
            选错了，重新选
          </LinkButton>
          <LinkButton href={`/my/matters/${matter.matterId}/discard`} kind="quiet">
            不办了，删掉草稿
          </LinkButton>
        </ButtonRow>
      </>
    ),
  });
}

function questionOf({ item, matter }: Application, id: string): Situation {
  const found = situationsFor(item, matter.situation).find((situation) => situation.id === id);
  if (!found) throw notFound("问题");
  return found;
}

async function answer(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const application = await editable(incoming, ctx);
  if (isReply(application)) return application;
  const { item, matter } = application;
  const situation = questionOf(application, incoming.params["question"]!);
  const value = readSituation({ situations: [situation] }, incoming.body)[situation.id];
  const answers = { ...matter.situation, [situation.id]: value };
  const error = checkSituation(item, answers)[situation.id];
  if (error) return questionPage(incoming, ctx, application, situation, { value, error });
  try {
    await saveDraft(ctx, matter.matterId, { situation: liveSituation(item, answers), revision: revisionOf(incoming) ?? matter.revision });
  } catch (refusal) {
    if (!isStale(refusal)) throw refusal;
    return questionPage(incoming, ctx, await openApplication(ctx, matter.matterId), situation, { value, message: STALE, status: 409 });
  }
  const saved = await openApplication(ctx, matter.matterId);
  const fromCheck = incoming.body["_from"] === "check";
  if (stopOf(item, saved.matter.situation)) return redirect(`${baseOf(saved)}/stop`);
  const asked = situationsFor(item, saved.matter.situation);
  const rest = fromCheck ? asked : asked.slice(asked.findIndex(({ id }) => id === situation.id) + 1);
  const open = rest.find(({ id }) => id in checkSituation(item, saved.matter.situation)) ?? (fromCheck ? undefined : rest[0]);
  return redirect(open ? `${baseOf(saved)}/${open.id}${fromCheck ? "?from=check" : ""}` : nextStep(saved, "situation", fromCheck));
}

/** The questions about the owner's situation, one a page. */
export const situationRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/apply/situation",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      if (isReply(application)) return application;
      const { item, matter, stop } = application;
      if (stop) return redirect(`${baseOf(application)}/stop`);
      const asked = situationsFor(item, matter.situation);
      const open = asked.find(({ id }) => id in checkSituation(item, matter.situation)) ?? asked[0];
      return redirect(open ? `${baseOf(application)}/${open.id}` : nextStep(application, "situation", false));
    },
  },
  {
    method: "GET",
    path: "/my/matters/:matter/apply/situation/stop",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      if (isReply(application)) return application;
      return application.stop ? stopPage(incoming, ctx, application) : redirect(baseOf(application));
    },
  },
  {
    method: "GET",
    path: "/my/matters/:matter/apply/situation/:question",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      return isReply(application) ? application : questionPage(incoming, ctx, application, questionOf(application, incoming.params["question"]!));
    },
  },
  { method: "POST", path: "/my/matters/:matter/apply/situation/:question", who: "person", site: "portal", handle: answer },
];
