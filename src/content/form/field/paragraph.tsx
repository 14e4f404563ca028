import { TextArea } from "#ui";
import { common, typed, type FormType } from "./field.ts";
import { text } from "./text.tsx";

/** 一段文字, of several lines. */
export const paragraph: FormType = {
  ...text,
  word: "一段文字",
  keys: ["min", "max", "pattern"],
  formats: [],
  draw: (asked) => <TextArea {...common(asked)} value={typed(asked.value)} maxLength={asked.field.max} />,
};
