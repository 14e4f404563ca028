import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openTypeface, type Typeface } from "./typeface.ts";

/** The two weights of everything the house prints. */
export type Weight = "regular" | "bold";

const files: Record<Weight, string> = {
  regular: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
};

/** What the weights are called inside a file that carries them. */
export const FONT_NAMES: Record<Weight, { name: string; family: string }> = {
  regular: { name: "Noto Sans SC", family: "Noto Sans SC" },
  bold: { name: "Noto Sans SC SemiBold", family: "Noto Sans SC" },
};

const loaded = new Map<Weight, Typeface>();

/** The house's typeface of a weight: ten megabytes, read once, at the first document. */
export function houseTypeface(weight: Weight): Typeface {
  const known = loaded.get(weight);
  if (known) return known;
  const face = openTypeface(readFileSync(createRequire(import.meta.url).resolve(files[weight])));
  loaded.set(weight, face);
  return face;
}
