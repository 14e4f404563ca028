import fc from "fast-check";
import { expect } from "vitest";
import { type Drawing } from "#drawing/layout";
import { openOfd, writeOfd } from "#drawing/ofd";
import { printPdf } from "#drawing/pdf";

// What a person can type, or a program send in their name: no text keeps a paper from being made.

const strange = fc.constantFrom(
  "\n",
  "\r\n",
  "\t",
  "\u2028",
  "\u0000",
  "\u0007",
  "\u001b",
  "\u0085",
  "\u200b",
  "\u202e",
  "\u2066",
  "\ufeff",
  "\u00ad",
  "\ufffe",
  "\ud842",
  "\udfb7",
  "\u{e123}",
  "\u{20bb7}",
  "\u{323af}",
  "葛\u{e0100}",
  "\u{e0100}",
  "👨‍👩‍👧",
  "🇨🇳",
  "e\u0301",
  "\u0301",
  "ئەلى",
  "བོད",
  "ᠮᠣᠩ",
  "홍길동",
  "ไทยที่",
  "שלום",
  "Ștefan",
  "İı",
  " ",
  "　",
  "</ofd:TextCode>",
  "&amp;",
  "]]>",
  "）。，",
  "（（（",
);
const text = fc
  .array(
    fc.oneof(
      strange,
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom(..."云州市食品经营，。；“”（）《》、2026 A10-年"),
      fc.constant("W".repeat(90)),
      fc.constant("7".repeat(39)),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));

export const texts = fc.record({ a: text, b: text, c: text, d: text });
export type Texts = { a: string; b: string; c: string; d: string };

/** Every mark stands on its page. */
export function within({ pages }: Drawing): void {
  for (const { width, height, marks } of pages)
    for (const mark of marks)
      if (mark.kind === "text" && !mark.turn)
        expect([mark.text, mark.x >= 0, mark.y >= 0, mark.x < width, mark.y + mark.size < height]).toEqual([mark.text, true, true, true, true]);
}

/** Whatever is typed, there is a paper of it, as PDF and as OFD. */
export async function anyText(lay: (given: Texts) => Drawing | Promise<Drawing>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const drawing = await lay(given);
      within(drawing);
      expect((await printPdf(drawing, { custom: { 收件号: given.a } })).toString("latin1", 0, 5)).toBe("%PDF-");
      const { documents } = openOfd(writeOfd(drawing, { custom: { 收件号: given.a } }));
      expect(documents[0]!.pages).toHaveLength(drawing.pages.length);
    }),
    { numRuns: 12, seed: 20_261_118 },
  );
}
