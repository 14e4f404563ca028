import { attachFile, mayBringTo, listDeferrals } from "#matter/intake";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import { ACCEPTED } from "#kernel/files";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, FileUpload, Form, formatDate, provisionalWords } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { matter, blueprint } = await viewAsStaff(ctx, incoming.params["matter"]!);
  const at = `/console/matters/${matter.matterId}`;
  const deferrals = await listDeferrals(ctx, matter, blueprint);
  if (deferrals.length === 0) return redirect(at);
  return show(
    incoming,
    ctx,
    {
      title: "代收补交的材料",
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={refusal?.fields ?? {}} />
          <p class="hint">当事人把答应后补的材料带到窗口的，扫描以后在这里收下。收件人记入办理过程，当事人看得到。</p>
          <Form action={`${at}/materials`} token={incoming.formToken} files>
            {deferrals.map(({ materialId, name, due, provisional, brought }) => (
              <FileUpload
                name={materialId}
                label={name}
                hint={`${due ? `约定${provisionalWords(`${formatDate(due)}前交`, provisional)}。` : ""}${brought ? "已经交过，可以再加。" : ""}PDF、OFD、JPG 或 PNG，每个不超过 10 MB。`}
                accept={ACCEPTED}
                multiple
                required={!brought}
                {...(refusal?.fields?.[materialId] && { error: refusal.fields[materialId] })}
              />
            ))}
            <div class="form-foot">
              <Button>收下</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Asked before anything of the files is read. */
export function admit({ params }: Incoming, ctx: Ctx): Promise<void> {
  return mayBringTo(ctx, params["matter"]!);
}

/** The window takes in what was promised for later (容缺). */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = incoming.params["matter"]!;
  return attempt(
    async () => {
      if (incoming.brought.length === 0) throw badInput("NO_FILE", "请选择要收下的文件。");
      for (const { field, name, received, refusal } of incoming.brought) {
        if (refusal) throw refusal;
        await attachFile(ctx, matterId, field, { name, content: received });
      }
      return redirect(`/console/matters/${matterId}?done=brought`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
