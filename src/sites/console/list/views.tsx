import { countOfKind, dropView, listViews, saveView, type View } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, ErrorSummary, Icon, TextField } from "#ui";
import type { Refusal } from "#values/errors";
import { attempt } from "../page-routes.ts";
import { listAddress } from "../searching.ts";
import type { ViewLink } from "../navigation.ts";
import { typed } from "../typed.ts";
import { asked, sent, type Asked } from "./query.ts";
import { listedKind, readsKind } from "./reach.ts";

const path = (kind: string): string => `/console/kinds/${kind}`;

/** Address of a view: the list of its kind with what was asked for, in one order, so that two addresses can be compared. */
export function viewAddress(ctx: Ctx, { kind, asked: set }: Pick<View, "kind" | "asked">): string {
  return listAddress(ctx, path(kind), undefined, Object.fromEntries(Object.entries(set).toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

/** The actor's views of kinds that their duties still reach, each with how many there are now. */
export async function viewsInReach(ctx: Ctx): Promise<ViewLink[]> {
  const views = (await listViews(ctx)).filter(({ kind }) => readsKind(ctx.actor, kind));
  return Promise.all(
    views.map(async (view) => {
      const { query } = asked(ctx, await listedKind(ctx, view.kind), view.asked);
      return { kind: view.kind, name: view.name, href: viewAddress(ctx, view), count: await countOfKind(ctx, query) };
    }),
  );
}

/** Keeps what a list shows under a name, or drops the view that it shows. */
export async function ViewChoice({ ctx, was, token, refusal }: { ctx: Ctx; was: Asked; token: string; refusal?: Refusal | undefined }) {
  const { kind } = was.query;
  const here = viewAddress(ctx, { kind: kind.id, asked: was.set });
  const shown = (await listViews(ctx)).find((view) => view.kind === kind.id && viewAddress(ctx, view) === here);
  const error = refusal?.fields?.["name"];
  if (shown && was.query.text === undefined)
    return (
      <form method="post" action={`${path(kind.id)}/views/${shown.viewId}/removal`} class="columns-choice">
        <input type="hidden" name="_token" value={token} />
        <Button kind="secondary" small icon="trash-2">
          删除视图“{shown.name}”
        </Button>
      </form>
    );
  return (
    <details class="columns-choice" open={refusal !== undefined}>
      <summary class="button button-secondary button-small">
        <Icon name="plus" /> 存成视图
      </summary>
      <form method="post" action={`${path(kind.id)}/views`}>
        {refusal && <ErrorSummary errors={refusal.fields ?? {}} message={refusal.message} />}
        <input type="hidden" name="_token" value={token} />
        {Object.entries(was.set).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <TextField
          name="name"
          label="视图叫什么"
          hint={was.query.text === undefined ? "存下现在的条件、列和顺序，放在左边。" : "存下现在的条件、列和顺序，放在左边；找的内容不存。"}
          {...(error && { error })}
        />
        <Button kind="secondary" small>
          存成视图
        </Button>
      </form>
    </details>
  );
}

/** Keeps a view: the list comes back with it, or with what is wrong. */
export function save(again: (incoming: Incoming, ctx: Ctx, refusal: Refusal) => Promise<Reply>) {
  return async (incoming: Incoming, ctx: Ctx): Promise<Reply> => {
    const { body, params } = incoming;
    const listed = await listedKind(ctx, params["kind"]!);
    const set = sent(listed, body);
    return attempt(
      async () => {
        await saveView(ctx, { kind: listed.kind.id, name: typed(body, "name"), asked: set });
        return redirect(listAddress(ctx, path(listed.kind.id), undefined, { ...set, done: "view" }));
      },
      (refusal) => again({ ...incoming, query: set }, ctx, refusal),
    );
  };
}

/** Drops a view: the whole list stands there again. */
export async function drop({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  const { kind } = await dropView(ctx, params["view"]!);
  return redirect(listAddress(ctx, path(kind), undefined, { done: "view-dropped" }));
}
