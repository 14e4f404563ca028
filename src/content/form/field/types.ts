import { account } from "./account.tsx";
import { choice } from "./choice.tsx";
import { choices } from "./choices.tsx";
import { date } from "./date.tsx";
import type { FormType, TypeName } from "./field.ts";
import { idNumber } from "./id-number.tsx";
import { integer } from "./integer.tsx";
import { number } from "./number.tsx";
import { paragraph } from "./paragraph.tsx";
import { phone } from "./phone.tsx";
import { schema } from "./schema.tsx";
import { text } from "./text.tsx";
import { uscc } from "./uscc.tsx";
import { yesNo } from "./yes-no.tsx";

/** Every type a field of a form may have. A new one is a file and a line here. */
export const TYPES: Record<TypeName, FormType> = {
  text,
  paragraph,
  integer,
  number,
  date,
  "yes-no": yesNo,
  choice,
  choices,
  phone,
  "id-number": idNumber,
  uscc,
  account,
  schema,
};
