import type { ComponentChild, ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** What every form field has. `required: false` shows 选填; nothing is shown when it must be filled. */
export interface FieldProps {
  name: string;
  label: ComponentChild;
  hint?: ComponentChild;
  /** What is wrong and how to put it right: "请填写 18 位身份证号码". */
  error?: string;
  required?: boolean;
  /** The only question of its page: its label is the page's heading. */
  heading?: boolean;
  /** Where the value came from when the city filled it in: "来自人口库". */
  source?: string;
}

/** The element id of a field: error summaries link to it. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

/** The ids of hint and error, for aria-describedby. */
export function describedBy({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">): string | undefined {
  const id = fieldId(name);
  return classNames(Boolean(hint) && `${id}-hint`, Boolean(error) && `${id}-error`) || undefined;
}

/** Attributes shared by every input element. */
export function inputAttributes(field: FieldProps) {
  return {
    id: fieldId(field.name),
    name: field.name,
    "aria-describedby": describedBy(field),
    "aria-invalid": field.error ? ("true" as const) : undefined,
  };
}

function Words({ hint, error, source, name }: Pick<FieldProps, "hint" | "error" | "source" | "name">) {
  const id = fieldId(name);
  return (
    <>
      {hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" /> <span class="hush">错误：</span>
          {error}
        </p>
      )}
      {source && (
        <p class="field-source">
          <Icon name="circle-check" /> 已为您填好，{source}。有误请改正。
        </p>
      )}
    </>
  );
}

function Label({ label, required, heading }: Pick<FieldProps, "label" | "required" | "heading">) {
  const words = (
    <>
      {label}
      {required === false && <span class="field-optional">（选填）</span>}
    </>
  );
  return heading ? <h1>{words}</h1> : words;
}

/** Label, hint and error around one input. */
export function Field({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class={classNames("field", field.error && "field-wrong")}>
      <label class="field-label" for={fieldId(field.name)}>
        <Label {...field} />
      </label>
      <Words {...field} />
      {children}
    </div>
  );
}

/** The same around several inputs that answer one question. */
export function FieldGroup({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <fieldset class={classNames("field", field.error && "field-wrong")} id={`${fieldId(field.name)}-group`} aria-describedby={describedBy(field)}>
      <legend class="field-label">
        <Label {...field} />
      </legend>
      <Words {...field} />
      {children}
    </fieldset>
  );
}
