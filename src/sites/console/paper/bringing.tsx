import { asksForFiles, pagesFor, type Field } from "#content/form";
import { attachFile, bringForAnswer, listDeferrals, mayBringAnswers } from "#matter/intake";
import { factsOf, isRunning } from "#matter/matter";
import { viewAsStaff, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import { ACCEPTED } from "#kernel/files";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, FileUpload, Form, formatDate, provisionalWords } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";

// What the form asks stands apart from what was promised: both may have the same name.
const OF_FORM = "form.";

/** The files that the form of a running matter asks for and staff bring: not where whoever it is for hands them in by the guide. */
export function filesAsked(ctx: Ctx, { matter, blueprint, answers }: MatterView): Field[] {
  if (!isRunning(matter) || blueprint.kind.guide) return [];
  return pagesFor(blueprint.form, answers, factsOf(ctx, matter, blueprint)).flatMap(({ fields }) => fields.filter((field) => asksForFiles(field)));
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const { matter, blueprint } = view;
  const asked = filesAsked(ctx, view);
  const at = `/console/matters/${matter.matterId}`;
  const deferrals = await listDeferrals(ctx, matter, blueprint);
  if (deferrals.length === 0 && asked.length === 0) return redirect(at);
  return show(
    incoming,
    ctx,
    {
      title: deferrals.length > 0 ? "代收补交的材料" : "加文件",
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={refusal?.fields ?? {}} />
          {deferrals.length > 0 && <p class="hint">当事人把答应后补的材料带到窗口的，扫描以后在这里收下。收件人记入办理过程，当事人看得到。</p>}
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
            {asked.map(({ name, label, hint, type }) => (
              <FileUpload
                name={`${OF_FORM}${name}`}
                label={label}
                hint={`${hint ? `${hint}。` : ""}可以分几次加，每个不超过 10 MB。`}
                accept={type === "photos" ? "image/jpeg,image/png" : ACCEPTED}
                multiple
                required={false}
                {...(refusal?.fields?.[name] && { error: refusal.fields[name] })}
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
  return mayBringAnswers(ctx, params["matter"]!);
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
        if (field.startsWith(OF_FORM)) await bringForAnswer(ctx, matterId, field.slice(OF_FORM.length), { name, content: received });
        else await attachFile(ctx, matterId, field, { name, content: received });
      }
      return redirect(`/console/matters/${matterId}?done=brought`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
