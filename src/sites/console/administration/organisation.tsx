import { listMergers, organisationNow, type Area, type Organisation, type Unit } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { formatDate, Table, Tag } from "#ui";
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

function Units({ organisation, parent }: { organisation: Organisation; parent: string | null }) {
  // One below a unit that was merged lies below its heir.
  const over = (unit: Unit): string | null => unit.parent && organisation.heirOf(unit.parent);
  const below = organisation.standing.filter((unit) => over(unit) === parent);
  if (below.length === 0) return null;
  return (
    <ul class="tree">
      {below.map((unit) => (
        <li>
          {unit.name} <span class="hint number">{unit.unit}</span>{" "}
          <a href={`/console/organisation/${unit.unit}/merger`} aria-label={`撤并${unit.name}`}>
            撤并
          </a>
          <Units organisation={organisation} parent={unit.unit} />
        </li>
      ))}
    </ul>
  );
}

/** The tree of areas and the tree of units, as they stand today. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [organisation, mergers] = await Promise.all([organisationNow(ctx), listMergers(ctx)]);
  const { areas, standing } = organisation;
  return show(incoming, ctx, {
    title: "机构区划",
    facts: (
      <>
        <span>{standing.length} 个单位</span>
        <span>{areas.size} 个区划</span>
      </>
    ),
    body: (
      <>
        {mergers.length > 0 && (
          <Table
            caption="撤并过的单位"
            stack
            rows={mergers}
            columns={[
              { title: "单位", cell: ({ unit }) => organisation.unitName(unit) },
              { title: "由谁接手", cell: ({ heir }) => organisation.unitName(heir) },
              { title: "从哪一天起", cell: ({ fromDay }) => formatDate(fromDay, { year: true }), tight: true },
              { title: "依据", cell: ({ reason }) => reason },
              { title: "谁办的", cell: ({ mergedName }) => mergedName, names: true, tight: true },
            ]}
          />
        )}
        <div class="chart-grid">
          <section class="sheet">
            <h2>单位</h2>
            <Units organisation={organisation} parent={null} />
          </section>
          <section class="sheet">
            <h2>区划</h2>
            <Areas areas={[...areas.values()]} parent={null} />
          </section>
        </div>
      </>
    ),
  });
}
