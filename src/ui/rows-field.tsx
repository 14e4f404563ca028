import type { ComponentChild } from "preact";
import { scriptPath } from "./assets.ts";
import { Button } from "./button.tsx";
import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Select } from "./select.tsx";
import { TextField } from "./text-field.tsx";

export interface RowsFieldProps extends FieldProps {
  /** The fields of each row, named `name-0-…`, `name-1-…`. */
  rows: readonly ComponentChild[];
  /** No more rows than this can be added. */
  max: number;
  /** What a row is called: 行, 条. */
  unit?: string;
}

/**
 * The same questions asked several times. The buttons send the page as `_rows`: `add name`, or `remove name 2`, which the page answers with the row added or
 * gone; a script does the same at once.
 */
export function RowsField({ rows, max, unit = "行", ...field }: RowsFieldProps) {
  const { name } = field;
  return (
    <FieldGroup {...field}>
      <script src={scriptPath("fields")} defer />
      <div class="rows" id={fieldId(name)} data-rows={name} data-most={max}>
        {rows.map((row, at) => (
          <fieldset class="rows-row" data-row>
            <legend>
              第 <span data-row-number>{at + 1}</span> {unit}
            </legend>
            {row}
            <button class="button-link rows-remove" type="submit" name="_rows" value={`remove ${name} ${at}`} formnovalidate hidden={rows.length === 1}>
              去掉这一{unit}
            </button>
          </fieldset>
        ))}
        {rows.length < max && (
          <button class="button button-secondary rows-add" type="submit" name="_rows" value={`add ${name}`} formnovalidate>
            <Icon name="plus" /> 再加一{unit}
          </button>
        )}
      </div>
    </FieldGroup>
  );
}

const UNITS = [
  { value: "a", label: "市市场监管局" },
  { value: "b", label: "市住建局" },
];

export const examples: Example[] = [
  {
    name: "重复填写的几行",
    note: "没有脚本时，两个按钮带着已填的内容回到这一页。",
    show: () => (
      <form action="#" method="post">
        <RowsField
          name="tasks"
          label="任务"
          hint="一行写一个单位要做的事。"
          max={20}
          rows={[0, 1].map((at) => (
            <>
              <Select name={`tasks-${at}-unit`} label="单位" options={UNITS} value={UNITS[at]!.value} />
              <TextField name={`tasks-${at}-what`} label="做什么" value={["检查三家餐馆的消防通道", "补装窑前路路灯"][at]!} />
            </>
          ))}
        />
        <Button>保存</Button>
      </form>
    ),
  },
];
