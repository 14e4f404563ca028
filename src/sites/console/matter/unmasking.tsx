import { unmask, viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { attempt } from "../page-routes.ts";
import { showReasonForm, showUnmasked } from "../reason-page.tsx";
import { typed } from "../typed.ts";

const OWN: Record<string, string> = { "applicant.name": "申请人姓名", "applicant.number": "申请人证件号码", "applicant.phone": "申请人电话" };

async function form(incoming: Incoming, ctx: Ctx, field: string, refusal?: Refusal): Promise<Reply> {
  const { matter, blueprint } = await viewAsStaff(ctx, incoming.params["matter"]!);
  const label = OWN[field] ?? blueprint.form.fields.get(field)?.label ?? "个人信息";
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
      return showUnmasked(incoming, ctx, { label, value, back: { href: at, label: "回到办件" } });
    },
    (refusal) => form(incoming, ctx, field, refusal),
  );
}
