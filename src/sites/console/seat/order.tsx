import { begin, type Begun } from "#matter/begin";
import { clearNote, closeCall, keepNote, mustBeMine, noteMatter, type Call, type CallNote } from "#matter/call";
import { suggestionsFor } from "#matter/desk";
import { linkOfAlike } from "#matter/location";
import { once } from "#kernel/idempotency";
import type { Ctx } from "#kernel/ctx";
import { page, redirect, type Incoming, type Reply } from "#kernel/http";
import { badInput } from "#values/errors";
import { htmlFragment } from "#ui";
import { attempt } from "../page-routes.ts";
import { typed } from "../typed.ts";
import { deskOf, type AtDesk } from "./at-desk.ts";
import { told } from "./told.tsx";
import { seatPage } from "./seat.tsx";
import { SuggestionPane } from "./suggestion-pane.tsx";
import { writtenIn, type Writing } from "./written.ts";

/** What is begun for whom: whoever did not agree to be written to is not. */
function partyOf({ party, sms }: CallNote): CallNote["party"] {
  return party && { ...party, ...(sms !== true && { sms: false }) };
}

function handIn(ctx: Ctx, { kind, channel }: AtDesk, call: Call, { note }: Writing): Promise<Begun> {
  const link = linkOfAlike(kind);
  const party = partyOf(note);
  return begin(ctx, {
    item: note.item,
    channel,
    form: note.answers,
    ...(note.priority !== undefined && { priority: note.priority }),
    ...(party && { party }),
    ...(note.same !== undefined && link !== undefined && { ties: [{ link, matterId: note.same }] }),
  }).then(async (begun) => {
    await noteMatter(ctx, call.callId, begun.matterId);
    await clearNote(ctx, call.callId);
    return begun;
  });
}

/** A suggestion that is taken: found again among those to what is written, never read from the button. */
async function taken(ctx: Ctx, { note, blueprint }: Writing, take: string): Promise<CallNote> {
  const { kind } = blueprint;
  const { places, categories, same } = await suggestionsFor(ctx, blueprint, note.item, note.answers);
  const [what = "", which = ""] = take.split(":");
  const place = what === "place" ? places[Number(which)] : undefined;
  if (place && kind.place !== undefined) {
    const { words, tail, point, area } = place;
    return { ...note, answers: { ...note.answers, [kind.place]: { address: `${words}${tail}`, point, ...(area !== null && { area }) } } };
  }
  const category = what === "category" ? categories.find(({ value }) => value === which) : undefined;
  if (category && kind.desk?.category !== undefined) return { ...note, answers: { ...note.answers, [kind.desk.category]: category.value } };
  if (what !== "same") return note;
  const { same: _before, ...rest } = note;
  return same.some(({ matterId }) => matterId === which) ? { ...rest, same: which } : rest;
}

/** What is written in a call: kept whatever button is pressed; looked at, handed in, or put away. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body, params } = incoming;
  const at = await deskOf(ctx);
  const call = await mustBeMine(ctx, params["call"]!);
  const writing = await writtenIn(ctx, at, body);
  const here = `/console/seat?call=${call.callId}`;
  const act = typed(body, "_do");
  if (act === "drop") {
    await clearNote(ctx, call.callId);
    await closeCall(ctx, call.callId);
    return redirect("/console/seat");
  }
  const take = typed(body, "_take");
  const note = take === "" ? writing.note : await taken(ctx, writing, take);
  await keepNote(ctx, call.callId, note);
  if (act !== "submit") return redirect(`${here}&again=1${act === "look" ? "#suggestions" : ""}`);
  return attempt(
    async () => {
      if (writing.partyFault !== undefined) throw badInput("PARTY", "还有内容没有填好，请检查。", { party: writing.partyFault });
      const request = ["seat", call.callId, note as unknown as Record<string, unknown>];
      const begun = await once(ctx, typed(body, "_key") || undefined, request, (inner) => handIn(inner, at, call, writing));
      return told(incoming, ctx, { at, call, note, begun });
    },
    (refusal) => seatPage(incoming, ctx, { call, writing, refusal }),
  );
}

/** The same as it is typed: kept, and answered with what is suggested to it. */
export const draft = {
  async post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
    const at = await deskOf(ctx);
    const call = await mustBeMine(ctx, incoming.params["call"]!);
    const { note, blueprint } = await writtenIn(ctx, at, incoming.body);
    await keepNote(ctx, call.callId, note);
    const suggestions = await suggestionsFor(ctx, blueprint, note.item, note.answers);
    return { ...page(htmlFragment(<SuggestionPane suggestions={suggestions} same={note.same} />)), headers: { "cache-control": "no-store" } };
  },
};
