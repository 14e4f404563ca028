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

const loaded = new Map<Weight, { file: Buffer; face: Typeface }>();

// Ten megabytes each: read once, at the first document.
function load(weight: Weight): { file: Buffer; face: Typeface } {
  const known = loaded.get(weight);
  if (known) return known;
  const file = readFileSync(createRequire(import.meta.url).resolve(files[weight]));
  const entry = { file, face: openTypeface(file) };
  loaded.set(weight, entry);
  return entry;
}

/** The house's typeface of a weight. */
export function houseTypeface(weight: Weight): Typeface {
  return load(weight).face;
}

/** The whole file of it, for a printer that makes its own subset. */
export function houseFontFile(weight: Weight): Buffer {
  return load(weight).file;
}
