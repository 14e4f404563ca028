import { kindsNow } from "#content/catalogue";
import { askedChecklist, workOf } from "#content/kind";
import { organisationNow } from "#people/duty";
import { listInbox, type InboxRow } from "#matter/lists";
import { blueprintOf, getMatter, maskAnswers } from "#matter/matter";
import { openParties } from "#matter/party";
import { leftUntil } from "#matter/timing";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Pressure } from "#ui";
import { spotOf, streetOf, type Spot } from "./place-words.ts";

/** A task that is done outside. */
export interface Outside {
  matterId: string;
  taskId: string;
  title: string;
  /** What sort of thing it is, and the step. */
  kind: string;
  step: string;
  spot: Spot | undefined;
  /** The street or, without one, the area that it lies in. */
  street: string;
  left: { level: Pressure; words: string } | undefined;
  /** Whether somebody of it left a number: shown in full only when it is asked for. */
  called: boolean;
}

/** A day's work: more does not fit into one, and is said. */
export const MOST = 60;
const PAGES = 4;
const ORDER: readonly Pressure[] = ["late", "today", "soon", "later", "stopped"];

async function rowsOf(ctx: Ctx): Promise<InboxRow[]> {
  const rows: InboxRow[] = [];
  for (let page = 1; page <= PAGES; page += 1) {
    const found = await listInbox(ctx, { order: "due", page });
    rows.push(...found.rows);
    if (!found.more) break;
  }
  return rows;
}

/** The tasks that wait for the actor and are done where something is: their kind has a place, or their work a check list. What presses first. */
export async function listOutside(ctx: Ctx): Promise<{ tasks: Outside[]; more: boolean }> {
  const [rows, kinds, organisation, calendar] = await Promise.all([rowsOf(ctx), kindsNow(ctx), organisationNow(ctx), calendarNow(ctx)]);
  const outside = rows.filter(({ matterKind, kind, signWhen }) => {
    const definition = kinds.get(matterKind)?.kind;
    const work = definition && workOf(definition, kind);
    return work !== undefined && !signWhen && (definition!.place !== undefined || askedChecklist(work) !== undefined);
  });
  const tasks = await Promise.all(
    outside.slice(0, MOST).map(async (row): Promise<Outside> => {
      const { matter } = await getMatter(ctx, row.matterId);
      const blueprint = await blueprintOf(ctx, matter);
      const spot = spotOf(blueprint.kind, maskAnswers(ctx, blueprint.form, matter.form));
      const area = organisation.areas.get(spot?.area || matter.area)?.name ?? "";
      const due = [row.taskDueAt, row.dueAt].flatMap((at) => (at ? [at] : [])).sort((a, b) => a.getTime() - b.getTime())[0];
      const left = row.pausedAt ? ({ level: "stopped", words: "暂停计时" } as const) : due && leftUntil({ calendar, now: ctx.now }, due);
      const called = (await openParties(ctx, row.matterId)).some(({ phone }) => phone !== "");
      return {
        matterId: row.matterId,
        taskId: row.taskId,
        title: row.title,
        kind: blueprint.kind.name,
        step: row.name,
        spot,
        street: (spot && streetOf(spot.address)) ?? (area || "其他地方"),
        left,
        called,
      };
    }),
  );
  return { tasks, more: outside.length > MOST };
}

const rank = ({ left }: Outside): number => (left ? ORDER.indexOf(left.level) : ORDER.length);

/** Tasks by street: the street with what presses most comes first, within it what presses most. */
export function byStreet(tasks: readonly Outside[]): { street: string; tasks: Outside[] }[] {
  const streets = new Map<string, Outside[]>();
  for (const task of tasks) streets.set(task.street, [...(streets.get(task.street) ?? []), task]);
  return [...streets]
    .map(([street, own]) => ({ street, tasks: own.toSorted((a, b) => rank(a) - rank(b)) }))
    .toSorted((a, b) => rank(a.tasks[0]!) - rank(b.tasks[0]!));
}
