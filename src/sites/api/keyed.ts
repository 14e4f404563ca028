import { mayAt, organisationNow } from "#people/duty";
import { getLicence, mustHold } from "#outcome/licence";
import { mustSee } from "#matter/party";
import { viewForMe } from "#matter/view";
import { myGrant } from "#matter/payment";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { json, type Incoming, type Reply, type Route } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { isId } from "#values/ids";

/** Whether a call may carry an Idempotency-Key: every call that writes. */
export function takesKey({ method, key }: Route): boolean {
  return method !== "GET" && key !== "none";
}

interface Answer {
  data: unknown;
  status: number;
}

// What a call asks for, whole: the same key for anything else is another request.
function requestOf({ method, path }: Route, { params, query, body, files, brought }: Incoming): unknown {
  const sent = [
    ...files.map(({ field, name, content }) => [field, name, sm3(content).toString("hex")]),
    ...brought.map(({ field, name, received }) => [field, name, received?.fileId]),
  ];
  return [method, path, params, query, body, sent];
}

/**
 * Before an answer is given again: refused to who may not see now what it is about, the matter of the address, the matter that was begun, or the
 * licence, the payment. Permissions of the route have been asked before; somebody may have lost their part in the thing since.
 */
async function sees(ctx: Ctx, { who, method, path }: Route, { params }: Incoming, { data }: Answer): Promise<void> {
  const { matter, licence, grant } = params;
  // What was thrown away is nobody's to see, and the answer says no more than that it was.
  if (method === "DELETE" && path.endsWith("/matters/:matter")) return;
  if (grant) return void (await myGrant(ctx, grant));
  if (matter && path.startsWith("/api/v1/beneficiary/")) return void (await viewForMe(ctx, matter));
  if (matter) return mustSee(ctx, matter);
  if (licence) {
    const held = await getLicence(ctx, licence);
    if (ctx.actor.kind === "person") return mustHold(ctx, held);
    const organisation = await organisationNow(ctx);
    const issuer = organisation.units.get(held.issuer);
    if (!issuer || !mayAt(organisation, ctx.actor, who.slice("may:".length), { unit: issuer.unit, area: issuer.area })) throw forbidden();
    return;
  }
  const { id: begun, number } = (data ?? {}) as { id?: unknown; number?: unknown };
  // What was handed in and told to whoever did so; of a matter nothing but its number, and the code that is theirs to tell.
  if (method === "POST" && path === "/api/v1/matters" && typeof number === "string") return;
  if (typeof begun === "string" && isId(begun)) await mustSee(ctx, begun);
}

/** Every call that writes honours the key, whatever its handler does: routes go through here as they are listed. */
export function keyed(route: Route): Route {
  if (!takesKey(route)) return route;
  return {
    ...route,
    async handle(incoming, ctx): Promise<Reply> {
      if (incoming.idempotencyKey === undefined) return route.handle(incoming, ctx);
      const answer = await once<Answer>(
        ctx,
        incoming.idempotencyKey,
        requestOf(route, incoming),
        async (inner) => {
          const reply = await route.handle(incoming, inner);
          if (reply.kind !== "json") throw new Error(`${route.path} writes and does not answer JSON`);
          return { data: reply.data, status: reply.status ?? 200 };
        },
        (inner, given) => sees(inner, route, incoming, given),
      );
      return json(answer.data, answer.status);
    },
  };
}
