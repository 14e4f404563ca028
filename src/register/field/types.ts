import { area } from "./area.ts";
import { boolean } from "./boolean.ts";
import { code } from "./code.ts";
import { date } from "./date.ts";
import type { FieldType, RegisterField } from "./field.ts";
import { instant } from "./instant.ts";
import { integer } from "./integer.ts";
import { money } from "./money.ts";
import { number } from "./number.ts";
import { point } from "./point.ts";
import { record } from "./record.ts";
import { text } from "./text.ts";

/** Every type a field may have. A new one is a file and a line here. */
export const TYPES: Record<RegisterField["type"], FieldType> = { text, code, date, instant, integer, number, money, boolean, area, point, record };
