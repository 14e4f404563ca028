import { organisationNow, type Area, type Unit } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Tag } from "#ui";
import { show } from "../show.tsx";

const LEVELS = ["", "市", "区县", "街道乡镇", "社区村"];

function Areas({ areas, parent }: { areas: readonly Area[]; parent: string | null }) {
  const below = areas.filter((area) => area.parent === parent);
  if (below.length === 0) return null;
  return (
    <ul class="tree">
      {below.map((area) => (
        <li>
          {area.name} <span class="hint number">{area.area}</span> {LEVELS[area.level] && <Tag>{LEVELS[area.level]}</Tag>}
          <Areas areas={areas} parent={area.area} />
        </li>
      ))}
    </ul>
  );
}

function Units({ units, parent }: { units: readonly Unit[]; parent: string | null }) {
  const below = units.filter((unit) => unit.parent === parent);
  if (below.length === 0) return null;
  return (
    <ul class="tree">
      {below.map((unit) => (
        <li>
          {unit.name} <span class="hint number">{unit.unit}</span>
          <Units units={units} parent={unit.unit} />
        </li>
      ))}
    </ul>
  );
}

/** The tree of areas and the tree of units, as they stand today. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { areas, units } = await organisationNow(ctx);
  return show(incoming, ctx, {
    title: "机构区划",
    facts: (
      <>
        <span>{units.size} 个单位</span>
        <span>{areas.size} 个区划</span>
      </>
    ),
    body: (
      <div class="chart-grid">
        <section class="sheet">
          <h2>单位</h2>
          <Units units={[...units.values()]} parent={null} />
        </section>
        <section class="sheet">
          <h2>区划</h2>
          <Areas areas={[...areas.values()]} parent={null} />
        </section>
      </div>
    ),
  });
}
