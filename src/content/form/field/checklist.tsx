import { ChecklistField, ChecklistAnswer } from "#ui";
import type { Around, Point } from "./around.ts";
import { common, plain, type FieldDefinition, type FormType } from "./field.ts";
import { fillIn } from "./judge.ts";

/** What was found at one point. */
export interface Found {
  result: "met" | "failed" | "none";
  note?: string;
}

/** 核查表, answered: what was found at each point, and how many points failed; what rules look at. */
export interface CheckedList {
  points: Record<string, Found>;
  failed: number;
  /** Of those the ones that decide. */
  failed_key: number;
}

const RESULTS = { met: "符合", failed: "不符合", none: "不适用" } as const;
const NOTE = "note";
const LONGEST = 500;

function pointsOf({ points, checklist = "" }: FieldDefinition, { checklists }: Around): readonly Point[] | undefined {
  return points ?? checklists?.[checklist];
}

/** The answer with its points counted. */
function counted(found: Record<string, Found>, points: readonly Point[]): CheckedList {
  const failed = points.filter(({ id }) => found[id]?.result === "failed");
  return { points: found, failed: failed.length, failed_key: failed.filter(({ key }) => key).length };
}

function isChecked(value: unknown): value is CheckedList {
  const { points } = (typeof value === "object" && value !== null ? value : {}) as Partial<CheckedList>;
  return (
    typeof points === "object" && points !== null && Object.values(points).every((one) => typeof one === "object" && one !== null && one.result in RESULTS)
  );
}

/** 核查表: each point is met, failed, or does not apply; a note beside it. */
export const checklist: FormType = {
  word: "核查表",
  keys: ["points", "checklist"],
  schema: () => ({
    type: "object",
    properties: { points: {}, failed: { type: "integer" }, failed_key: { type: "integer" } },
    additionalProperties: false,
  }),
  read: (_text, field) => ({ fault: fillIn(field) }),
  posted(field, take, around) {
    const points = pointsOf(field, around) ?? [];
    const found = points.flatMap(({ id }): [string, Found][] => {
      const [result] = take(id);
      const [note] = take(`${id}-${NOTE}`);
      return result === undefined ? [] : [[id, { result: result as Found["result"], ...(note !== undefined && { note }) }]];
    });
    return found.length > 0 ? counted(Object.fromEntries(found), points) : null;
  },
  owns(part, { points }) {
    const id = part.replace(/-note$/, "");
    return points ? points.some((point) => point.id === id || point.id === part) : /^[a-z][a-z0-9_-]{0,45}$/.test(part);
  },
  check(value, field, around) {
    if (!isChecked(value)) return fillIn(field);
    const points = pointsOf(field, around);
    if (!points) return undefined;
    const strange = Object.keys(value.points).some((id) => !points.some((point) => point.id === id));
    if (strange) return `${field.label}里有核查表没有的要点，请核对`;
    const open = points.filter(({ id }) => !value.points[id]);
    if (open.length > 0) return `${field.label}还有 ${open.length} 项没有核对：${open[0]!.ask}${open.length > 1 ? "等" : ""}`;
    const long = points.find(({ id }) => [...(value.points[id]!.note ?? "")].length > LONGEST);
    if (long) return `“${long.ask}”的说明最多写 ${LONGEST} 个字`;
    const { failed, failed_key: key } = counted(value.points, points);
    return value.failed === failed && value.failed_key === key ? undefined : `${field.label}的合计与各项不一致，请重新提交`;
  },
  say(value, field, around) {
    if (!isChecked(value)) return plain(value);
    const all = Object.values(value.points);
    const count = (result: Found["result"]): number => all.filter((one) => one.result === result).length;
    const failed = (pointsOf(field, around) ?? []).filter(({ id }) => value.points[id]?.result === "failed");
    const parts = [`${count("met")} 项符合`, count("none") > 0 && `${count("none")} 项不适用`, value.failed > 0 && `${value.failed} 项不符合`];
    const named = failed.map(({ id, ask }) => `${ask}${value.points[id]!.note ? `（${value.points[id]!.note}）` : ""}`).join("、");
    return parts.filter((part) => part !== false).join("，") + (named === "" ? "" : `：${named}`);
  },
  show(value, field, around) {
    const points = pointsOf(field, around);
    if (!isChecked(value) || !points) return checklist.say(value, field, around);
    return <ChecklistAnswer points={points} found={value.points} results={RESULTS} />;
  },
  draw(asked) {
    const found = isChecked(asked.value) ? asked.value.points : {};
    return <ChecklistField {...common(asked)} points={pointsOf(asked.field, asked.around) ?? []} found={found} results={RESULTS} />;
  },
};
