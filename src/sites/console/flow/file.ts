import { getItem, getItemVersion } from "#content/catalogue";
import { drawing, isDrawn, layout } from "#process/diagram";
import { getDraft } from "#content/draft";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";

/** The flow or rules of a version, or of the draft when none is asked for. */
export async function fileOf(ctx: Ctx, itemId: string, what: "flow" | "rules", asked: string | undefined): Promise<{ text: string; name: string }> {
  const { definition } = await getItem(ctx, itemId);
  const version = Number(asked);
  const whole = asked !== undefined && Number.isInteger(version) && version > 0 && version < 1e9;
  const source = whole ? (await getItemVersion(ctx, itemId, version)).definition : await getDraft(ctx, itemId);
  const text = source[what];
  if (!text) throw notFound(what === "flow" ? "流程" : "规则");
  return { text, name: `${definition.item.name}${whole ? `-第${version}版` : ""}` };
}

/** The BPMN or DMN file to take away. */
export const fileReply =
  (what: "flow" | "rules") =>
  async ({ params, query }: Incoming, ctx: Ctx): Promise<Reply> => {
    const { text, name } = await fileOf(ctx, params["item"]!, what, query["version"]);
    return { kind: "bytes", content: text, type: "application/xml; charset=utf-8", name: `${name}.${what === "flow" ? "bpmn" : "dmn"}` };
  };

/** The drawing of a flow as an SVG file. */
export async function drawingReply({ params, query }: Incoming, ctx: Ctx): Promise<Reply> {
  const { text, name } = await fileOf(ctx, params["item"]!, "flow", query["version"]);
  const svg = await drawing(isDrawn(text) ? text : await layout(text));
  if (svg === "") throw notFound("流程图");
  return { kind: "bytes", content: svg, type: "image/svg+xml", name: `${name}.svg` };
}
