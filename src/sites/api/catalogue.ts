import { Type } from "@sinclair/typebox";
import { getItem, listItems } from "#content/catalogue";
import { materialsFor, situationsFor } from "#content/pack";
import { searchItems } from "#content/search";
import { json, type Route } from "#kernel/http";

const ItemId = Type.Object({ item: Type.String({ maxLength: 120 }) });

export const catalogueRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/items",
    who: "anyone",
    site: "api",
    summary: "Published items: by words, theme or department.",
    schema: {
      query: Type.Object(
        {
          text: Type.Optional(Type.String({ maxLength: 100 })),
          theme: Type.Optional(Type.String({ maxLength: 40 })),
          department: Type.Optional(Type.String({ maxLength: 60 })),
        },
        { additionalProperties: false },
      ),
    },
    async handle({ query }, ctx) {
      const items = query["text"] ? await searchItems(ctx, query["text"]) : await listItems(ctx);
      const wanted = items.filter(
        (item) => (!query["theme"] || item.themes.includes(query["theme"])) && (!query["department"] || item.department === query["department"]),
      );
      return json({
        items: wanted
          .slice(0, 200)
          .map(({ itemId: id, name, code, department, guideOnly, audience, themes }) => ({ id, name, code, department, online: !guideOnly, audience, themes })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/items/:item",
    who: "anyone",
    site: "api",
    summary: "The guide of an item, its questions, materials and form, and the check lists of its inspections.",
    schema: { params: ItemId },
    async handle({ params }, ctx) {
      const { version, definition } = await getItem(ctx, params["item"]!);
      return json({ ...definition.item, version, form: definition.form ?? null, checklists: definition.checklists ?? [] });
    },
  },
  {
    method: "POST",
    path: "/api/v1/items/:item/materials",
    key: "none",
    who: "anyone",
    site: "api",
    summary: "The questions that apply and the materials that remain for answers to the situation.",
    schema: {
      params: ItemId,
      body: Type.Object({ situation: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 50 }) }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      const { item } = (await getItem(ctx, params["item"]!)).definition;
      const situation = body["situation"] as Record<string, unknown>;
      return json({ questions: situationsFor(item, situation), materials: materialsFor(item, situation) });
    },
  },
];
