import { formatCount, Notice, Table } from "#ui";

interface Report {
  accepted: number;
  /** Of the accepted, those that were new or differed. */
  changed?: number;
  errors: readonly { line: number; column?: string; message: string }[];
  /** How many there are, when not all are listed. */
  faults?: number;
  notes?: readonly string[];
}

const MOST = 200;

/** What came of an import: all lines, or none and why, by line and column. */
export function ImportReport({ report: { accepted, changed, errors, faults = errors.length, notes = [] } }: { report: Report }) {
  if (errors.length === 0) {
    return (
      <Notice kind="done" title={`已导入 ${formatCount(accepted)} 条`} live>
        {changed !== undefined && <p>其中新增或有变化的 {formatCount(changed)} 条。</p>}
        {notes.map((note) => (
          <p>{note}。</p>
        ))}
      </Notice>
    );
  }
  const columns = errors.some(({ column }) => column !== undefined);
  return (
    <>
      <Notice kind="wrong" title={`没有导入：有 ${formatCount(faults)} 处需要修改`} live>
        <p>一行有错就全部不导入，库里没有任何改动。改好下面这些地方再导入一次。</p>
        {notes.map((note) => (
          <p>{note}。</p>
        ))}
      </Notice>
      <Table
        caption={faults > MOST ? `前 ${MOST} 处` : "需要修改的地方"}
        rows={errors.slice(0, MOST)}
        columns={[
          { title: "行", cell: ({ line }) => line, align: "end", tight: true },
          ...(columns ? [{ title: "列", cell: ({ column }: { column?: string }) => column ?? "", tight: true }] : []),
          { title: "问题", cell: ({ message }) => message, names: true },
        ]}
      />
    </>
  );
}
