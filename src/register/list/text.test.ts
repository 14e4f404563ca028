import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { piecesOf } from "./encoding.ts";
import { records } from "./separated.ts";
import { read } from "./whole.fixture.ts";

const utf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
};
/** GB 18030 as Chinese Excel writes it: of the table of the platform itself, turned round. */
const gb = (() => {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return (text: string): Buffer => Buffer.from([...text].flatMap((each) => (each.charCodeAt(0) < 128 ? [each.charCodeAt(0)] : table.get(each)!)));
})();

describe("a text is read in the encoding it was saved in", () => {
  const list = "姓名,区划\n王磊,青瓷街道\n联通,窑前社区\n";
  const rows = [
    ["姓名", "区划"],
    ["王磊", "青瓷街道"],
    ["联通", "窑前社区"],
  ];
  test.each([
    ["UTF-8 with its mark", Buffer.from(`\ufeff${list}`), "UTF-8", false],
    ["UTF-8", Buffer.from(list), "UTF-8", false],
    ["UTF-16 with its mark", utf16(`\ufeff${list}`), "UTF-16", false],
    ["UTF-16, the other way round", utf16(`\ufeff${list}`, true), "UTF-16", false],
    ["UTF-16 without a mark", utf16(list), "UTF-16", true],
    ["GB 18030", gb(list), "GB 18030", true],
  ])("%s", async (_what, bytes, encoding, guessed) => {
    expect(await read(bytes)).toMatchObject({ rows, form: { encoding, guessed }, faults: [] });
  });

  test("two Chinese characters whose GB bytes are valid UTF-8 as well are Chinese", async () => {
    expect((await read(gb("name,firm\nWang,联通\n"))).rows[1]).toEqual(["Wang", "联通"]);
    expect((await read(Buffer.from("name,firm\nJosé,Café\n"))).rows[1]).toEqual(["José", "Café"]);
  });

  test("bytes that are nothing are refused with their line, U+FFFD and control characters with their cell", async () => {
    await expect(read(Buffer.concat([Buffer.from("a,b\n王,"), Buffer.from([0xff, 0xff, 10])]))).rejects.toMatchObject({ code: "LIST_ENCODING" });
    await expect(read(Buffer.concat([Buffer.from("\ufeff甲,乙\n1,2\n"), gb("王,磊\n")]))).rejects.toThrow("第 3 行起读不出来");
    expect((await read("甲,乙\n王\ufffd,x\ny,a\u0007b\n")).faults).toEqual([
      "2/0 有不能显示的字符，可能是保存时编码不对，请重新填写这一格",
      "3/1 有不能显示的字符，可能是保存时编码不对，请重新填写这一格",
    ]);
    expect((await read("甲,乙\n王\ue81e,x\n")).form.notes).toEqual(["第 2 行起有自造字（私用区字符），别处可能显示不出来，请核对"]);
  });
});

describe("the columns of a text", () => {
  test.each([
    [
      "tabs",
      "a\tb,c\n1\t2,3\n",
      [
        ["a", "b,c"],
        ["1", "2,3"],
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2\n",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    ["a line that names it", "sep=;\na;b\n", [["a", "b"]]],
    [
      "quotation marks, doubled, with a line break and a separator within",
      '"a ""b""","c,d"\r\n"e\r\nf",g\r\n',
      [
        ['a "b"', "c,d"],
        ["e\nf", "g"],
      ],
    ],
    ["a quotation mark within a cell", '3" pipe,b\n', [['3" pipe', "b"]]],
    [
      "figures kept by a formula",
      'a,b\n="0012",2\n',
      [
        ["a", "b"],
        ["0012", "2"],
      ],
    ],
    [
      "blanks about cells, lines of old Macs",
      " a , b\r1, 2 \r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["one column", "a\n1\n", [["a"], ["1"]]],
    ["a title that has fewer", "某某名单\na,b,c\n1,2,3\n", [["某某名单"], ["a", "b", "c"], ["1", "2", "3"]]],
  ])("%s", async (_what, text, rows) => expect((await read(text)).rows).toEqual(rows));

  test("lines count as a spreadsheet counts them, blank ones and breaks within a cell too", async () => {
    expect((await read('a,b\n\n,,\n"x\ny",1\nz,2\n')).lines).toEqual([1, 4, 5]);
  });

  test("a quotation mark without its other half is told where it stands", async () => {
    expect((await read('a,b\n1,"2\n3,4\n')).faults).toEqual(["2/- 有一个引号没有配对，从这里到文件末尾都读成了一格，请补上引号"]);
  });

  test("any cells come back as they were, quoted", async () => {
    const cell = fc.string({ unit: fc.constantFrom("甲", "a", ",", '"', "\t", "\n", ";", "1", " ") }).map((text) => text.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const all = [["h1", "h2", "h3"], ["k1", "k2", "k3"], ...rows];
        const text = all.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\n");
        expect((await read(Buffer.from(`\ufeff${text}`))).rows).toEqual(all.filter((row) => row.some((each) => each !== "")));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe("a text that is read piece by piece", () => {
  const text = 'sn,名称,备注\r\n1,"甲 ""乙""\r\n丙",x\r\n\r\n2,𠮷祥,"a,b"c\r3,é,\n4,"", "丁"\r\n5,"没有另一半\n6,戊,';

  test("has the same lines however it is cut", () => {
    for (const whole of [text, `${text}\n`, `${text}\r`]) {
      const expected = [...records([whole], ",")].map(({ cells, open }) => ({ cells, open }));
      expect(expected.length).toBeGreaterThan(5);
      for (let size = 1; size <= whole.length; size += 1) {
        const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.slice(i * size, (i + 1) * size));
        expect([...records(pieces, ",")].map(({ cells, open }) => ({ cells, open }))).toEqual(expected);
      }
    }
  });

  test.each([
    ["utf-8", Buffer.from(`\ufeff${text}`)],
    ["utf-16le", utf16(`\ufeff${text}`)],
    ["utf-16be", utf16(`\ufeff${text}`, true)],
    ["gb18030", Buffer.concat([gb("名称,备注\n联通，"), Buffer.from([0x95, 0x32, 0x82, 0x36]), gb("\n")])],
  ])("is the same text in %s, wherever a character is cut", (encoding, bytes) => {
    const whole = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    for (let size = 1; size < 20; size += 1) expect([...piecesOf(bytes, encoding, size)].join("")).toBe(whole);
    expect(() => [...piecesOf(Buffer.concat([bytes, Buffer.from([0xff])]), encoding, 7)]).toThrow();
  });

  test("says the same of an encoding when what tells it lies behind the first piece", async () => {
    const plain = "name,firm\n" + "Wang,Ltd\n".repeat(20_000);
    expect((await read(Buffer.concat([Buffer.from(plain), gb("Li,联通\n")]))).rows.at(-1)).toEqual(["Li", "联通"]);
    expect((await read(`${plain}Li,青溪区\n`)).form).toMatchObject({ encoding: "UTF-8", guessed: false });
    expect((await read(`${plain}Li,José\n`)).form).toMatchObject({ encoding: "UTF-8", guessed: true });
    await expect(read(Buffer.concat([Buffer.from(plain), Buffer.from([0xff, 0xff, 0x0a])]))).rejects.toMatchObject({
      code: "LIST_ENCODING",
      message: expect.stringContaining("第 20002 行") as string,
    });
  });
});
