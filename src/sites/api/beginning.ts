import { findItem, getKind } from "#content/catalogue";
import { begin, channelsFor } from "#matter/begin";
import { startDraft } from "#matter/intake";
import type { PartyGiven } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import { Type, type Static } from "@sinclair/typebox";

const Short = Type.String({ minLength: 1, maxLength: 100 });

/** With what a matter is begun. Of items with a guide a draft is begun, by persons, with the situation alone. */
export const BeginBody = Type.Object(
  {
    item: Type.String({ maxLength: 80 }),
    situation: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 200 })),
    channel: Type.Optional(Type.String({ maxLength: 60 })),
    form: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 200 })),
    party: Type.Optional(
      Type.Object(
        {
          kind: Type.Union(["person", "organisation", "unit", "anonymous"].map((kind) => Type.Literal(kind))),
          name: Type.Optional(Short),
          number: Type.Optional(Short),
          phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
        },
        { additionalProperties: false },
      ),
    ),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    source: Type.Optional(
      Type.Object(
        // Names with a colon are the city's own.
        { system: Type.String({ pattern: "^[a-z0-9][a-z0-9.-]{0,39}$" }), number: Short },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** What a call of the API begins: a matter that is handed in, or, of an item with a guide, a draft. */
export async function beginAs(ctx: Ctx, given: Static<typeof BeginBody>): Promise<{ id: string; number?: string; code?: string; again?: true }> {
  const { item: itemId, situation, form, party, priority, source } = given;
  const item = await findItem(ctx, itemId);
  const kind = item && !item.guideOnly ? (await getKind(ctx, item.kind)).definition.kind : undefined;
  if (!kind || kind.guide) {
    if (ctx.actor.kind !== "person") throw forbidden("这个事项由本人在网上填写。");
    const [more] = ["channel", "form", "party", "priority", "source"].filter((name) => name in given);
    if (more !== undefined) throw badInput("DRAFT_ONLY", "这个事项先开始一份草稿，再填写和提交。这里只要 item 和 situation。", { [more]: "这里不接收这一项" });
    return { id: await startDraft(ctx, { itemId, channel: "api", ...(situation && { situation }) }) };
  }
  const staff = ctx.actor.kind === "staff";
  if (priority !== undefined && !staff) throw badInput("PRIORITY", "紧急程度由工作人员定。", { priority: "这里不接收这一项" });
  const acting: Ctx = staff ? { ...ctx, actor: { ...ctx.actor, program: true } } : ctx;
  const channel = given.channel ?? channelsFor(acting.actor, kind)[0];
  if (channel === undefined) throw forbidden(`您不能提出“${kind.name}”。`);
  const begun = await begin(acting, {
    item: itemId,
    channel,
    ...(form && { form }),
    ...(situation && { situation }),
    ...(party && { party: party as PartyGiven }),
    ...(priority !== undefined && { priority }),
    // A person's numbers are theirs alone; systems of the house name themselves.
    ...(source && { source: staff ? source : { ...source, system: `person:${ctx.actor.id}:${source.system}` } }),
  });
  const { matterId: id, ...more } = begun;
  return { id, ...more };
}
