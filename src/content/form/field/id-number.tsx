import { foldIdPaper, foldNumber, ID_PAPERS, isIdNumber, isIdPaper, partsOfIdPaper, readIdPaper } from "#values/codes";
import { IdNumberField, PaperField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

const PAPERS = Object.entries(ID_PAPERS).map(([value, { name }]) => ({ value, label: name }));
/** The kind of an identity paper comes beside its number. */
const KIND = "kind";

/** 身份证号 (GB 11643-1999); with `format: id-paper` the number of any identity paper, with its kind. */
export const idNumber: FormType = {
  word: "证件号码",
  keys: ["format"],
  formats: ["id-paper"],
  schema: ({ format }) => ({ type: "string", format: format === "id-paper" ? format : "id-number" }),
  read(text, field) {
    const number = field.format === "id-paper" ? foldIdPaper(text) : foldNumber(text);
    const fault = idNumber.check(number, field, {});
    return fault === undefined ? { value: number } : { fault, kept: number };
  },
  posted({ format }, take) {
    const [number] = take();
    const [kind] = take(KIND);
    // The first kind stands there when nobody chose: then a number that says its kind itself may say it.
    return format === "id-paper" && number !== undefined && kind !== undefined && kind !== "id-card" ? `${kind}:${number}` : undefined;
  },
  owns: (part, { format }) => format === "id-paper" && part === KIND,
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    if (field.format === "id-paper") return isIdPaper(value) ? undefined : wrong(field, "请选对证件种类，再核对号码");
    return isIdNumber(value) ? undefined : wrong(field, "请核对，应是 18 位身份证号码，最后一位可以是 X");
  },
  say(value, { format }) {
    const paper = format === "id-paper" ? readIdPaper(plain(value)) : undefined;
    return paper && paper.kind !== "id-card" ? `${ID_PAPERS[paper.kind].name} ${paper.number}` : plain(value);
  },
  draw(asked) {
    if (asked.field.format !== "id-paper") return <IdNumberField {...common(asked)} value={typed(asked.value)} />;
    const { kind, number } = partsOfIdPaper(typed(asked.value));
    return <PaperField {...common(asked)} kinds={PAPERS} kind={kind} value={number} />;
  },
};
