import type { ListForm } from "#register/list";
import { Notice, Table } from "#ui";

const SEPARATORS: Record<string, string> = { "\t": "制表符", ",": "逗号", ";": "分号", "|": "竖线" };

/** How a file was read, in one sentence. */
export function readAs({ kind, encoding, separator = "", sheet }: ListForm): string {
  return kind === "xlsx" ? `Excel 文件，读的是工作表“${sheet ?? ""}”` : `${encoding ?? ""} 编码的文本，列之间是${SEPARATORS[separator] ?? separator}`;
}

/** The first rows of a list as they were understood, so that whoever brought it sees what an encoding or a date became. */
export function ListPreview({
  form,
  notes,
  columns,
  sample,
}: {
  form: ListForm;
  notes: readonly string[];
  columns: readonly string[];
  sample: readonly { line: number; cells: readonly string[] }[];
}) {
  return (
    <>
      {form.guessed && (
        <Notice kind="waiting" title="请看一眼下面的文字对不对">
          <p>文件里没有写明编码，平台按 {form.encoding} 读。如果下面是乱码，请用原来的软件另存为 .xlsx 再导入。</p>
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice title="导入前请留意">
          {notes.map((note) => (
            <p>{note}。</p>
          ))}
        </Notice>
      )}
      <Table
        caption={`前 ${sample.length} 行（${readAs(form)}）`}
        rows={[...sample]}
        columns={[
          { title: "行", cell: ({ line }) => line, align: "end" as const, tight: true },
          ...columns.map((title, i) => ({ title, cell: ({ cells }: { cells: readonly string[] }) => cells[i] || "—" })),
        ]}
      />
    </>
  );
}
