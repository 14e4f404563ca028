import { Type } from "@sinclair/typebox";
import { beginActivity, receiveMessage } from "#matter/work";
import { viewAsStaff } from "#matter/view";
import { MOVES, offersOf, perform, type Asked, type MoveName } from "#matter/move";
import { json, type Route } from "#kernel/http";
import { matterAnswer } from "./shapes.ts";

const MatterId = Type.Object({ matter: Type.String({ format: "uuid" }) });
const Short = Type.Optional(Type.String({ maxLength: 100 }));
const Text = Type.Optional(Type.String({ maxLength: 5000 }));
/** Plain values by name: what a message carries becomes part of the flow's state, which has to stay small. */
const Data = Type.Record(Type.String({ maxLength: 60 }), Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]), { maxProperties: 20 });
const MoveBody = Type.Object(
  {
    move: Type.Union(Object.keys(MOVES).map((name) => Type.Literal(name))),
    task: Short,
    to: Type.Optional(Type.Array(Type.String({ format: "uuid" }), { maxItems: 20 })),
    unit: Short,
    node: Short,
    when: Type.Optional(Type.Union(["before", "beside", "after"].map((when) => Type.Literal(when)))),
    reason: Text,
    basis: Text,
  },
  { additionalProperties: false },
);

/** The moves of staff beside completing tasks: what may be done now, and doing it. */
export const moveRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/matters/:matter/moves",
    who: "may:matter.read",
    site: "api",
    summary: "The moves one may make with a matter now: send back, hand over, have it signed, set aside and others.",
    schema: { params: MatterId },
    async handle({ params }, ctx) {
      return json({ moves: await offersOf(ctx, await viewAsStaff(ctx, params["matter"]!)) });
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/moves",
    who: "may:matter.read",
    site: "api",
    summary: "Make a move by its name. Colleagues are named by their ids, steps by those of the flow.",
    schema: { params: MatterId, body: MoveBody },
    async handle({ params, body }, ctx) {
      const { move, ...asked } = body as { move: MoveName } & Partial<Asked>;
      return json(await matterAnswer(ctx, await perform(ctx, params["matter"]!, move, asked)), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/messages",
    who: "may:matter.work",
    site: "api",
    summary: "A message from outside for a matter's flow, e.g. a laboratory's report; early ones wait.",
    schema: {
      params: MatterId,
      body: Type.Object(
        { message: Type.String({ minLength: 1, maxLength: 100 }), key: Type.Optional(Type.String({ maxLength: 100 })), data: Type.Optional(Data) },
        { additionalProperties: false },
      ),
    },
    async handle({ params, body }, ctx) {
      const given = body as { message: string; key?: string; data?: Record<string, unknown> };
      return json(await matterAnswer(ctx, await receiveMessage(ctx, params["matter"]!, given)), 201);
    },
  },
  {
    method: "POST",
    path: "/api/v1/matters/:matter/activities",
    who: "may:matter.work",
    site: "api",
    summary: "Begin work that the flow offers but does not prescribe.",
    schema: {
      params: MatterId,
      body: Type.Object({ frame: Type.String({ maxLength: 100 }), node: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
    },
    async handle({ params, body }, ctx) {
      const given = body as { frame: string; node: string };
      return json(await matterAnswer(ctx, await beginActivity(ctx, params["matter"]!, given)), 201);
    },
  },
];
