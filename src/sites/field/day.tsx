import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import type { Ctx } from "#kernel/ctx";
import { json, type Incoming, type Reply } from "#kernel/http";
import { formatTime } from "#ui";
import { ReportChoice } from "./report.tsx";
import { ReportForm } from "./report-form.tsx";
import { askedBy, listReportable } from "./reportable.ts";
import { taskBody } from "./task.tsx";
import { taskAddress, TaskList } from "./tasks.tsx";
import { listOutside } from "./waiting.ts";

/**
 * Who is signed in on this phone, the token of its forms, and the key by which it locks away what it has not sent when a login ends: of this person, the
 * same every time, never written down on the phone in a way that can be read. It opens entries of this person alone.
 */
export function session({ formToken }: Incoming, ctx: Ctx): Reply {
  const { id, name } = ctx.actor;
  return json({ who: id, name, token: formToken, key: ctx.personal.index(`field ${id}`) });
}

/** Reports of all sorts by address: forms that are word for word the same are sent once. */
async function reportsOf(ctx: Ctx) {
  const all = await listReportable(ctx);
  const forms: Record<string, string> = {};
  const items: Record<string, { name: string; form: string }> = {};
  for (const each of all) {
    const html = renderToString(<ReportForm asked={await askedBy(ctx, each, {})} token={undefined} about={{ item: "", name: "" }} />);
    const key = createHash("sha256").update(html).digest("hex").slice(0, 16);
    forms[key] = html;
    items[each.item.itemId] = { name: each.item.name, form: key };
  }
  return { choice: renderToString(<ReportChoice all={all} />), forms, items };
}

/**
 * Everything that a day outside needs, for a phone to keep: pages of the list, of each task, of each sort of report, as the site itself draws them. Looking at a
 * task is on record as when its page is opened.
 */
export async function day(_incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { tasks, more } = await listOutside(ctx);
  const pages: { path: string; title: string; html: string }[] = [
    { path: "/field", title: tasks.length > 0 ? `今天 ${tasks.length} 件` : "任务", html: renderToString(<TaskList tasks={tasks} more={more} />) },
  ];
  for (const { matterId, taskId } of tasks) {
    const drawn = await taskBody(ctx, matterId, taskId, undefined);
    if (drawn) pages.push({ path: taskAddress({ matterId, taskId }), title: drawn.title, html: renderToString(<>{drawn.body}</>) });
  }
  return json({ who: ctx.actor.id, at: ctx.now.toISOString(), clock: formatTime(ctx.now), pages, reports: await reportsOf(ctx) });
}
