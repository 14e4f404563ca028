import { unmaskForMatter } from "#matter/party";
import { getRecord, TASKS, unmaskRecord } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Select, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { showReasonForm, showUnmasked } from "../reason-page.tsx";
import { fieldsOf, typed } from "../typed.ts";

async function form(incoming: Incoming, ctx: Ctx, field: string, refusal?: Refusal): Promise<Reply> {
  const { definition, record } = await getRecord(ctx, incoming.params["register"]!, incoming.params["record"]!);
  const at = `/console/registers/${definition.id}/records/${record.recordId}`;
  const label = definition.fields.find(({ name }) => name === field)?.label ?? "个人信息";
  const of = fieldsOf(incoming.body, refusal?.fields ?? {});
  const occasion = (
    <>
      <TextField {...of("number")} label="为哪一件在办的" hint="填它的编号。不是为某一件看的，请在下面选。" length={30} required={false} />
      <Select
        {...of("task")}
        label="不是为某一件的，是为哪类事"
        required={false}
        options={Object.entries(TASKS).map(([value, name]) => ({ value, label: name }))}
      />
    </>
  );
  return showReasonForm(incoming, ctx, {
    label,
    field,
    action: `${at}/unmask`,
    back: { href: at, label: definition.name },
    occasion,
    ...(refusal && { refusal }),
  });
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx, incoming.query["field"] ?? "");
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const field = typed(body, "field");
  return attempt(
    async () => {
      const [registerId, recordId, reason] = [params["register"]!, params["record"]!, typed(body, "reason")];
      const number = typed(body, "number").trim();
      const { label, value } = await (number
        ? unmaskForMatter(ctx, { registerId, recordId, field }, { number, reason })
        : unmaskRecord(ctx, registerId, recordId, field, { task: typed(body, "task"), reason }));
      return showUnmasked(incoming, ctx, {
        label,
        value,
        back: { href: `/console/registers/${params["register"]}/records/${params["record"]}`, label: "回到记录" },
      });
    },
    (refusal) => form(incoming, ctx, field, refusal),
  );
}
