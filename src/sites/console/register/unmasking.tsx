import { getRecord, unmaskRecord } from "#base/register";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#kernel/errors";
import type { Incoming, Reply } from "#kernel/http";
import { attempt } from "../page-routes.ts";
import { showReasonForm, showUnmasked } from "../reason-page.tsx";
import { typed } from "../typed.ts";

async function form(incoming: Incoming, ctx: Ctx, field: string, refusal?: Refusal): Promise<Reply> {
  const { definition, record } = await getRecord(ctx, incoming.params["register"]!, incoming.params["record"]!);
  const at = `/console/registers/${definition.id}/records/${record.recordId}`;
  const label = definition.fields.find(({ name }) => name === field)?.label ?? "个人信息";
  return showReasonForm(incoming, ctx, { label, field, action: `${at}/unmask`, back: { href: at, label: definition.name }, ...(refusal && { refusal }) });
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx, incoming.query["field"] ?? "");
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const field = typed(body, "field");
  return attempt(
    async () => {
      const { label, value } = await unmaskRecord(ctx, params["register"]!, params["record"]!, field, typed(body, "reason"));
      return showUnmasked(incoming, ctx, {
        label,
        value,
        back: { href: `/console/registers/${params["register"]}/records/${params["record"]}`, label: "回到记录" },
      });
    },
    (refusal) => form(incoming, ctx, field, refusal),
  );
}
