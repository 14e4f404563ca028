import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { lockLoop } from "./loop.ts";
import { getRating, listBad } from "./queries.ts";
import { CONTACT_DAYS, RECTIFY_DAYS } from "./rate.ts";

/** A day of a bad rating that moved with the calendar. */
export interface MovedRating {
  matterId: string;
  what: string;
  from: string;
  to: string;
}

const INSERT = `
  insert into rating.recounted_days (matter_id, service_number, seq, contact_day, rectify_day, counted_at)
  select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5 from rating.recounted_days where matter_id = $1 and service_number = $2`;

/** Counts the days of every bad rating whose loop is open anew from the day it was given; gives what moved. Running it twice changes nothing. */
export async function recountRatings(ctx: Ctx): Promise<MovedRating[]> {
  const moved: MovedRating[] = [];
  for (const { matterId, serviceNumber } of await listBad(ctx, { open: true })) {
    await transaction(ctx, async (inner) => {
      await lockLoop(inner, matterId, serviceNumber);
      const calendar = await calendarNow(inner);
      const { ratedAt, contactDay, rectifyDay } = await getRating(inner, matterId, serviceNumber);
      if (!contactDay || !rectifyDay) return;
      const [contact, rectify] = [CONTACT_DAYS, RECTIFY_DAYS].map((days) => calendar.addWorkdays(dayOf(ratedAt), days)) as [string, string];
      if (contact === contactDay && rectify === rectifyDay) return;
      await inner.db.query(INSERT, [matterId, serviceNumber, contact, rectify, inner.now]);
      if (contact !== contactDay) moved.push({ matterId, what: "差评联系期限", from: contactDay, to: contact });
      if (rectify !== rectifyDay) moved.push({ matterId, what: "差评整改期限", from: rectifyDay, to: rectify });
    });
  }
  return moved;
}
