import { expect, test } from "vitest";
import { redirect } from "#kernel/http";

const target = (to: string): string => (redirect(to) as { to: string }).to;

test.each([
  ["/my/matters/1?saved=1#top", "/my/matters/1?saved=1#top"],
  ["/search?text=%E9%A3%9F", "/search?text=%E9%A3%9F"],
  ["/search?text=食品", "/search?text=%E9%A3%9F%E5%93%81"],
  ["/a b", "/a%20b"],
  ["/\ud800", "/%EF%BF%BD"],
  ["/\r\nset-cookie: x=1", "/%0D%0Aset-cookie:%20x=1"],
])("a path of ours is followed, in letters that a header carries: %j", (to, expected) => {
  expect(target(to)).toBe(expected);
});

test.each(["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "javascript:alert(1)", "", "elsewhere", " /x"])(
  "nobody is sent elsewhere: %j",
  (to) => {
    expect(target(to)).toBe("/");
  },
);

test.each(["/\t/elsewhere.example", "/\n/elsewhere.example"])("what a browser would drop is kept visible: %j", (to) => {
  expect(target(to)).toMatch(/^\/%0[9A]\/elsewhere/);
});
