import { RowsField, Select, TextArea, TextField } from "#ui";
import { common, typed, type FormType } from "./field.ts";
import { countFault, fillIn } from "./judge.ts";

/** 补正意见: what is to be put right, and where. */
export interface Mark {
  /** The field or material. */
  on: string;
  say: string;
}

const MOST = 50;
const LONGEST = 500;
const ON = { label: "哪一项" };
const SAY = { label: "怎样改" };

function isMark(value: unknown): value is Partial<Mark> {
  return typeof value === "object" && value !== null && Object.entries(value).every(([key, each]) => ["on", "say"].includes(key) && typeof each === "string");
}

/** 补正意见, set beside material and fields: all at once (一次性告知), each said so that it can be done. */
export const marks: FormType = {
  word: "要改的地方",
  keys: ["min", "max"],
  schema: ({ max = MOST }) => ({
    type: "array",
    maxItems: max,
    items: { type: "object", properties: { on: { type: "string", maxLength: 60 }, say: { type: "string", maxLength: LONGEST } }, additionalProperties: false },
  }),
  read: (_text, field) => ({ fault: fillIn(field) }),
  posted(_field, take) {
    const rows = Array.from({ length: MOST }, (_none, at): Partial<Mark> => {
      const [[on], [say]] = [take(`${at}-on`), take(`${at}-say`)];
      return { ...(on !== undefined && { on }), ...(say !== undefined && { say }) };
    }).filter((row) => Object.keys(row).length > 0);
    return rows.length > 0 ? rows : null;
  },
  owns: (part) => /^\d{1,2}-(on|say)$/.test(part),
  check(value, field, { markable }) {
    const { label } = field;
    if (!Array.isArray(value) || !value.every(isMark)) return fillIn(field);
    const count = countFault(value.length, { ...field, max: field.max ?? MOST }, ["写", "条"]);
    if (count) return count;
    for (const [at, { on = "", say = "" }] of value.entries()) {
      const where = `${label}第 ${at + 1} 条：`;
      if (on === "") return `${where}请选择是哪一项要改`;
      if (markable && !markable.some((option) => option.value === on)) return `${where}没有“${on}”这一项，请从给出的选项里选`;
      if ([...say].length < 2) return `${where}请写清楚怎样改`;
      if ([...say].length > LONGEST) return `${where}最多写 ${LONGEST} 个字`;
    }
    return undefined;
  },
  say: (value, _field, { markable }) =>
    [value]
      .flat()
      .filter(isMark)
      .map(({ on, say }) => `${markable?.find((option) => option.value === on)?.label ?? on}：${say}`)
      .join("；"),
  show: (value, _field, { markable }) => (
    <ul>
      {[value]
        .flat()
        .filter(isMark)
        .map(({ on, say }) => (
          <li>
            <strong>{markable?.find((option) => option.value === on)?.label ?? on}</strong>：{say}
          </li>
        ))}
    </ul>
  ),
  draw(asked) {
    const { value, field, around } = asked;
    const given = Array.isArray(value) ? value.filter(isMark) : [];
    const rows = given.length > 0 ? given : [{}];
    return (
      <RowsField
        {...common(asked)}
        unit="条"
        max={field.max ?? MOST}
        rows={rows.map(({ on, say }: Partial<Mark>, at) => (
          <>
            {around.markable ? (
              <Select name={`${field.name}-${at}-on`} {...ON} options={around.markable} value={typed(on)} />
            ) : (
              <TextField name={`${field.name}-${at}-on`} {...ON} value={typed(on)} />
            )}
            <TextArea name={`${field.name}-${at}-say`} {...SAY} value={typed(say)} rows={2} maxLength={LONGEST} />
          </>
        ))}
      />
    );
  },
};
