import { readModel } from "#language/dmn";
import { Table } from "#ui";

interface Dated {
  what: string;
  from?: string | undefined;
  to?: string | undefined;
}

function datedOf(xml: string): Dated[] {
  return (readModel(xml).model?.elements ?? []).flatMap((element): Dated[] => {
    if (element.kind !== "decision" && element.kind !== "knowledge") return [];
    const { name, logic, validity } = element;
    const table = logic?.box === "function" ? logic.body : logic;
    const rows = table?.box === "table" ? table.rules.map((rule, index) => ({ what: `${name} 第 ${index + 1} 行`, ...rule.validity })) : [];
    return [{ what: name, ...validity }, ...rows].filter(({ from, to }) => from !== undefined || to !== undefined);
  });
}

/** Values and rows that are in force from or until a day; nothing where none is dated. */
export function Validity({ xml }: { xml: string }) {
  const dated = datedOf(xml);
  if (dated.length === 0) return null;
  return (
    <Table
      caption="什么时候有效"
      stack
      rows={dated}
      columns={[
        { title: "什么", cell: ({ what }) => what, names: true },
        { title: "从", cell: ({ from }) => from ?? "一直", tight: true },
        { title: "到", cell: ({ to }) => to ?? "至今", tight: true },
      ]}
    />
  );
}
