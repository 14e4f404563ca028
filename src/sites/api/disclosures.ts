import { Type } from "@sinclair/typebox";
import { listPublic, MOST_PUBLIC, publicLists } from "#matter/publicity";
import { listText } from "#register/list";
import { json, type Route } from "#kernel/http";

const SIZE = 100;

/** A whole list as a file is thousands of rows: not many at a time. */
const READ = { name: "disclosures-api", atOnce: 10, perMinute: 60 };

/** What is published of ended matters, as programs read it. */
export const disclosureRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/disclosures",
    who: "anyone",
    site: "api",
    summary: "The lists of ended matters that everybody may read (公示), by kind, with their columns.",
    async handle(_incoming, ctx) {
      return json({ disclosures: await publicLists(ctx) });
    },
  },
  {
    method: "GET",
    path: "/api/v1/disclosures/:kind",
    who: "anyone",
    site: "api",
    limit: READ,
    summary: "What is published now of ended matters of a kind, the newest first, a hundred a page; persons masked. With ?format=csv all of it, as a file.",
    schema: {
      params: Type.Object({ kind: Type.String({ maxLength: 60 }) }),
      query: Type.Object({
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
        format: Type.Optional(Type.Union([Type.Literal("json"), Type.Literal("csv")])),
      }),
    },
    async handle({ params, query }, ctx) {
      if (query["format"] === "csv") {
        const { kind, columns, rows } = await listPublic(ctx, params["kind"]!, { page: 1, size: MOST_PUBLIC });
        const lines = rows.map(({ values }) => columns.map(({ id }) => values[id] ?? ""));
        const headings = columns.map(({ label }) => label);
        return { kind: "bytes", content: listText(headings, lines), type: "text/csv; charset=utf-8", name: `${kind}.csv` };
      }
      const page = Number(query["page"] ?? 1);
      const { kind, title, columns, rows, more } = await listPublic(ctx, params["kind"]!, { page, size: SIZE });
      return json({ kind, title, columns, rows: rows.map(({ values }) => values), page, more });
    },
  },
];
