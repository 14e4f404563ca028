import { describe, expect, test } from "vitest";
import { printable, textOfPages, type Drawing } from "#drawing/layout";
import { openOfd, writeOfd } from "#drawing/ofd";
import { anyText, within, type Texts } from "../../../test/any-text.ts";
import { layLicence, layPaper, paperOf, type Head } from "./index.ts";

const head = ({ a, b }: Texts): Head => ({
  number: "云市监许受字〔2026〕第 1 号",
  issuer: b,
  date: "2026-11-18",
  addressee: a,
  contact: b,
  url: "https://yunzhou.example/m/1",
});

const KINDS: Record<string, (given: Texts) => Drawing> = {
  paragraphs: (t) =>
    layPaper(
      paperOf(t.c, head(t), [
        { type: "paragraph", text: t.c },
        { type: "paragraph", text: t.d },
      ]),
    ),
  list: (t) => layPaper(paperOf("决定书", head(t), [{ type: "list", title: t.c, items: [t.d, t.c] }]), { seal: "none" }),
  table: (t) => layPaper(paperOf("决定书", head(t), [{ type: "table", head: ["项目", "内容"], rows: [[t.c, t.d]], widths: [3, 9] }])),
  ...Object.fromEntries(
    (["red-head", "letter", "form", "receipt"] as const).map((layout) => [
      layout,
      (t: Texts) =>
        layPaper({
          ...paperOf(t.c, { ...head(t), number: t.d }, [
            { type: "paragraph", text: t.c },
            { type: "table", head: ["项目", "内容"], rows: [[t.c, t.d]], widths: [3, 9] },
          ]),
          layout,
        }),
    ]),
  ),
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

describe("whatever is typed", () => {
  for (const [kind, lay] of Object.entries(KINDS)) test(`there is a paper: ${kind}, as PDF and as OFD`, () => anyText(lay));

  test("lines stay lines, in paragraphs and in cells, and nothing of a line is lost", () => {
    const reason = "一、遮挡信号灯。\r\n二、妨碍视距。\u2028三、\t距离不足\u000725 米";
    const given = { a: "王\u{20bb7}明", b: "云州市", c: "依据", d: reason };
    for (const kind of ["paragraphs", "table"]) {
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
    for (const kind of ["paragraphs", "list", "table", "red-head", "letter", "form", "receipt", "licence", "upright licence"]) {
      const drawing = KINDS[kind]!({ a: "王小明", b: "云州市", c: "依据", d: long });
      within(drawing);
      const words = new Set(textOfPages(drawing).join(""));
      expect([kind, [...long].filter((letter) => !words.has(letter))]).toEqual([kind, []]);
    }
  });

  test("in the file the character itself is what is read, whatever it is drawn as", () => {
    const name = "王\u{20bb7}葛\u{e0100}\u{e123}😀明";
    const drawing = KINDS["paragraphs"]!({ a: name, b: "云州市", c: "", d: "" });
    expect(openOfd(writeOfd(drawing)).documents[0]!.pages[0]!.text).toContain(`${name}：`);
    expect(printable("a\ud842b")).toBe("a\ufffdb");
  });
});
