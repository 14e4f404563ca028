import { Type } from "@sinclair/typebox";
import { getKind, kindsNow, listItems, listKinds } from "#content/catalogue";
import { json, type Route } from "#kernel/http";
import { kindRow, kindShape } from "./kind-shape.ts";

/** Kinds of matter, for programs that begin matters and do works of them. */
export const kindRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/kinds",
    who: "party",
    site: "api",
    summary: "The kinds of matter of this city.",
    async handle(_incoming, ctx) {
      const [entries, kinds] = [await listKinds(ctx), await kindsNow(ctx)];
      return json({ kinds: entries.flatMap(({ kindId, version }) => (kinds.has(kindId) ? [kindRow(kinds.get(kindId)!.kind, version)] : [])) });
    },
  },
  {
    method: "GET",
    path: "/api/v1/kinds/:kind",
    who: "party",
    site: "api",
    summary:
      "A kind: its channels, parties, states, acts and clocks in words, its works with what each outcome asks for, its form, both as JSON Schema, and its items.",
    schema: { params: Type.Object({ kind: Type.String({ maxLength: 60 }) }) },
    async handle({ params }, ctx) {
      const { definition, version } = await getKind(ctx, params["kind"]!);
      const items = (await listItems(ctx)).filter(({ kind, guideOnly }) => kind === definition.kind.id && !guideOnly);
      return json({ ...kindShape(definition, version, ctx.actor), items: items.map(({ itemId: id, name, unit }) => ({ id, name, unit })) });
    },
  },
];
