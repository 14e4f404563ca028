import { Type, type Static } from "@sinclair/typebox";
import { lockedFields, prefill } from "#content/form";
import { inspectionsOf, viewFollowed, viewMatter, viewOwn } from "#matter/view";
import { listDeferrals, answerSupplement, gapsOf, submit, attachFile, detach, mayBringTo, defer, discardDraft, saveDraft } from "#matter/intake";
import { ownerDetails, listMine } from "#matter/party";
import { factsOf } from "#matter/matter";
import { termsOf, withdraw } from "#matter/work";
import { rate } from "#matter/rating";
import { recordsAbout } from "#register/register";
import { calendarNow } from "#kernel/clock";
import { badInput } from "#values/errors";
import { json, type Route } from "#kernel/http";
import { beginAs, BeginBody } from "./beginning.ts";
import { followedShape, partiesShape, tiesShape } from "./followed.ts";
import { actShape, deferralShape, inspectionShape, materialShape, matterAnswer, matterShape, rowShape, taskShape } from "./shapes.ts";

const Answers = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 200 });
const MatterId = Type.Object({ matter: Type.String({ format: "uuid" }) });
const Revision = Type.Optional(Type.Integer({ minimum: 0 }));

export const applicationRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/matters",
    who: "party",
    site: "api",
    summary:
      "Begin a matter: handed in at once, by persons, staff and programs, by a channel of its kind; of an item with a guide a draft for the actor or the organisation they act for. The same source and number is the same matter.",
    schema: { body: BeginBody },
    handle: async ({ body }, ctx) => json(await beginAs(ctx, body as Static<typeof BeginBody>), 201),
  },
  {
    method: "GET",
    path: "/api/v1/matters",
    who: "person",
    site: "api",
    summary: "One's own matters: running ones first, the newest first, `next` (as `after`) for the page that follows. Drafts apart, with ?of=drafts.",
    schema: {
      query: Type.Object(
        {
          of: Type.Optional(Type.Union([Type.Literal("submitted"), Type.Literal("drafts")])),
          after: Type.Optional(Type.String({ maxLength: 60 })),
          size: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        },
        { additionalProperties: false },
      ),
    },
    async handle({ query }, ctx) {
      const { of = "submitted", after, size } = query as { of?: "submitted" | "drafts"; after?: string; size?: number };
      const { rows, next } = await listMine(ctx, of, { ...(after && { after }), ...(size && { size }) });
      const calendar = await calendarNow(ctx);
      return json({ matters: rows.map((row) => rowShape(row, calendar)), next: next ?? null });
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter",
    who: "party",
    site: "api",
    summary: "A matter: its own party sees it in full, staff with personal values masked, any other party what they are told of it.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      const calendar = await calendarNow(ctx);
      if (ctx.actor.kind !== "staff") {
        const followed = await viewFollowed(ctx, params["matter"]!);
        if (!followed.own || !followed.blueprint.kind.guide) return json(await followedShape(ctx, followed, calendar));
      }
      const view = await viewMatter(ctx, params["matter"]!);
      return json({
        ...matterShape(view.matter, view.blueprint.kind, calendar),
        owner: view.owner,
        form: view.answers,
        remarks: view.remarks,
        materials: view.materials.map(materialShape),
        promised: (await listDeferrals(ctx, view.matter, view.blueprint)).map(deferralShape),
        inspections: inspectionsOf(view).map(inspectionShape),
        tasks: view.tasks.map((task) => taskShape(task, calendar)),
        mine: view.mine.map((task) => task.taskId),
        acts: view.acts.map((act) => actShape(act, calendar)),
        parties: await partiesShape(ctx, view),
        ties: await tiesShape(ctx, view),
        // The decision names people in full: whoever sees the matter masked sees what is open of it.
        granted: (await termsOf(ctx, view.matter.matterId)).filter(({ open }) => open || !view.masked).map(({ label, value }) => ({ label, value })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter/gaps",
    who: "person",
    site: "api",
    summary: "What is still missing before a draft can be submitted, by field, question or material.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      return json({ gaps: await gapsOf(ctx, params["matter"]!) });
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter/known",
    who: "person",
    site: "api",
    summary: "What the registers hold for the form's fields: to be sent back as answers, or changed where the field is not locked.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      const { matter, blueprint } = await viewOwn(ctx, params["matter"]!);
      const records = await recordsAbout(ctx, { kind: matter.owner.kind, number: ownerDetails(ctx, matter).number });
      const facts = factsOf(ctx, matter, blueprint);
      return json({ known: prefill(blueprint.form, records, facts), locked: [...lockedFields(blueprint.form, records, facts)] });
    },
  },
  {
    method: "PUT",
    path: "/api/v1/matters/:matter",
    who: "person",
    site: "api",
    summary: "Save answers into a draft; fields given are merged over those held.",
    schema: {
      params: MatterId,
      body: Type.Object({ situation: Type.Optional(Answers), form: Type.Optional(Answers), revision: Revision }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      const change = body as { situation?: Record<string, unknown>; form?: Record<string, unknown>; revision?: number };
      return json(await matterAnswer(ctx, await saveDraft(ctx, params["matter"]!, change)));
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/matters/:matter",
    who: "person",
    site: "api",
    summary: "Throw a draft away.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      await discardDraft(ctx, params["matter"]!);
      return json({ discarded: true });
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/files",
    who: "person",
    site: "api",
    admit: ({ params }, ctx) => mayBringTo(ctx, params["matter"]!),
    summary: "Hand in a file for a material: multipart with the field `material` and one file.",
    schema: { params: MatterId },
    async handle({ params, body, brought }, ctx) {
      const [file] = brought;
      if (file?.refusal) throw file.refusal;
      if (!file) throw badInput("NO_FILE", "请选择要上传的文件。");
      const entry = await attachFile(ctx, params["matter"]!, String(body["material"] ?? ""), { name: file.name, content: file.received });
      return json({ id: entry.entryId, file: entry.fileId, size: entry.size }, 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/deferrals",
    who: "person",
    site: "api",
    summary: "Promise to bring a deferrable material later.",
    schema: { params: MatterId, body: Type.Object({ material: Type.String({ maxLength: 60 }) }, { additionalProperties: false }) },
    async handle({ params, body }, ctx) {
      await defer(ctx, params["matter"]!, String(body["material"]));
      return json({ deferred: true }, 201);
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/matters/:matter/files/:entry",
    who: "person",
    site: "api",
    summary: "Take something back that was handed in.",
    schema: { params: Type.Object({ matter: Type.String({ format: "uuid" }), entry: Type.String({ format: "uuid" }) }) },
    async handle({ params }, ctx) {
      await detach(ctx, params["matter"]!, params["entry"]!);
      return json({ removed: true });
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/submission",
    who: "person",
    site: "api",
    summary: "Submit a draft. When it answers, the application is safe.",
    schema: { params: MatterId, body: Type.Object({ revision: Revision }, { additionalProperties: false }) },
    async handle({ params, body }, ctx) {
      return json(await matterAnswer(ctx, await submit(ctx, params["matter"]!, body as { revision?: number })), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/supplement",
    who: "person",
    site: "api",
    summary: "Send what the party was asked to change or add.",
    schema: { params: MatterId, body: Type.Object({}, { additionalProperties: false }) },
    async handle({ params }, ctx) {
      return json(await matterAnswer(ctx, await answerSupplement(ctx, params["matter"]!)), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/withdrawal",
    who: "person",
    site: "api",
    summary: "Take the application back.",
    schema: { params: MatterId, body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }) },
    async handle({ params, body }, ctx) {
      return json(await matterAnswer(ctx, await withdraw(ctx, params["matter"]!, String(body["reason"] ?? ""))), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/ratings",
    who: "person",
    site: "api",
    summary: "Rate one interaction, once; 1 is best.",
    schema: {
      params: MatterId,
      body: Type.Object(
        {
          service_number: Type.Integer({ minimum: 1 }),
          level: Type.Integer({ minimum: 1, maximum: 5 }),
          tags: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
          comment: Type.Optional(Type.String({ maxLength: 1000 })),
          named: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    },
    async handle({ params, body }, ctx) {
      const {
        service_number: serviceNumber,
        level,
        tags = [],
        comment = "",
        named = false,
      } = body as { service_number: number; level: number; tags?: string[]; comment?: string; named?: boolean };
      await rate(ctx, params["matter"]!, { serviceNumber, level, tags, comment, named });
      return json({ rated: true }, 201);
    },
  },
];
