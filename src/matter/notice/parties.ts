import { wordsScope, worded } from "#matter/act";
import { openParties } from "#matter/party";
import { blueprintOf, changeOf, getMatter } from "#matter/matter";
import { actSaid } from "#content/kind";
import type { Subscriber } from "#kernel/events";
import { enqueue } from "#kernel/jobs";

const INSERT = `
  insert into notice.notices (party_id, notice_id, matter_id, kind, title, body, link, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing`;

/** An act says something to parties of its matter: in the platform to who has an account here, and by SMS to who left a number. Subscribed to `matter.told`. */
export const tellParties: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { act, given, tells } = data as { act: string; given: Record<string, unknown>; tells?: Record<string, string> };
  const { matter } = await getMatter(ctx, subject);
  const blueprint = await blueprintOf(ctx, matter);
  const { kind } = blueprint;
  const scope = await wordsScope(ctx, { change: changeOf(matter), blueprint, given });
  const parties = await openParties(ctx, matter.matterId);
  const title = actSaid(kind, act);
  for (const [role, text] of Object.entries(tells ?? kind.acts[act]?.tells ?? {})) {
    for (const { partyNo, ref, phone } of parties.filter((party) => party.role === role)) {
      const body = worded(text, scope);
      if (ref !== null) await ctx.db.query(INSERT, [ref, eventId, matter.matterId, act, title, body, `/my/matters/${matter.matterId}`, at]);
      if (phone !== "") await enqueue(ctx, "notice.sms", { matterId: matter.matterId, partyNo, title, body });
    }
  }
};
