import type { Subscriber } from "#kernel/events";
import { getMatter } from "#matter/matter";
import { HOLDER, staffNamed, tellStaff } from "#matter/notice";
import { SENDER_ACT } from "./saying.ts";

/** Whoever has a matter is told that its sender has said something: what it is they read where the look is on record. Subscribed to `matter.sender-said`. */
export const tellOfSender: Subscriber = async (ctx, { subject, eventId, at }) => {
  const now = await getMatter(ctx, subject);
  const { title, number } = now.matter;
  await tellStaff(ctx, await staffNamed(ctx, HOLDER, now), now.matter, `${title}（${number ?? ""}）：来报的平台又说了话，请看办理过程。`, {
    eventId,
    kind: SENDER_ACT,
    title: "来报的平台有补充",
    at,
  });
};
