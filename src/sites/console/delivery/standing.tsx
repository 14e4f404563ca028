import { mayDeliver, type DeliveryStanding } from "#matter/delivery";
import type { MatterView } from "#matter/view";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { formatDate, State, Table } from "#ui";

type Row = DeliveryStanding["to"][number] & Pick<DeliveryStanding, "document">;

function Standing({ row: { delivered, agreed }, today }: { row: Row; today: Day }) {
  if (!delivered) return <State tone="waiting">{agreed ? "还没有送达，打开即送达" : "还没有送达"}</State>;
  if (delivered.counts > today) return <State tone="running">{`${delivered.way}，${formatDate(delivered.counts, { year: true })}视为送达`}</State>;
  return <State tone="good">{`${delivered.way}，${formatDate(delivered.counts, { year: true })}`}</State>;
}

/** How papers stand whose delivery is proved: to whom, when, by which way, the receipt; nothing where a matter has none. */
export function Deliveries({ ctx, view, standing }: { ctx: Ctx; view: MatterView; standing: readonly DeliveryStanding[] }) {
  const { matter } = view;
  const at = `/console/matters/${matter.matterId}`;
  const rows = standing.flatMap(({ document, to }): Row[] => to.map((each) => ({ ...each, document })));
  if (rows.length === 0) return null;
  const may = mayDeliver(ctx, matter.kind);
  return (
    <section class="sheet" aria-labelledby="deliveries">
      <h2 id="deliveries">送达</h2>
      <Table
        caption="要证明送达的文书"
        captionHidden
        stack
        rows={rows}
        columns={[
          {
            title: "文书",
            cell: ({ document }) => (
              <>
                {document.name} <span class="hint number">{document.number}</span>
              </>
            ),
            names: true,
          },
          { title: "送给", cell: ({ label }) => label },
          { title: "送达", cell: (row) => <Standing row={row} today={dayOf(ctx.now)} /> },
          {
            title: "回证",
            cell: ({ document, delivered, partyNo, label }) =>
              delivered ? (
                <>
                  <a href={`${at}/documents/${delivered.receipt}`}>
                    送达回证<span class="hush">：{document.name}</span>
                  </a>
                  {delivered.files.map((entry, index) => (
                    <>
                      、
                      <a href={`${at}/files/${entry}`}>
                        凭证{index + 1}
                        <span class="hush">：{document.name}</span>
                      </a>
                    </>
                  ))}
                </>
              ) : (
                may && (
                  <a href={`${at}/deliveries/${document.documentId}?party=${partyNo}`}>
                    登记送达
                    <span class="hush">
                      ：{document.name}，{label}
                    </span>
                  </a>
                )
              ),
          },
        ]}
      />
    </section>
  );
}
