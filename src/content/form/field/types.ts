import { account } from "./account.tsx";
import { area } from "./area.ts";
import { checklist } from "./checklist.tsx";
import { choice } from "./choice.tsx";
import { choices } from "./choices.tsx";
import { code } from "./code.tsx";
import { columns } from "./columns.ts";
import { date } from "./date.tsx";
import { document } from "./document.tsx";
import type { FormType, TypeName } from "./field.ts";
import { files } from "./files.tsx";
import { idNumber } from "./id-number.tsx";
import { instant } from "./instant.tsx";
import { integer } from "./integer.tsx";
import { licence } from "./licence.tsx";
import { marks } from "./marks.tsx";
import { matter } from "./matter.ts";
import { money } from "./money.tsx";
import { number } from "./number.tsx";
import { paragraph } from "./paragraph.tsx";
import { party } from "./party.tsx";
import { peer } from "./peer.ts";
import { phone } from "./phone.tsx";
import { photos } from "./photos.ts";
import { place } from "./place.tsx";
import { record } from "./record.tsx";
import { register } from "./register.ts";
import { rowsOf } from "./rows.tsx";
import { schema } from "./schema.tsx";
import { signature } from "./signature.tsx";
import { staff } from "./staff.ts";
import { text } from "./text.tsx";
import { unit } from "./unit.ts";
import { units } from "./units.ts";
import { uscc } from "./uscc.tsx";
import { yesNo } from "./yes-no.tsx";

/** Every type a field of a form may have. A new one is a file and a line here. */
export const TYPES: Record<TypeName, FormType> = {
  text,
  paragraph,
  integer,
  number,
  money,
  date,
  instant,
  "yes-no": yesNo,
  choice,
  choices,
  code,
  phone,
  "id-number": idNumber,
  uscc,
  account,
  area,
  place,
  party,
  unit,
  units,
  staff,
  peer,
  record,
  licence,
  matter,
  register,
  columns,
  files,
  photos,
  signature,
  checklist,
  marks,
  rows: rowsOf(({ type }) => TYPES[type]),
  document,
  schema,
};
