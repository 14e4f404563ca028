import { viewAsStaff } from "#matter/view";
import { MOVES, offersOf, perform, type MoveName, type Offer } from "#matter/move";
import type { Ctx } from "#kernel/ctx";
import { conflict, notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { newId } from "#values/ids";
import { once } from "#kernel/idempotency";
import { Confirm } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { MoveFields, type Given } from "./move-fields.tsx";
import { MOVE_WORDS } from "./move-words.ts";

/** Address of the page of a move. */
export function moveAddress(matterId: string, { move, task }: Offer): string {
  return `/console/matters/${matterId}/moves/${move}${task === undefined ? "" : `?task=${encodeURIComponent(task)}`}`;
}

function moveOf(incoming: Incoming): MoveName {
  const name = incoming.params["move"] ?? "";
  if (!Object.hasOwn(MOVES, name)) throw notFound("操作");
  return name as MoveName;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const move = moveOf(incoming);
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const at = `/console/matters/${view.matter.matterId}`;
  const task = typed(incoming.body, "task") || (incoming.query["task"] ?? "");
  const offer = (await offersOf(ctx, view)).find((each) => each.move === move && (each.task ?? "") === task);
  if (!offer && !refusal) throw conflict("NOT_OFFERED", `现在不能${MOVES[move]}：环节已经办过，或者不在您的职责范围内。`);
  const errors = refusal?.fields ?? {};
  const given: Given = (name) => {
    const error = errors[name];
    return { name, value: typed(incoming.body, name), ...(error !== undefined && { error }) };
  };
  const words = MOVE_WORDS[move];
  return show(
    incoming,
    ctx,
    {
      title: MOVES[move],
      heading: false,
      crumbs: [{ href: at, label: view.matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            action={`${at}/moves/${move}`}
            token={incoming.formToken}
            idempotencyKey={newId()}
            title={offer?.name ? `${MOVES[move]}：${offer.name}` : MOVES[move]}
            consequences={words.consequences}
            confirm={words.confirm}
            {...(words.grave && { kind: "seal" as const })}
            back={at}
          >
            <input type="hidden" name="task" value={task} />
            {await MoveFields({ ctx, view, offer: offer ?? { move, task }, given })}
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** The page of one move: what will happen, what it asks for. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const move = moveOf(incoming);
  const matterId = params["matter"]!;
  const asked = {
    task: typed(body, "task"),
    to: ["to", "to2", "to3"].map((name) => typed(body, name)).filter(Boolean),
    unit: typed(body, "unit"),
    node: typed(body, "node"),
    when: typed(body, "when"),
    reason: typed(body, "reason"),
    basis: typed(body, "basis"),
  };
  return attempt(
    async () => {
      await once(ctx, typed(body, "_key") || undefined, ["move", matterId, move, asked], async (inner) => void (await perform(inner, matterId, move, asked)));
      // Who handed a task over may have no part in the matter any more.
      const gone = move === "hand-over" || move === "acknowledge";
      return redirect(gone ? `/console/inbox?done=${move}` : `/console/matters/${matterId}?done=${move}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
