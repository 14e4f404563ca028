import { isDeclaration, lockedFields, pagesFor, prefill, withLocked, type Answers, type Around, type Field, type Page, type Records } from "#content/form";
import { aroundMatter } from "#matter/around";
import { ownerDetails, onceGap } from "#matter/party";
import { factsOf, type Matter } from "#matter/matter";
import { missing } from "#matter/intake";
import { viewOwn, type MatterView } from "#matter/view";
import { checkSituation, stopOf, type Item, type SituationOption } from "#content/pack";
import { recordsAbout } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";

/** A step of an application as the owner goes through it. */
export interface ApplicationStep {
  id: "situation" | "materials" | "check" | `form/${string}`;
  title: string;
  href: string;
  done: boolean;
}

/** An application that is being filled in: what is asked, what is answered, what is still missing. */
export interface Application {
  view: MatterView;
  matter: Matter;
  item: Item;
  facts: Record<string, unknown>;
  records: Records;
  /** Answers given, with what registers hold where nothing was given yet. */
  answers: Answers;
  /** What the city knows that its fields ask for. */
  around: Around;
  /** Fields the registers fix. */
  locked: ReadonlySet<string>;
  /** Pages that apply; declarations are not among their fields. */
  pages: Page[];
  /** Sentences to confirm, asked when everything has been checked. */
  declarations: Field[];
  gaps: Record<string, string>;
  /** Why it would be refused however it is filled in: the same is asked for or held already. */
  twice: Refusal | undefined;
  stop: SituationOption | undefined;
  steps: ApplicationStep[];
}

function stepsOf(base: string, item: Item, matter: Matter, pages: Page[], gaps: Record<string, string>, stop: SituationOption | undefined): ApplicationStep[] {
  const answered = Object.keys(checkSituation(item, matter.situation)).length === 0 && !stop;
  const steps: ApplicationStep[] = [
    ...(item.situations.length > 0 ? [{ id: "situation" as const, title: "您的情况", href: `${base}/situation`, done: answered }] : []),
    ...pages.map(({ id, title, fields }) => ({
      id: `form/${id}` as const,
      title,
      href: `${base}/form/${id}`,
      done: fields.every(({ name }) => !(name in gaps)),
    })),
    ...(item.materials.length > 0
      ? [{ id: "materials" as const, title: "材料", href: `${base}/materials`, done: !Object.keys(gaps).some((key) => key.startsWith("material.")) }]
      : []),
  ];
  return [...steps, { id: "check", title: "核对并提交", href: `${base}/check`, done: false }];
}

/** Reads one's own application. Everything a step shows comes from here. */
export async function openApplication(ctx: Ctx, matterId: string): Promise<Application> {
  const view = await viewOwn(ctx, matterId);
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const records = await recordsAbout(ctx, { kind: matter.owner.kind, number: ownerDetails(ctx, matter).number });
  const facts = factsOf(ctx, matter, blueprint);
  const answers = withLocked(blueprint.form, { ...prefill(blueprint.form, records, facts), ...view.answers }, records, facts);
  const around = { ...(await aroundMatter(ctx, matter, blueprint, answers)), filesAt: `/my/matters/${matterId}/files` };
  const live = pagesFor(blueprint.form, answers, facts);
  const pages = live.map((page) => ({ ...page, fields: page.fields.filter((field) => !isDeclaration(field)) })).filter(({ fields }) => fields.length > 0);
  const { once: _twice, ...gaps } = await missing(ctx, matter, blueprint, view.materials);
  const twice = await onceGap(ctx, matter, blueprint, answers);
  const stop = stopOf(item, matter.situation);
  return {
    view,
    matter,
    item,
    facts,
    records,
    answers,
    around,
    locked: lockedFields(blueprint.form, records, facts),
    pages,
    declarations: live.flatMap(({ fields }) => fields.filter(isDeclaration)),
    gaps,
    twice,
    stop,
    steps: stepsOf(`/my/matters/${matterId}/apply`, item, matter, pages, gaps, stop),
  };
}

/** Gaps that the steps can fill: all but the declarations, which are asked at the end. */
export function openGaps({ gaps, declarations }: Pick<Application, "gaps" | "declarations">): Record<string, string> {
  const last = new Set(declarations.map(({ name }) => name));
  return Object.fromEntries(Object.entries(gaps).filter(([key]) => !last.has(key)));
}

/** Where to go after a step: on to the next one, or, when something was changed from the check page, back there. */
export function nextStep({ steps, stop }: Pick<Application, "steps" | "stop">, id: ApplicationStep["id"], fromCheck: boolean): string {
  if (stop) return steps[0]!.href;
  const undone = steps.find((step) => !step.done);
  if (fromCheck && undone) return undone.href;
  return steps[steps.findIndex((step) => step.id === id) + 1]?.href ?? undone!.href;
}

/** The step before, or the guide's overview when this is the first. */
export function stepBefore({ steps }: Pick<Application, "steps">, id: ApplicationStep["id"]): string | undefined {
  return steps[steps.findIndex((step) => step.id === id) - 1]?.href;
}
