import type { Migration } from "#matter/move";
import { Button, EmptyState, Form, formatCount, formatDateTime, Table } from "#ui";
import { addressOfPart } from "./flow-tabs.tsx";

/** The migrations of an item that were made, each with the way back. */
export function Migrations({ itemId, migrations, token }: { itemId: string; migrations: readonly Migration[]; token: string }) {
  return (
    <Table
      caption="迁移记录"
      stack
      rows={migrations}
      empty={
        <EmptyState title="还没有迁移过" icon="history">
          <p>发布新版本以后，正在办理的件仍按原来的版本。要让它们改按新版本办理，在旁边选择版本。</p>
        </EmptyState>
      }
      columns={[
        { title: "时间", cell: ({ at }) => formatDateTime(at), names: true, tight: true },
        { title: "从", cell: ({ from }) => `第 ${from} 版`, tight: true },
        { title: "到", cell: ({ to }) => `第 ${to} 版`, tight: true },
        { title: "为什么", cell: ({ reason, by }) => `${reason}（${by}）` },
        {
          title: "结果",
          cell: ({ moved, stayed, undone }) =>
            `迁了 ${formatCount(moved)} 件，留下 ${formatCount(stayed)} 件${undone > 0 ? `，已退回 ${formatCount(undone)} 件` : ""}`,
        },
        {
          title: "退回",
          cell: ({ migrationId, moved, undone, at }) =>
            moved > undone ? (
              <Form action={`${addressOfPart(itemId, "migration")}/undo`} token={token}>
                <input type="hidden" name="migration" value={migrationId} />
                <Button kind="secondary" small icon="undo-2">
                  退回原版<span class="hush">（{formatDateTime(at)}）</span>
                </Button>
              </Form>
            ) : (
              ""
            ),
        },
      ]}
    />
  );
}
