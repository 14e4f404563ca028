import type { Answers } from "#content/form";
import type { Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { cellAt, findOutline } from "#place/cell";
import { badInput } from "#values/errors";
import { dayOf } from "#kernel/clock";
import { pointOf } from "./location.ts";

const far = (metres: number): string => (metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`);

/**
 * The answers with what the map knows of their place: the cell of the grid in which its point lies (`grid`, 15 figures), and the area where none was said. Refuses
 * a point beyond the boundary of the city, where there is one; what cannot be withCell is said by its address.
 * @param city code of the city's area
 */
export async function withCell(ctx: Ctx, kind: Pick<Kind, "place">, answers: Answers, city: string): Promise<Answers> {
  const said = kind.place === undefined ? undefined : answers[kind.place];
  if (typeof said !== "object" || said === null) return answers;
  const { grid: _typed, ...place } = said as { grid?: string; area?: string };
  const point = pointOf(kind, answers);
  if (!point) return { ...answers, [kind.place!]: place };
  const { cell, area, nearest } = await cellAt(ctx, point);
  if (!cell && !area) {
    const boundary = await findOutline(ctx, city, dayOf(ctx.now));
    if (boundary) {
      const distance = nearest ? `，离${nearest.name}有 ${far(nearest.metres)}` : "";
      const words = `这个位置不在${boundary.name}范围内${distance}。请核对经纬度，先写经度；说不准位置的，不填经纬度，写清地址就可以。`;
      throw badInput("OUTSIDE", words, { [kind.place!]: words });
    }
  }
  return { ...answers, [kind.place!]: { ...place, ...(!place.area && area && { area }), ...(cell && { grid: cell }) } };
}
