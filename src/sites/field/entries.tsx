import { renderToString } from "preact-render-to-string";
import { clockOff, clockWords, entryIn, leaveNote, type Arrived } from "#matter/fieldwork";
import type { Ctx } from "#kernel/ctx";
import { json, type Incoming, type Reply } from "#kernel/http";
import { badInput, Refusal } from "#values/errors";
import { filesIn } from "./files.ts";
import { reported } from "./report.tsx";
import { ReportForm, reportIn } from "./report-form.tsx";
import { askedBy, reportableOf } from "./reportable.ts";
import { resultWords } from "./task-body.ts";
import { returnedWith, taskBody, taskDone, workFor } from "./task.tsx";
import { typed } from "./typed.ts";

type Sent = Pick<Incoming, "body" | "brought">;

/** What an entry is about, and how it is done. */
const ACTS: Readonly<Record<string, (ctx: Ctx, sent: Sent) => Promise<Arrived>>> = {
  report: reported,
  task: (ctx, sent) => taskDone(ctx, sent, typed(sent.body, "_matter"), typed(sent.body, "_task")),
  async note(ctx, { body, brought }) {
    const matterId = typed(body, "_matter");
    const { task, work } = await workFor(ctx, matterId, typed(body, "_task"));
    return leaveNote(ctx, entryIn(body), { matterId, text: resultWords(work, task.name, body), files: filesIn(brought) });
  },
};

/** The form of an entry that is wrong, with what was written and what is wrong with it: as the phone shows it, with or without a net. */
async function again(ctx: Ctx, { body }: Sent, refusal: Refusal): Promise<string | undefined> {
  const returned = returnedWith(body, refusal);
  if (typed(body, "_about") !== "report") {
    const drawn = await taskBody(ctx, typed(body, "_matter"), typed(body, "_task"), undefined, returned);
    return drawn && renderToString(<>{drawn.body}</>);
  }
  const chosen = await reportableOf(ctx, typed(body, "_item"));
  const asked = await askedBy(ctx, chosen, reportIn(await askedBy(ctx, chosen, {}), body).form);
  return renderToString(<ReportForm asked={asked} token={undefined} about={{ item: chosen.item.itemId, name: chosen.item.name }} returned={returned} />);
}

/** Refusals that a person settles: the phone shows them, and keeps the entry. */
const SETTLED = new Set([403, 404, 409, 413, 422]);

/**
 * Takes one entry of a phone, exactly once: the same id again gives the same answer. What cannot be done is answered with why, and with its form again where
 * something in it is wrong; the phone keeps the entry until a person has settled it.
 */
export async function post({ body, brought }: Incoming, ctx: Ctx): Promise<Reply> {
  const entry = entryIn(body);
  const off = clockOff(entry, ctx.now);
  const clock = clockWords(off);
  const about = typed(body, "_about");
  const act = Object.hasOwn(ACTS, about) ? ACTS[about] : undefined;
  if (!act) throw badInput("ENTRY_ABOUT", "没有看懂这条记录要办什么，没有收下。请更新页面后再送，已经填的都在。");
  try {
    const { matterId, number, title, again: twice } = await act(ctx, { body, brought });
    return json({
      entry: entry.id,
      matter: matterId,
      number,
      title,
      ...(twice && { again: true }),
      ...(off !== undefined && { off }),
      ...(clock && { clock }),
    });
  } catch (error) {
    if (!(error instanceof Refusal) || !SETTLED.has(error.status)) throw error;
    const { status, code, message, fields } = error;
    const html = status === 422 && fields ? await again(ctx, { body, brought }, error).catch(() => undefined) : undefined;
    return json({ entry: entry.id, code, title: message, status, ...(fields && { fields }), ...(html !== undefined && { html }) }, status);
  }
}
