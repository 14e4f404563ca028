import { TextArea } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn } from "./judge.ts";

/** A part of the body of a paper. */
export interface DocumentPart {
  kind: "heading" | "paragraph" | "item";
  text: string;
}

const KINDS = ["heading", "paragraph", "item"];
const MARKS = { heading: "# ", item: "- ", paragraph: "" } as const;
const LONGEST = 20_000;
const MOST = 500;

function isPart(value: unknown): value is DocumentPart {
  const { kind, text } = (typeof value === "object" && value !== null ? value : {}) as Partial<DocumentPart>;
  return typeof text === "string" && text.trim() !== "" && KINDS.includes(String(kind)) && Object.keys(value as object).length === 2;
}

/** The text as it is typed: a line is a paragraph, `# ` makes a heading of it, `- ` an entry of a list. */
function written(parts: readonly DocumentPart[]): string {
  return parts.map(({ kind, text }) => MARKS[kind] + text).join("\n");
}

function parted(text: string): DocumentPart[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "#" && line !== "-")
    .map((line) => {
      const heading = /^[#＃]\s*(.+)$/.exec(line);
      const item = /^[-－•·]\s+(.+)$/.exec(line);
      return heading ? { kind: "heading", text: heading[1]! } : item ? { kind: "item", text: item[1]! } : { kind: "paragraph", text: line };
    });
}

/** 公文正文: headings, paragraphs and lists, written as one text. */
export const document: FormType = {
  word: "公文正文",
  keys: ["min", "max"],
  schema: () => ({
    type: "array",
    maxItems: MOST,
    items: { type: "object", properties: { kind: { type: "string" }, text: { type: "string", maxLength: LONGEST } }, additionalProperties: false },
  }),
  read(text, field) {
    const value = parted(text);
    const fault = value.length === 0 ? fillIn(field) : document.check(value, field, {});
    return fault === undefined ? { value } : { fault, kept: value };
  },
  check(value, field) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isPart)) return fillIn(field);
    const { label, min = 1, max = LONGEST } = field;
    const letters = value.reduce((sum, { text }) => sum + [...text].length, 0);
    if (letters > max) return `${label}最多写 ${max} 个字`;
    if (letters < min) return `${label}至少写 ${min} 个字`;
    return value.length > MOST ? `${label}最多写 ${MOST} 段` : undefined;
  },
  say: (value) => (Array.isArray(value) && value.every(isPart) ? written(value) : plain(value)),
  show(value) {
    if (!Array.isArray(value) || !value.every(isPart)) return plain(value);
    return (
      <div class="answer-document">
        {value.map(({ kind, text }) =>
          kind === "heading" ? (
            <p>
              <strong>{text}</strong>
            </p>
          ) : kind === "item" ? (
            <p>· {text}</p>
          ) : (
            <p>{text}</p>
          ),
        )}
      </div>
    );
  },
  draw(asked) {
    const value = Array.isArray(asked.value) && asked.value.every(isPart) ? written(asked.value) : typed(asked.value);
    const hint = asked.field.hint ?? "一行是一段；行首写“# ”是小标题，写“- ”是条目。";
    return <TextArea {...common({ ...asked, field: { ...asked.field, hint } })} value={value} rows={12} maxLength={asked.field.max} />;
  },
};
