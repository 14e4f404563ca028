import { kindsNow } from "#content/catalogue";
import type { Kind } from "#content/kind";
import { callFigures } from "#matter/call";
import { kindFigures, type Period } from "#matter/lists";
import { mappedKinds } from "#matter/map";
import { listOnDuty, rosterNow } from "#matter/roster";
import { LEVELS, listShown } from "#outcome/alert";
import { dayOf, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { formatCount, StatRow, type StatProps } from "#ui";
import { watches } from "../board/board.tsx";
import { readsKind } from "../list/reach.ts";
import { MAP } from "./asked.ts";

async function ofMatters(ctx: Ctx, kinds: readonly Kind[], today: Period): Promise<StatProps[]> {
  const rows = await kindFigures(ctx, kinds, today);
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const [late, open] = [sum((row) => row.late), sum((row) => row.open)];
  return [
    {
      label: "今天收到",
      value: formatCount(sum(({ received }) => received)),
      unit: "件",
      href: "/console/board",
      note: `办结 ${formatCount(sum(({ closed }) => closed))}，在办 ${formatCount(open)}`,
    },
    { label: "要马上办", value: formatCount(late), unit: "件", href: `${MAP}?light=late`, note: "过了期限的", ...(late > 0 && { tone: "bad" as const }) },
  ];
}

async function ofCalls(ctx: Ctx, kinds: readonly Kind[], today: Period): Promise<StatProps[]> {
  if (!kinds.some(({ desk }) => desk !== undefined)) return [];
  const { came, answered } = await callFigures(ctx, today);
  return [
    {
      label: "今天来电",
      value: formatCount(came),
      unit: "个",
      href: "/console/figures",
      note: came === 0 ? "还没有人打来" : `接通 ${Math.round((answered / came) * 100)}%`,
    },
  ];
}

async function onDuty(ctx: Ctx): Promise<StatProps[]> {
  const found = await rosterNow(ctx);
  if (!found || !readsKind(ctx.actor, found.kind.id)) return [];
  const units = (await listOnDuty(ctx, found.roster)).filter(({ now }) => now.length > 0);
  const people = units.reduce((total, { now }) => total + now.length, 0);
  return [{ label: "正在值班", value: formatCount(people), unit: "人", href: "/console/duty", note: `${units.length} 个单位` }];
}

async function ofAlarms(ctx: Ctx): Promise<StatProps[]> {
  const [gravest, ...others] = (await listShown(ctx)).filter(({ standing }) => standing === "holds");
  if (!gravest) return [];
  const { level, eventName } = gravest.content;
  return [
    {
      label: "生效的预警",
      value: formatCount(others.length + 1),
      unit: "个",
      href: "/alerts",
      note: `最高${LEVELS[level].word}：${eventName}`,
      tone: "waiting",
    },
  ];
}

/**
 * 城市运行: the city's day in a few numbers above its map, each a way to what is behind it; for whoever watches over kinds that lie on the map. Nobody's name,
 * nothing in order of merit.
 */
export async function CityStrip({ ctx }: { ctx: Ctx }) {
  const mapped = (await mappedKinds(ctx)).map(({ kind }) => kind).filter(({ id }) => watches(ctx.actor, id));
  if (mapped.length === 0) return null;
  const all = [...(await kindsNow(ctx)).values()].map(({ kind }) => kind).filter(({ id }) => watches(ctx.actor, id));
  const today: Period = { from: startOf(dayOf(ctx.now)), until: ctx.now };
  const parts = await Promise.all([ofMatters(ctx, mapped, today), ofCalls(ctx, all, today), onDuty(ctx), ofAlarms(ctx)]);
  return <StatRow stats={parts.flat()} />;
}
