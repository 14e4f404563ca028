import { Type } from "@sinclair/typebox";
import { attachFile, mayBringTo } from "#matter/intake";
import { completeOwnTask, completeTask, type TaskResult } from "#matter/work";
import { endStop, extendLimit, startStop } from "#matter/timing";
import { figures, listInbox } from "#matter/lists";
import { firstBrokenAct } from "#matter/matter";
import { unmask, viewAsStaff } from "#matter/view";
import { calendarNow, dayOf } from "#kernel/clock";
import { badInput } from "#values/errors";
import { json, type Route } from "#kernel/http";
import { inboxShape, matterAnswer } from "./shapes.ts";

const MatterId = Type.Object({ matter: Type.String({ format: "uuid" }) });
/** What a work asks for is its kind's to say (`GET /api/v1/kinds/:kind`); it is checked with the result. */
const Result = Type.Object(
  { outcome: Type.String({ maxLength: 60 }), revision: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: true, maxProperties: 100 },
);

export const workRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/inbox",
    who: "may:matter.work",
    site: "api",
    summary: "What waits for the actor, oldest first.",
    schema: {
      query: Type.Object(
        { item: Type.Optional(Type.String({ maxLength: 80 })), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) },
        { additionalProperties: false },
      ),
    },
    async handle({ query }, ctx) {
      const { rows, more, count } = await listInbox(ctx, { ...(query["item"] && { item: query["item"] }), page: Number(query["page"] ?? 1) });
      const calendar = await calendarNow(ctx);
      return json({
        count,
        more,
        tasks: rows.map((row) => inboxShape(row, calendar)),
      });
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/tasks/:task/completion",
    who: "party",
    site: "api",
    summary: "Complete a waiting task with its result, as its work asks; moves the matter on. Parties complete those that are theirs.",
    schema: { params: Type.Object({ matter: Type.String({ format: "uuid" }), task: Type.String({ maxLength: 60 }) }), body: Result },
    async handle({ params, body }, ctx) {
      const { revision, ...result } = body as unknown as TaskResult & { revision?: number };
      const complete = ctx.actor.kind === "staff" ? completeTask : completeOwnTask;
      return json(await matterAnswer(ctx, await complete(ctx, params["matter"]!, params["task"]!, result, revision === undefined ? {} : { revision })), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/materials",
    who: "may:matter.work",
    site: "api",
    admit: ({ params }, ctx) => mayBringTo(ctx, params["matter"]!),
    summary: "The window takes in a material that was promised for later: multipart with the field `material` and one file.",
    schema: { params: MatterId },
    async handle({ params, body, brought }, ctx) {
      const [file] = brought;
      if (file?.refusal) throw file.refusal;
      if (!file) throw badInput("NO_FILE", "请选择要收下的文件。");
      const entry = await attachFile(ctx, params["matter"]!, String(body["material"] ?? ""), { name: file.name, content: file.received });
      return json({ id: entry.entryId, file: entry.fileId, size: entry.size }, 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/special-procedure",
    who: "may:matter.work",
    site: "api",
    summary: "Start a special procedure: the clock stops.",
    schema: {
      params: MatterId,
      body: Type.Object(
        { name: Type.String({ maxLength: 20 }), reason: Type.String({ maxLength: 5000 }), expected_days: Type.Integer({ minimum: 1, maximum: 250 }) },
        { additionalProperties: false },
      ),
    },
    async handle({ params, body }, ctx) {
      const { name, reason, expected_days: expectedDays } = body as { name: string; reason: string; expected_days: number };
      return json(await matterAnswer(ctx, await startStop(ctx, params["matter"]!, { stop: name, reason, days: expectedDays })), 201);
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/matters/:matter/special-procedure",
    who: "may:matter.work",
    site: "api",
    summary: "End the special procedure: the clock runs again.",
    schema: { params: MatterId, query: Type.Object({ result: Type.String({ minLength: 1, maxLength: 5000 }) }, { additionalProperties: false }) },
    async handle({ params, query }, ctx) {
      return json(await matterAnswer(ctx, await endStop(ctx, params["matter"]!, query["result"]!)));
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/extension",
    who: "may:matter.decide",
    site: "api",
    summary: "Extend the limit once, by at most ten working days.",
    schema: {
      params: MatterId,
      body: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 10 }), reason: Type.String({ maxLength: 5000 }) }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      return json(await matterAnswer(ctx, await extendLimit(ctx, params["matter"]!, body as { days: number; reason: string })), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/unmasking",
    who: "may:matter.read",
    site: "api",
    summary: "See one personal value in full, with a reason that its subject will read.",
    schema: {
      params: MatterId,
      body: Type.Object({ field: Type.String({ maxLength: 60 }), reason: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      return json(await unmask(ctx, params["matter"]!, String(body["field"]), String(body["reason"])));
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter/chain",
    who: "may:matter.read",
    site: "api",
    summary: "Whether the matter's chain of acts holds.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      const { matter } = await viewAsStaff(ctx, params["matter"]!);
      const broken = await firstBrokenAct(ctx, matter.matterId);
      return json({ holds: broken === undefined, first_broken: broken ?? null });
    },
  },
  {
    method: "GET",
    path: "/api/v1/statistics",
    who: "may:statistics.read",
    site: "api",
    summary: "Counts, averages, overdue and near-due, by unit or by item.",
    schema: { query: Type.Object({ by: Type.Optional(Type.Union([Type.Literal("unit"), Type.Literal("item")])) }, { additionalProperties: false }) },
    async handle({ query }, ctx) {
      const near = (await calendarNow(ctx)).addWorkdays(dayOf(ctx.now), 2);
      return json({ figures: await figures(ctx, query["by"] === "item" ? "item" : "unit", near) });
    },
  },
];
