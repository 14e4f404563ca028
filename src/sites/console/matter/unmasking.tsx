import { unmask, partiesShown, viewAsStaff, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { attempt } from "../page-routes.ts";
import { showReasonForm, showUnmasked } from "../reason-page.tsx";
import { typed } from "../typed.ts";

/** What a field is called: an answer of the form, or what is known of a party. */
async function labelOf(ctx: Ctx, view: MatterView, field: string): Promise<string> {
  const { blueprint } = view;
  const [, number, part] = /^party\.(\d{1,4})\.([a-z]+)$/.exec(field) ?? [];
  const party = number === undefined ? undefined : (await partiesShown(ctx, view)).find(({ partyNo }) => partyNo === Number(number));
  const known = party?.parts.find((each) => each.part === part);
  if (party && known) return `${blueprint.kind.parties[party.role]?.word ?? ""}${known.label}`;
  return blueprint.form.fields.get(field)?.label ?? "个人信息";
}

async function form(incoming: Incoming, ctx: Ctx, field: string, refusal?: Refusal): Promise<Reply> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const { matter } = view;
  const label = await labelOf(ctx, view, field);
  const at = `/console/matters/${matter.matterId}`;
  return showReasonForm(incoming, ctx, { label, field, action: `${at}/unmask`, back: { href: at, label: matter.title }, ...(refusal && { refusal }) });
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx, incoming.query["field"] ?? "");
}

/** Shows the value, once: the page is not kept, and coming back asks for a reason again. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const field = typed(body, "field");
  return attempt(
    async () => {
      const { label, value } = await unmask(ctx, params["matter"]!, field, typed(body, "reason"));
      const at = `/console/matters/${params["matter"]}`;
      return showUnmasked(incoming, ctx, { label, value, back: { href: at, label: "回到这件事" } });
    },
    (refusal) => form(incoming, ctx, field, refusal),
  );
}
