import { getLicence } from "#outcome/licence";
import { unmaskOriginal } from "#outcome/licence-file";
import type { Format } from "#trust/original";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { attempt } from "../page-routes.ts";
import { showReasonForm } from "../reason-page.tsx";
import { typed } from "../typed.ts";

const TYPES = { ofd: "application/ofd", pdf: "application/pdf" } as const;

function formatOf({ params }: Incoming): Format {
  const format = params["format"];
  if (format !== "ofd" && format !== "pdf") throw notFound("文件");
  return format;
}

/** The original of a licence, for a reason that its holder reads. */
async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const format = formatOf(incoming);
  const { licenceId, name } = await getLicence(ctx, incoming.params["licence"]!);
  const at = `/console/licences/${licenceId}`;
  return showReasonForm(incoming, ctx, {
    label: `${name}原件（${format.toUpperCase()}）`,
    field: "original",
    action: `${at}/originals/${format}`,
    back: { href: at, label: name },
    ...(refusal && { refusal }),
  });
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const format = formatOf(incoming);
  return attempt(
    async () => {
      const { licence, content } = await unmaskOriginal(ctx, incoming.params["licence"]!, format, typed(incoming.body, "reason"));
      return { kind: "bytes", content, type: TYPES[format], name: `${licence.name} ${licence.number}.${format}` };
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
