import { getLicence, unmaskFace } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, LinkButton } from "#ui";
import { attempt } from "../page-routes.ts";
import { showReasonForm } from "../reason-page.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { licenceId, name } = await getLicence(ctx, incoming.params["licence"]!);
  const at = `/console/licences/${licenceId}`;
  return showReasonForm(incoming, ctx, {
    label: `${name}照面`,
    field: "face",
    action: `${at}/unmask`,
    back: { href: at, label: name },
    ...(refusal && { refusal }),
  });
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

/** The whole face, once. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const licence = await unmaskFace(ctx, incoming.params["licence"]!, typed(incoming.body, "reason"));
      const at = `/console/licences/${licence.licenceId}`;
      return show(incoming, ctx, {
        title: `${licence.name} · ${licence.holder.name}`,
        crumbs: [{ href: at, label: licence.name }],
        body: (
          <section class="sheet">
            <DefinitionList items={licence.face.map(({ label, value }) => ({ term: label, detail: value || "—" }))} />
            <p class="hint">只显示这一次，已记录。</p>
            <LinkButton href={at}>回到证照</LinkButton>
          </section>
        ),
      });
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
