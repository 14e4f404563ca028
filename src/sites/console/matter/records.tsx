import { inspectionsOf, type Inspection, type MatterView } from "#matter/view";
import { Disclosure, formatDateTime, State, Table, Tag } from "#ui";

function Signed({ inspectors, present }: Inspection) {
  return (
    <p class="hint small">
      核查人员：{inspectors.map(({ name, at }) => `${name}${at ? `（${formatDateTime(new Date(at))}签署）` : ""}`).join("、")}
      {present && `。${present}`}
    </p>
  );
}

/** What inspectors ticked and wrote on site, point by point: for whoever reviews and decides. */
export function Inspections({ view }: { view: Pick<MatterView, "tasks" | "blueprint"> }) {
  const found = inspectionsOf(view);
  if (found.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="inspections">
      <h2 id="inspections">现场核查</h2>
      {found.map((inspection) => {
        const failed = inspection.points.filter(({ answer }) => answer === "不符合");
        return (
          <div class="verdict">
            <State tone={inspection.outcome === "核查合格" ? "good" : "bad"}>
              {inspection.step}：{inspection.outcome}
            </State>
            {inspection.waitsFor && <State tone="waiting">等{inspection.waitsFor}确认</State>}
            <Signed {...inspection} />
            {inspection.reason && <p>理由：{inspection.reason}</p>}
            {inspection.opinion && <p>现场情况：{inspection.opinion}</p>}
            {failed.length > 0 && (
              <ul>
                {failed.map(({ ask, key }) => (
                  <li>
                    不符合：{ask} {key && <Tag>关键项</Tag>}
                  </li>
                ))}
              </ul>
            )}
            <Disclosure summary={`${inspection.list}，共 ${inspection.points.length} 项，逐项结果`}>
              <Table
                caption={inspection.list}
                captionHidden
                stack
                rows={inspection.points.map((point, i) => ({ ...point, number: i + 1 }))}
                columns={[
                  { title: "序号", cell: ({ number }) => number, tight: true },
                  {
                    title: "核查内容",
                    cell: ({ ask, key }) => (
                      <>
                        {ask} {key && <Tag>关键项</Tag>}
                      </>
                    ),
                    names: true,
                  },
                  { title: "结果", cell: ({ answer }) => answer, tight: true },
                ]}
              />
            </Disclosure>
          </div>
        );
      })}
    </section>
  );
}
