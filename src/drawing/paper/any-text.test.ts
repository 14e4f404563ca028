import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable, textOfPages, type Drawing } from "#drawing/layout";
import { openOfd, writeOfd } from "#drawing/ofd";
import { printPdf } from "#drawing/pdf";
import {
  acceptancePaper,
  deliveryPaper,
  grantPaper,
  inspectionRecordPaper,
  layLicence,
  layPaper,
  nonAcceptancePaper,
  receiptPaper,
  refusalPaper,
  specialPaper,
  supplementPaper,
  terminationPaper,
  type Head,
} from "./index.ts";

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

const texts = fc.record({ a: text, b: text, c: text, d: text });
type Texts = { a: string; b: string; c: string; d: string };

const head = ({ a, b }: Texts): Head => ({
  number: "云市监许受字〔2026〕第 1 号",
  issuer: b,
  date: "2026-11-18",
  addressee: a,
  item: b,
  matter: a,
  contact: b,
  url: "https://yunzhou.example/m/1",
});
const day = { receivedOn: "2026-11-16", acceptedOn: "2026-11-18" } as const;
const limits = { statutory: 20, statutoryDue: "2026-12-16", promised: 8, due: "2026-11-30" } as const;

const KINDS: Record<string, (given: Texts) => Drawing> = {
  receipt: (t) => layPaper(receiptPaper(head(t), { ...day, channel: t.c, materials: [{ name: t.c, form: t.d, copies: 1, source: t.a }] })),
  supplement: (t) => layPaper(supplementPaper(head(t), { ...day, problems: [{ about: t.c, problem: t.d }] })),
  acceptance: (t) => layPaper(acceptancePaper(head(t), { ...day, limits })),
  "non-acceptance": (t) => layPaper(nonAcceptancePaper(head(t), { ...day, ground: { kind: "other", basis: t.c }, reason: t.d, appeal: t.c })),
  special: (t) => layPaper(specialPaper(head(t), { ...day, ground: { kind: "paused", procedure: t.c, workdays: 3 }, reason: t.d })),
  "inspection-record": (t) =>
    layPaper(
      inspectionRecordPaper(head(t), {
        list: t.c,
        basis: t.c,
        points: [{ ask: t.d, key: true, answer: "符合" }],
        outcome: "核查不合格",
        opinion: t.d,
        reason: t.d,
        present: t.c,
        inspectors: [{ name: t.a, at: "" }],
      }),
    ),
  extended: (t) => layPaper(specialPaper(head(t), { ...day, ground: { kind: "extended", workdays: 3, due: "2026-12-16" }, reason: t.d })),
  grant: (t) => layPaper(grantPaper(head(t), { ...day, basis: [t.c], terms: [{ label: t.c, value: t.d }], licence: t.c })),
  refusal: (t) => layPaper(refusalPaper(head(t), { ...day, basis: [t.c], reason: t.d, appeal: t.c })),
  termination: (t) => layPaper(terminationPaper(head(t), { ...day, basis: t.c, reason: t.d }), { seal: "none" }),
  delivery: (t) => layPaper(deliveryPaper(head(t), { documents: [{ title: t.c, number: t.d }], way: t.c, to: t.d, at: t.a, receiver: t.b, note: t.d })),
  licence: (t) => layLicence(licence(t)),
  "upright licence": (t) => layLicence({ ...licence(t), layout: "portrait" }),
  copy: (t) => layLicence({ ...licence(t), annotation: { use: t.c, recipient: t.d, until: "2026-11-30", number: "JZ-7K2M-9QXA-0B3C-TT5W" } }),
};

function licence({ a, b, c, d }: Texts): Parameters<typeof layLicence>[0] {
  return {
    name: a,
    number: b,
    fields: [
      { label: c, value: d },
      { label: "名称", value: a },
    ],
    issuer: b,
    issuedOn: "2026-11-26",
    verifyUrl: "https://yunzhou.example/v/1",
  };
}

/** Every mark stands on its page. */
function within({ pages }: Drawing): void {
  for (const { width, height, marks } of pages)
    for (const mark of marks)
      if (mark.kind === "text" && !mark.turn)
        expect([mark.text, mark.x >= 0, mark.y >= 0, mark.x < width, mark.y + mark.size < height]).toEqual([mark.text, true, true, true, true]);
}

describe("whatever is typed", () => {
  for (const [kind, lay] of Object.entries(KINDS))
    test(`there is a paper: ${kind}, as PDF and as OFD`, async () => {
      await fc.assert(
        fc.asyncProperty(texts, async (given) => {
          const drawing = lay(given);
          within(drawing);
          expect((await printPdf(drawing, { custom: { 收件号: given.a } })).toString("latin1", 0, 5)).toBe("%PDF-");
          const { documents } = openOfd(writeOfd(drawing, { custom: { 收件号: given.a } }));
          expect(documents[0]!.pages).toHaveLength(drawing.pages.length);
        }),
        { numRuns: 12, seed: 20_261_118 },
      );
    });

  test("lines stay lines, in paragraphs and in cells, and nothing of a line is lost", () => {
    const reason = "一、遮挡信号灯。\r\n二、妨碍视距。\u2028三、\t距离不足\u000725 米";
    const given = { a: "王\u{20bb7}明", b: "云州市", c: "依据", d: reason };
    for (const kind of ["non-acceptance", "special", "extended", "refusal", "termination", "supplement"]) {
      const words = textOfPages(KINDS[kind]!(given)).join("\n");
      for (const line of ["二、妨碍视距。", "三、 距离不足25 米"])
        expect(
          words.split("\n").some((one) => one.startsWith(line)),
          kind,
        ).toBe(true);
      expect(words, kind).toContain("王\u{20bb7}明：");
    }
  });

  test("five thousand letters go over as many pages as they take, each of them", () => {
    const long = Array.from({ length: 5000 }, (_, at) => String.fromCodePoint(0x4e_00 + at)).join("");
    for (const kind of ["non-acceptance", "special", "refusal", "termination", "supplement", "grant", "delivery", "receipt", "licence", "upright licence"]) {
      const given = { a: "王小明", b: "云州市", c: kind === "receipt" ? long : "依据", d: kind === "receipt" ? "电子件" : long };
      const drawing = KINDS[kind]!(given);
      within(drawing);
      const words = new Set(textOfPages(drawing).join(""));
      expect([kind, [...long].filter((letter) => !words.has(letter))]).toEqual([kind, []]);
    }
  });

  test("in the file the character itself is what is read, whatever it is drawn as", () => {
    const name = "王\u{20bb7}葛\u{e0100}\u{e123}😀明";
    const drawing = KINDS["acceptance"]!({ a: name, b: "云州市", c: "", d: "" });
    expect(openOfd(writeOfd(drawing)).documents[0]!.pages[0]!.text).toContain(`${name}：`);
    expect(printable("a\ud842b")).toBe("a\ufffdb");
  });
});
