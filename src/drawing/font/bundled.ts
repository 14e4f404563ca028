import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openTypeface, type Typeface } from "./typeface.ts";

/** The two weights of everything the platform prints by itself. */
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

// It has 48 Chinese characters that the bundled one has not, among them the last of the first block and of Extension A.
const serifs: Record<Weight, string> = {
  regular: "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf",
};

// Letters of all Europe, with the marks of Romanian, Turkish, Vietnamese: it comes with the reader of PDF.
const latins: Record<Weight, string> = {
  regular: "pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf",
  bold: "pdfjs-dist/standard_fonts/LiberationSans-Bold.ttf",
};

const loaded = new Map<string, Typeface>();

function load(file: string): Typeface {
  const known = loaded.get(file);
  if (known) return known;
  const face = openTypeface(readFileSync(createRequire(import.meta.url).resolve(file)));
  loaded.set(file, face);
  return face;
}

/** The bundled typeface of a weight: ten megabytes, read once, at the first document. */
export function bundledTypeface(weight: Weight): Typeface {
  return load(files[weight]);
}

/** What stands in first for a Chinese character that the bundled typeface has not. */
export function serifTypeface(weight: Weight): Typeface {
  return load(serifs[weight]);
}

/** The same for letters of Latin, Greek and Cyrillic. */
export function latinTypeface(weight: Weight): Typeface {
  return load(latins[weight]);
}
