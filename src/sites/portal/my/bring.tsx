import { attachFile, mayBringTo, listDeferrals, type Deferral } from "#matter/intake";
import { viewOwn, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { ACCEPTED } from "#kernel/files";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, ErrorSummary, FileUpload, Form, formatDate, LinkButton, Notice, provisionalWords } from "#ui";
import { show } from "../show.ts";

const PATH = "/my/matters/:matter/materials";

function dueWords({ due, provisional }: Deferral): string {
  return due ? provisionalWords(`${formatDate(due)}前交`, provisional) : "";
}

/** What was promised for later, on the page that shows where the matter stands. */
export function BringNotice({ path, deferrals }: { path: string; deferrals: readonly Deferral[] }) {
  const open = deferrals.filter(({ brought }) => !brought);
  if (open.length === 0) return null;
  return (
    <Notice kind="waiting" title={`还有 ${open.length} 份材料要补交`}>
      <ul>
        {open.map((each) => (
          <li>
            {each.name}
            {each.due && `，${dueWords(each)}`}
          </li>
        ))}
      </ul>
      <p>补交以前，不能批准。</p>
      <p>
        <LinkButton href={`${path}/materials`}>去补交</LinkButton>
      </p>
    </Notice>
  );
}

function hintOf(view: MatterView, deferral: Deferral) {
  const { note } = view.materials.find(({ material }) => material.id === deferral.materialId)!.material;
  return (
    <>
      {note && <p>{note}</p>}
      <p>{deferral.due && `请在${dueWords(deferral)}。`}可以拍照。PDF、OFD、JPG 或 PNG，每个不超过 10 MB，可以一次选几个。</p>
    </>
  );
}

async function bringPage(incoming: Incoming, ctx: Ctx, errors: Record<string, string> = {}): Promise<Reply> {
  const view = await viewOwn(ctx, incoming.params["matter"]!);
  const path = `/my/matters/${view.matter.matterId}`;
  const deferrals = await listDeferrals(ctx, view.matter, view.blueprint);
  if (deferrals.length === 0) return redirect(path);
  const wrong = Object.keys(errors).length > 0;
  return show(
    incoming,
    ctx,
    {
      title: `补交材料 - ${view.matter.itemName}`,
      wrong,
      back: { href: path, label: "办理进度" },
      body: (
        <>
          <ErrorSummary errors={errors} />
          <h1>补交材料</h1>
          <p class="lead">交到以后工作人员马上能看到，不用再提交。</p>
          <Form action={`${path}/materials`} token={incoming.formToken} files>
            {deferrals.map((deferral) => (
              <FileUpload
                name={deferral.materialId}
                label={deferral.name}
                hint={hintOf(view, deferral)}
                accept={ACCEPTED}
                multiple
                required={!deferral.brought}
                {...(errors[deferral.materialId] && { error: errors[deferral.materialId]! })}
                files={view.materials
                  .find(({ material }) => material.id === deferral.materialId)!
                  .entries.filter(({ fileId }) => fileId !== null)
                  .map(({ entryId, fileName, size }) => ({ name: fileName ?? "文件", size: size ?? 0, href: `${path}/files/${entryId}` }))}
              />
            ))}
            <div class="form-foot">
              <Button>补交</Button>
            </div>
          </Form>
        </>
      ),
    },
    wrong ? 422 : 200,
  );
}

async function bring(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = incoming.params["matter"]!;
  const errors: Record<string, string> = {};
  for (const { field, name, received, refusal } of incoming.brought) {
    try {
      if (refusal) throw refusal;
      await attachFile(ctx, matterId, field, { name, content: received });
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 413, 422, 503].includes(error.status)) throw error;
      errors[field] = `“${name}”没有收下：${error.message}`;
    }
  }
  if (incoming.brought.length === 0) {
    const { matter, blueprint } = await viewOwn(ctx, matterId);
    const open = (await listDeferrals(ctx, matter, blueprint)).find(({ brought }) => !brought);
    if (open) errors[open.materialId] = "请选择要补交的文件。";
  }
  return Object.keys(errors).length > 0 ? bringPage(incoming, ctx, errors) : redirect(`/my/matters/${matterId}?brought=1`);
}

/** Brings what was promised for later (容缺受理). */
export const bringRoutes: Route[] = [
  { method: "GET", path: PATH, who: "person", site: "portal", handle: bringPage },
  { method: "POST", path: PATH, who: "person", site: "portal", admit: ({ params }, ctx) => mayBringTo(ctx, params["matter"]!), handle: bring },
];
