import { bundledTypeface, subsetFont } from "#drawing/font";
import { tag } from "#drawing/package";

/** The family of the bundled font in a view: behind those that the reader may have. */
export const BUNDLED_FAMILY = "yw";

// Of one page; what is beyond is set in what the reader has.
const CHARACTERS = 3_000;

/**
 * The bundled font cut down to the characters of a page, as it travels inside: a picture of a page is shown where no font of the portal reaches, and on
 * machines without Chinese fonts it would be boxes. Empty where there is nothing to set.
 */
export function bundledFace(characters: ReadonlySet<string>): string {
  const face = bundledTypeface("regular");
  const known = [...characters].filter((character) => face.glyphOf(character.codePointAt(0)!) !== 0).slice(0, CHARACTERS);
  if (known.length === 0) return "";
  const font = subsetFont(face, known.sort().join("")).toString("base64");
  return tag("style", {}, `@font-face{font-family:${BUNDLED_FAMILY};src:url(data:font/ttf;base64,${font})}`);
}
