import type { Field } from "#content/form";
import { ID_PAPERS, partsOfIdPaper } from "#values/codes";
import { Checkbox, CheckboxGroup, DateField, IdNumberField, NumberField, PaperField, PhoneField, RadioGroup, Select, TextArea, TextField } from "#ui";
import { YES_NO } from "../guide/situation.tsx";

/** From how many characters on an answer gets several lines. */
const LONG = 300;

const PAPERS = Object.entries(ID_PAPERS).map(([value, { name }]) => ({ value, label: name }));

interface Props {
  field: Field;
  /** The answer, or what was typed when it could not be read. */
  value: unknown;
  error?: string;
  /** What to look at once more: the answer is taken as it is. */
  remark?: string;
  /** "来自人口库" */
  source?: string;
}

/** A unit in the label ("面积（平方米）") stands after the box. */
function unitOf(label: string): { label: string; suffix?: string } {
  const match = /^(.+)（(平方米|米|台|人|元|个|天|次)）$/.exec(label);
  return match ? { label: match[1]!, suffix: match[2]! } : { label };
}

/** One question of a form, drawn as its widget says. */
export function FormField({ field, value, error, remark, source }: Props) {
  const { name, label, hint, widget, required, schema, options = [] } = field;
  const text = value === null || value === undefined ? "" : String(value);
  const said = remark ? <strong>{remark}。请再核对一遍，没有抄错就不用改。</strong> : hint;
  const common = { name, label, required, ...(said && { hint: said }), ...(error && { error }), ...(source && { source }) };
  const choices = options.map(({ value: own, label: word, hint: words }) => ({ value: own, label: word, ...(words && { hint: words }) }));
  switch (widget) {
    case "radio":
      if (schema["type"] === "boolean")
        return <RadioGroup {...common} inline options={YES_NO} {...(typeof value === "boolean" && { value: value ? "yes" : "no" })} />;
      return <RadioGroup {...common} options={choices} {...(text !== "" && { value: text })} />;
    case "checkboxes":
      if (schema["type"] === "boolean") return <Checkbox {...common} checked={value === true} />;
      return <CheckboxGroup {...common} options={choices} values={Array.isArray(value) ? value.map(String) : []} />;
    case "select":
      return <Select {...common} options={choices} value={text} />;
    case "date":
      return <DateField {...common} value={text} />;
    case "number":
      return <NumberField {...common} {...unitOf(label)} value={text} decimal={schema["type"] === "number"} />;
    case "phone":
      return <PhoneField {...common} value={text} />;
    case "id-number":
      return <IdNumberField {...common} value={text} />;
    case "id-paper": {
      const { kind, number } = partsOfIdPaper(text);
      return <PaperField {...common} kinds={PAPERS} kind={kind} value={number} />;
    }
    case "textarea":
      return <TextArea {...common} value={text} {...(typeof schema["maxLength"] === "number" && { maxLength: schema["maxLength"] })} />;
    case "address":
      return <TextField {...common} value={text} autocomplete="street-address" />;
    default:
      if (typeof schema["maxLength"] === "number" && schema["maxLength"] > LONG) return <TextArea {...common} value={text} maxLength={schema["maxLength"]} />;
      return <TextField {...common} value={text} autocomplete="off" />;
  }
}
