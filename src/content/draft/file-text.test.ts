import { describe, expect, test } from "vitest";
import { fileText } from "./file-text.ts";

const xml = (encoding: string): string => `<?xml version="1.0"${encoding && ` encoding="${encoding}"`}?><a name="上门核实"/>`;
// 上门核实 in GB 18030
const GB = Buffer.concat([
  Buffer.from('<?xml version="1.0" encoding="GB2312"?><a name="'),
  Buffer.from([0xc9, 0xcf, 0xc3, 0xc5, 0xba, 0xcb, 0xca, 0xb5]),
  Buffer.from('"/>'),
]);

describe("a file of a flow or of rules is read in its encoding", () => {
  test.each<[string, Buffer]>([
    ["UTF-8 that says so", Buffer.from(xml("UTF-8"))],
    ["UTF-8 that says nothing", Buffer.from(xml(""))],
    ["UTF-8 with a mark that names another", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(xml("GBK"))])],
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml("UTF-16"), "utf16le")])],
    ["UTF-16 without one", Buffer.from(xml("UTF-16"), "utf16le")],
    ["UTF-16, the other way round", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(xml("UTF-16"), "utf16le").swap16()])],
    ["GB 2312", GB],
    ["GBK", Buffer.from(GB.toString("latin1").replace("GB2312", "GBK"), "latin1")],
  ])("%s", (_what, bytes) => expect(fileText(bytes)).toContain('name="上门核实"'));

  test("ISO-8859-1", () => expect(fileText(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a name="é"/>', "latin1"))).toContain('name="é"'));

  test.each<[string, Buffer]>([
    ["bytes that do not fit", Buffer.from(GB.toString("latin1").replace("GB2312", "UTF-8"), "latin1")],
    ["an encoding that nobody knows", Buffer.from(xml("EBCDIC-CN"))],
  ])("%s are refused with what to do", (_what, bytes) => {
    expect(() => fileText(bytes)).toThrow(expect.objectContaining({ code: "BAD_FILE", message: expect.stringContaining("UTF-8") }));
  });
});
