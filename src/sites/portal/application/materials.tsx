import { attachFile, detach, mayBringTo, defer, type MaterialEntry, type MaterialState } from "#matter/intake";
import { registersNow } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { ACCEPTED } from "#kernel/files";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, Checkbox, FileUpload, Form, Icon } from "#ui";
import { editable, isReply, stepPage, StepMarks } from "./frame.tsx";
import { nextStep, openApplication, type Application } from "./application.ts";
import { formWords } from "../guide/words.ts";

function laterOf(entries: readonly MaterialEntry[]): MaterialEntry | undefined {
  return entries.find(({ source }) => source === "later");
}

/** What the city has: nothing to hand over. */
function Held({ states, names }: { states: readonly MaterialState[]; names: (register: string) => string }) {
  if (states.length === 0) return null;
  return (
    <section class="materials">
      <h2>市里已有，免交</h2>
      <ul class="materials-held">
        {states.map(({ material, held }) => (
          <li>
            <Icon name="circle-check" label="免交" />
            <div>
              <p>{material.name}</p>
              <p class="hint">{held!.source === "register" ? names(held!.reference) : held!.reference}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Upload({ state, matterId, error }: { state: MaterialState; matterId: string; error?: string }) {
  const { material, entries } = state;
  const files = entries.filter(({ source }) => source === "upload");
  const hint = (
    <>
      {material.note && <p>{material.note}</p>}
      <p>{formWords(material)}。可以拍照。PDF、OFD、JPG 或 PNG，每个不超过 10 MB，可以一次选几个。</p>
    </>
  );
  return (
    <div class="upload-one">
      <FileUpload
        name={material.id}
        label={material.name}
        hint={hint}
        accept={ACCEPTED}
        multiple
        required={material.need !== "optional"}
        {...(error && { error })}
        files={files.map(({ entryId, fileName, size }) => ({
          name: fileName ?? "文件",
          size: size ?? 0,
          href: `/my/matters/${matterId}/files/${entryId}`,
          removeValue: entryId,
        }))}
      />
      {material.need === "deferred" && <Checkbox name={`_later-${material.id}`} label="现在没有，稍后补交" checked={laterOf(entries) !== undefined} />}
    </div>
  );
}

async function materialsPage(incoming: Incoming, ctx: Ctx, application: Application, errors: Record<string, string> = {}): Promise<Reply> {
  const { matter, view } = application;
  const registers = await registersNow(ctx);
  const held = view.materials.filter((state) => state.held);
  const asked = view.materials.filter((state) => !state.held);
  return stepPage(incoming, ctx, application, {
    step: "materials",
    title: "材料",
    errors,
    children: (
      <Form action={`/my/matters/${matter.matterId}/apply/materials`} token={incoming.formToken} files>
        <StepMarks incoming={incoming} application={application} />
        <h1>材料</h1>
        <p class="lead">{asked.length === 0 ? "这次不用您交材料。" : `要您交 ${asked.length} 份，其余的市里已经有了。`}</p>
        {asked.map((state) => (
          <Upload state={state} matterId={matter.matterId} {...(errors[state.material.id] && { error: errors[state.material.id]! })} />
        ))}
        <Held states={held} names={(register) => registers.get(register)?.name ?? "政务库"} />
        <div class="form-foot">
          <Button>保存并继续</Button>
        </div>
      </Form>
    ),
  });
}

/** Keeps what came; gives what could not be kept, by material. A bad file does not take the good ones with it. */
async function keep(incoming: Incoming, ctx: Ctx, { matter, view }: Application): Promise<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { field, name, received, refusal } of incoming.brought) {
    try {
      if (refusal) throw refusal;
      await attachFile(ctx, matter.matterId, field, { name, content: received });
    } catch (error) {
      if (!(error instanceof Refusal) || (![413, 422, 503].includes(error.status) && error.code !== "TOO_MANY_BYTES")) throw error;
      errors[field] = `“${name}”没有收下：${error.message}`;
    }
  }
  for (const { material, entries } of view.materials) {
    if (material.need !== "deferred") continue;
    const later = laterOf(entries);
    const wanted = incoming.body[`_later-${material.id}`] !== undefined;
    const brought = incoming.brought.some(({ field }) => field === material.id);
    if (wanted && !later && !brought) await defer(ctx, matter.matterId, material.id);
    if (later && (!wanted || brought)) await detach(ctx, matter.matterId, later.entryId);
  }
  return errors;
}

async function hand(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const application = await editable(incoming, ctx);
  if (isReply(application)) return application;
  const { matterId } = application.matter;
  const fromCheck = incoming.body["_from"] === "check";
  const removed = incoming.body["_remove"];
  if (typeof removed === "string" && application.view.materials.some(({ entries }) => entries.some(({ entryId }) => entryId === removed)))
    await detach(ctx, matterId, removed);
  const errors = await keep(incoming, ctx, application);
  const saved = await openApplication(ctx, matterId);
  const again = `/my/matters/${matterId}/apply/materials${fromCheck ? "?from=check" : ""}`;
  if (typeof removed === "string" && Object.keys(errors).length === 0) return redirect(again);
  for (const { material } of saved.view.materials) {
    const gap = saved.gaps[`material.${material.id}`];
    if (gap) errors[material.id] ??= gap;
  }
  if (Object.keys(errors).length > 0) return materialsPage(incoming, ctx, saved, errors);
  return redirect(nextStep(saved, "materials", fromCheck));
}

/** Materials: what the city holds, what is handed in, what follows later. */
export const materialRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/apply/materials",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const application = await editable(incoming, ctx);
      return isReply(application) ? application : materialsPage(incoming, ctx, application);
    },
  },
  {
    method: "POST",
    path: "/my/matters/:matter/apply/materials",
    who: "person",
    site: "portal",
    admit: ({ params }, ctx) => mayBringTo(ctx, params["matter"]!),
    handle: hand,
  },
];
