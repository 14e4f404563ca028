import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { State } from "./state.tsx";

/** A point of a check list. */
export interface ChecklistPoint {
  id: string;
  ask: string;
  key?: boolean;
  hint?: string;
}

/** What was found at points, by their id. */
export type ChecklistFound = Readonly<Record<string, { result: string; note?: string }>>;

interface Checked {
  points: readonly ChecklistPoint[];
  found: ChecklistFound;
  /** What can be found, by value. */
  results: Readonly<Record<string, string>>;
}

/** A check list to fill in: at each point what was found, and a note. Sends `name-POINT` and `name-POINT-note`. */
export function ChecklistField({ points, found, results, ...field }: FieldProps & Checked) {
  const id = fieldId(field.name);
  return (
    <FieldGroup {...field}>
      <ol class="checklist" id={id}>
        {points.map(({ id: point, ask, key, hint }) => (
          <li>
            <fieldset>
              <legend>
                {ask}
                {key && <strong class="checklist-key">关键项</strong>}
              </legend>
              {hint && <p class="field-hint">{hint}</p>}
              <div class="choices choices-inline choices-three">
                {Object.entries(results).map(([value, label]) => (
                  <div class="choice choice-radio">
                    <input type="radio" id={`${id}-${point}-${value}`} name={`${field.name}-${point}`} value={value} checked={found[point]?.result === value} />
                    <label for={`${id}-${point}-${value}`}>
                      <span class="choice-label">{label}</span>
                    </label>
                  </div>
                ))}
              </div>
              <input
                class="input"
                name={`${field.name}-${point}-note`}
                value={found[point]?.note}
                maxlength={2000}
                autocomplete="off"
                aria-label={`${ask}：说明`}
                placeholder="说明（选填）"
              />
            </fieldset>
          </li>
        ))}
      </ol>
    </FieldGroup>
  );
}

/** A check list as it was filled in. */
export function ChecklistAnswer({ points, found, results }: Checked) {
  return (
    <ol class="checklist-answer">
      {points.map(({ id, ask, key }) => {
        const { result, note } = found[id] ?? {};
        return (
          <li>
            {ask}
            {key && <strong class="checklist-key">关键项</strong>}{" "}
            <State tone={result === "met" ? "good" : result === "failed" ? "bad" : "closed"}>{result === undefined ? "没有核对" : results[result]}</State>
            {note && <p class="hint">{note}</p>}
          </li>
        );
      })}
    </ol>
  );
}

const POINTS: ChecklistPoint[] = [
  { id: "exit", ask: "消防通道畅通，没有堆放杂物", key: true },
  { id: "flies", ask: "加工场所有防蝇、防鼠设施", hint: "看纱窗、风幕机和挡鼠板。" },
];
const RESULTS = { met: "符合", failed: "不符合", none: "不适用" };

export const examples: Example[] = [
  {
    name: "核查表",
    show: () => (
      <ChecklistField
        name="site"
        label="现场核查"
        points={POINTS}
        results={RESULTS}
        found={{ exit: { result: "met" }, flies: { result: "failed", note: "后门没有纱窗" } }}
      />
    ),
  },
  {
    name: "核查表的结果",
    show: () => <ChecklistAnswer points={POINTS} results={RESULTS} found={{ exit: { result: "met" }, flies: { result: "failed", note: "后门没有纱窗" } }} />,
  },
];
