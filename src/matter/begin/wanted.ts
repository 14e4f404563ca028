import { beginningOf } from "./answers.ts";
import { begin } from "./begin.ts";
import type { Answers } from "#content/form";
import { matterChannel, type Kind } from "#content/kind";
import { system, type Ctx } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { blueprintOf, getMatter, type Blueprint, type Matter } from "#matter/matter";

/** What another item asks that the matter which begins it knows: its number, and answers of the same name that are nobody's. */
function answersFrom(matter: Matter, { form: theirs }: Blueprint, { form }: Blueprint): Answers {
  const known = [...form.fields.values()].flatMap((field): [string, unknown][] => {
    if (field.type === "matter") return [[field.name, matter.number]];
    const same = theirs.fields.get(field.name);
    return same?.type === field.type && !theirs.personal.has(field.name) && matter.form[field.name] !== undefined
      ? [[field.name, matter.form[field.name]]]
      : [];
  });
  return Object.fromEntries(known);
}

async function beginFor(
  ctx: Ctx,
  matterId: string,
  given: { item: string; kind: Kind; form: Answers; link: string; source: string; call?: string; until?: string },
): Promise<void> {
  const acting = { ...ctx, actor: system("关联件") };
  const { item, form, link, source, call, until, kind } = given;
  await begin(acting, {
    item,
    channel: matterChannel(kind) ?? "matter",
    form,
    source: { system: `matter:${matterId}`, number: source },
    ties: [{ link, matterId, ...(call !== undefined && { call, of: "that" as const }), ...(until !== undefined && { until }) }],
  });
}

/** A flow wants a matter of its own: it begins, once, however often it is asked for. */
export const beginWanted: Subscriber = async (ctx, { subject, data }) => {
  const { item, input, link, until, wait, call } = data as {
    item: string;
    input: Answers | null;
    link: string | null;
    until: string | null;
    wait: boolean;
    call: string;
  };
  const { matter } = await getMatter(ctx, subject);
  const [theirs, { blueprint }] = [await blueprintOf(ctx, matter), await beginningOf(ctx, item)];
  const form = { ...answersFrom(matter, theirs, blueprint), ...input };
  await beginFor(ctx, subject, {
    item,
    kind: blueprint.kind,
    form,
    link: link ?? "parent",
    source: call,
    ...(wait && { call }),
    ...(until !== null && { until }),
  });
};

/** A mark of a clock begins a matter (督办): tied to the one that is late. */
export const beginAtMark: Subscriber = async (ctx, { subject, data }) => {
  const { begins, clock, mark } = data as { begins?: string; clock: string; mark: string };
  if (begins === undefined) return;
  const { matter } = await getMatter(ctx, subject);
  const [theirs, { blueprint }] = [await blueprintOf(ctx, matter), await beginningOf(ctx, begins)];
  const link = Object.keys(blueprint.kind.links).find((id) => blueprint.kind.links[id]!.flag !== undefined) ?? "source";
  await beginFor(ctx, subject, { item: begins, kind: blueprint.kind, form: answersFrom(matter, theirs, blueprint), link, source: `${clock} ${mark}` });
};
