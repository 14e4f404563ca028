import { deflateRawSync, crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "#values/errors";
import { elementAt, escapeXml, newPart, openPackage, parseXml, serialize, tag, textOf, withParts, writePackage, type Package, type Part } from "./index.ts";

function packed(...parts: Part[]): Buffer {
  return writePackage(withParts(new Map(), ...parts));
}

const notice = newPart("Doc_0/告知.txt", "您的申请已经受理。".repeat(50));
const stamp = newPart("Doc_0/Res/seal.png", Buffer.from([137, 80, 78, 71]));
const file = packed(notice, stamp);

function altered(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(file);
  change(bytes);
  return bytes;
}

/** Where the record of the directory for a part begins. */
function listed(bytes: Buffer, part: Part): number {
  return bytes.lastIndexOf(Buffer.from(part.name)) - 46;
}

function refused(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message}`;
    throw error;
  }
  return "taken";
}

function everyPart(parts: Package): Record<string, string> {
  return Object.fromEntries([...parts.values()].map((part) => [part.name, part.read().toString("hex")]));
}

describe("a package", () => {
  test("gives back what was put in, to the byte, and is the same each time", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z一-龥]{1,8}(\/[A-Z]{1,4})?$/u), fc.uint8Array({ maxLength: 4000 })), (contents) => {
        const unlike = Object.entries(contents).filter(([name], i, all) => all.findIndex(([n]) => n.toLowerCase() === name.toLowerCase()) === i);
        const bytes = packed(...unlike.map(([name, content]) => newPart(name, Buffer.from(content))));
        const opened = openPackage(bytes);
        expect(everyPart(opened)).toEqual(Object.fromEntries(unlike.map(([name, content]) => [name, Buffer.from(content).toString("hex")])));
        expect(writePackage(opened).equals(bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("reads sizes that follow the data, as programs write that cannot go back", () => {
    const content = Buffer.from("食品经营许可".repeat(20));
    const data = deflateRawSync(content);
    const name = Buffer.from("a.txt");
    const numbers = (...values: [number, 2 | 4][]) =>
      Buffer.concat(
        values.map(([value, size]) => {
          const bytes = Buffer.alloc(size);
          bytes.writeUIntLE(value, 0, size);
          return bytes;
        }),
      );
    for (const signed of [true, false]) {
      const local = numbers([0x04034b50, 4], [20, 2], [8, 2], [8, 2], [0, 4], [0, 4], [0, 4], [0, 4], [5, 2], [0, 2]);
      const after = numbers(...(signed ? [[0x08074b50, 4] as [number, 4]] : []), [crc32(content), 4], [data.length, 4], [content.length, 4]);
      const sizes: [number, 4][] = [
        [crc32(content), 4],
        [data.length, 4],
        [content.length, 4],
      ];
      const central = numbers([0x02014b50, 4], [20, 2], [20, 2], [8, 2], [8, 2], [0, 4], ...sizes, [5, 2], [0, 4], [0, 4], [0, 4], [0, 4]);
      const body = Buffer.concat([local, name, data, after]);
      const end = numbers([0x06054b50, 4], [0, 4], [1, 2], [1, 2], [central.length + 5, 4], [body.length, 4], [0, 2]);
      const parts = openPackage(Buffer.concat([body, central, name, end]));
      expect(parts.get("a.txt")?.read().equals(content)).toBe(true);
    }
  });

  test("is refused where programs could read it differently, or it could do harm", () => {
    const doubled = packed(newPart("OFD.xml", "a"), newPart("ofd.XML", "b"));
    expect(refused(() => openPackage(doubled))).toContain("两个同名的部分（ofd.XML）");
    for (const name of ["../etc/passwd", "a/../b", "a\\..\\b", "C:/x", "/", "a\u0000b"])
      expect(
        refused(() => openPackage(packed(newPart(name, "x")))),
        name,
      ).toMatch(/^PACKAGE_UNREADABLE .*(路径|名称)不合规/);
    expect(refused(() => openPackage(altered((bytes) => void (bytes[listed(bytes, notice) + 8]! |= 1))))).toContain("加了密码");
    expect(refused(() => openPackage(altered((bytes) => void bytes.writeUInt16LE(99, listed(bytes, notice) + 10))))).toContain("不支持的压缩方式");
    expect(refused(() => openPackage(altered((bytes) => void bytes.writeUInt32LE(0, listed(bytes, stamp) + 42))))).toContain("写的不一样");
    expect(refused(() => openPackage(altered((bytes) => void bytes.writeUInt16LE(99, 26))))).toMatch(/写的不一样|重叠/);
    expect(refused(() => openPackage(packed(newPart("a/b", "x"), newPart("a\\b", "y"))))).toContain("两个同名的部分");
    expect(refused(() => openPackage(Buffer.concat([packed(newPart("a", "1")), file])))).toContain("两份目录");
    expect(refused(() => openPackage(altered((bytes) => void bytes.write("X", 30, "latin1"))))).toContain("写的不一样");
    expect(refused(() => openPackage(file.subarray(0, 40)))).toContain("停在“打开压缩包”这一步");
  });

  test("is opened where all programs read it alike, however its records are written", () => {
    for (const [name, read] of [
      ["/OFD.xml", "OFD.xml"],
      ["Doc_0\\Document.xml", "Doc_0/Document.xml"],
      ["./Doc_0//Res/a.png", "Doc_0/Res/a.png"],
    ])
      expect([...openPackage(packed(newPart(name!, "x"))).keys()]).toEqual([read]);
    const before = everyPart(openPackage(file));
    const around = (head: string, tail: string) => everyPart(openPackage(Buffer.concat([Buffer.from(head), file, Buffer.from(tail)])));
    expect(around("邮件的头", "")).toEqual(before);
    expect(around("", "\r\n")).toEqual(before);
    expect(around("#!", "多")).toEqual(before);
    // The mark of UTF-8 and the time in the record before the data alone.
    const marked = altered((bytes) => {
      bytes.writeUInt16LE(bytes.readUInt16LE(6) ^ 0x08_00, 6);
      bytes.writeUInt32LE(0, 10);
    });
    expect(everyPart(openPackage(marked))).toEqual(before);
  });

  test("of .NET, with sizes in the addition for large files, is opened, and not where they differ from the directory", () => {
    const content = Buffer.from("<OFD/>");
    const large = (size: number): Buffer => {
      const plain = packed({ ...newPart("OFD.xml", content), method: "stored", packed: content, size: content.length });
      const more = Buffer.alloc(20);
      more.writeUInt16LE(1, 0);
      more.writeUInt16LE(16, 2);
      more.writeBigUInt64LE(BigInt(size), 4);
      more.writeBigUInt64LE(BigInt(size), 12);
      const at = 30 + "OFD.xml".length;
      const bytes = Buffer.concat([plain.subarray(0, at), more, plain.subarray(at)]);
      bytes.writeUInt16LE(20, 28);
      bytes.fill(0xff, 18, 26);
      bytes.writeUInt32LE(bytes.readUInt32LE(bytes.length - 6) + 20, bytes.length - 6);
      return bytes;
    };
    expect(openPackage(large(content.length)).get("OFD.xml")!.read().equals(content)).toBe(true);
    expect(refused(() => openPackage(large(content.length + 1)))).toContain("写的不一样");
  });

  test("with an entry that the directory does not name is refused, since some programs would show it", () => {
    const [first, second] = [packed(newPart("a.xml", "one")), packed(newPart("b.xml", "two"))];
    const records = (bytes: Buffer) => bytes.subarray(0, bytes.readUInt32LE(bytes.length - 6));
    const rest = second.subarray(records(second).length);
    const both = Buffer.concat([records(second), records(first), rest]);
    both.writeUInt32LE(records(second).length + records(first).length, both.length - 6);
    expect(refused(() => openPackage(both))).toContain("目录里没有的部分");
  });

  test("does not unpack more than it says, nor more than is allowed", () => {
    const bomb = newPart("bomb.xml", Buffer.alloc(40 * 1024 * 1024));
    expect(bomb.packed.length).toBeLessThan(100_000);
    expect(refused(() => openPackage(packed(bomb)))).toContain("压缩炸弹");
    // The same with a small size declared in both places: found out while it is unpacked.
    const lying = openPackage(packed({ ...bomb, size: 1000 }));
    expect(refused(() => lying.get("bomb.xml")!.read())).toBe(
      "PART_UNREADABLE 这个文件没有通过检查，停在“取出文件内容”这一步：“bomb.xml”解开后比它写明的大，像是压缩炸弹。请核对文件是否完整，或者向出具单位重新索取。",
    );
    const many = Array.from({ length: 5 }, (_, index) => ({ ...newPart(`p${index}`, "x"), size: 30 * 1024 * 1024, method: "deflated" as const }));
    expect(refused(() => openPackage(packed(...many)))).toContain("压缩炸弹");
    expect(refused(() => openPackage(packed(...Array.from({ length: 11 }, (_, n) => newPart(`${n}`, "")))))).toBe("taken");
    const limits = { file: 1e6, entries: 10, part: 100, total: 100 };
    expect(refused(() => openPackage(packed(...Array.from({ length: 11 }, (_, n) => newPart(`${n}`, ""))), limits))).toContain("里面的部分太多");
  });

  test("does not hide anything behind what it unpacks", () => {
    const hiding = openPackage(packed({ ...notice, packed: Buffer.concat([notice.packed, Buffer.from("藏")]) }));
    expect(refused(() => hiding.get(notice.name)!.read())).toContain("后面还有多余的数据");
    expect(
      refused(() =>
        openPackage(packed({ ...newPart("a", "xy"), crc: 0 }))
          .get("a")!
          .read(),
      ),
    ).toContain("与校验值不符");
  });

  test("with any byte changed is refused, or gives the same parts", () => {
    const before = everyPart(openPackage(file));
    for (let at = 0; at < file.length; at++) {
      const bytes = Buffer.from(file);
      bytes[at]! ^= 1 << (at % 8);
      const outcome = refused(() => {
        const names = everyPart(openPackage(bytes));
        if (JSON.stringify(names) !== JSON.stringify(before)) throw new Error(`byte ${at} changed what is read`);
      });
      expect(outcome, String(at)).toMatch(/^(taken|PACKAGE_UNREADABLE|PART_UNREADABLE)/);
    }
  });

  test("of random bytes, or cut off, is refused", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => refused(() => openPackage(Buffer.from(bytes))).startsWith("PACKAGE_UNREADABLE")));
    for (let length = 0; length < file.length; length += 7) expect(refused(() => openPackage(file.subarray(0, length)))).toMatch(/^PACKAGE_UNREADABLE/);
  });
});

describe("XML", () => {
  const parse = (text: string | Buffer) => parseXml(Buffer.from(text as string), "OFD.xml");

  test("is read with its texts and attributes, and written again the same", () => {
    const text = `<ofd:A xmlns:ofd="http://www.ofdspec.org/2016" n="1 &lt; 2&#10;&quot;"><ofd:B> 云 &amp; 州 </ofd:B>尾<ofd:C/></ofd:A>`;
    expect(textOf(elementAt(parse(text), "B"))).toBe(" 云 & 州 ");
    expect(parse(text).attributes["n"]).toBe('1 < 2\n"');
    expect(serialize(parse(text))).toBe(text);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (words) => {
        const fit = words.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
        const root = parse(tag("a", { b: fit }, escapeXml(fit)));
        expect([textOf(root), root.attributes["b"]]).toEqual([fit, fit.replaceAll("\r", "\r")]);
      }),
    );
  });

  test("may be in the encodings of old programs", () => {
    const old = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GB2312"?><a>'), Buffer.from([0xd4, 0xc6, 0xd6, 0xdd]), Buffer.from("</a>")]);
    expect(textOf(parse(old))).toBe("云州");
    expect(textOf(parse(Buffer.from("\uFEFF<a>云州</a>", "utf16le")))).toBe("云州");
    expect(textOf(parse("\uFEFF<a>云州</a>"))).toBe("云州");
  });

  test("with a document type, entities, or built to exhaust is refused", () => {
    expect(refused(() => parse('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'))).toContain("带有文档类型定义（DTD）");
    expect(refused(() => parse("<a>&x;</a>"))).toContain("不是合规的 XML");
    expect(refused(() => parse("<a>".repeat(70) + "</a>".repeat(70)))).toContain("嵌套太深");
    expect(refused(() => parse(`<a ${Array.from({ length: 70 }, (_, n) => `a${n}=""`).join(" ")}/>`))).toContain("属性太多");
    expect(refused(() => parse(`<a>${"<b/>".repeat(100_001)}</a>`))).toContain("元素太多");
    expect(refused(() => parse(Buffer.alloc(17 * 1024 * 1024, " ")))).toContain("太大");
    expect(refused(() => parse(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe])))).toContain("编码不对");
    for (const text of ["", "<a>", "<a></b>", "a", "<a/><b/>", '<a b="1" b="2"/>', "<a:b/>"])
      expect(
        refused(() => parse(text)),
        text,
      ).toContain("XML_UNREADABLE");
  });
});
