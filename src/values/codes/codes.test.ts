import { expect, test } from "vitest";
import {
  ageOn,
  foldIdPaper,
  foldNumber,
  foldPhone,
  idNumberCheck,
  idNumberFacts,
  idPaperText,
  isIdNumber,
  isIdPaper,
  isMistypedCard,
  isPhone,
  isUscc,
  licenceIdentifier,
  mod3736,
  luhn,
  readIdPaper,
  readItemCode,
  readLicenceIdentifier,
  readNumber,
  usccCheck,
} from "./index.ts";

test.each([
  "91350100M000100Y43",
  "11100000000013338W",
  "11370800MB28559184",
  "11990100MB0000001T",
  "91990100MA0000001G",
  "12990100MB0000002T",
  "93990100MA0000003G",
])("%s is a credit code, and stops being one when any character is changed", (code) => {
  expect(isUscc(code)).toBe(true);
  for (let i = 0; i < 18; i += 1) expect(isUscc(code.slice(0, i) + (code[i] === "1" ? "2" : "1") + code.slice(i + 1))).toBe(false);
});

test("the letters I O S V Z never appear in a credit code", () => {
  for (const letter of "IOSVZ") expect(isUscc(`91350100M000100Y4${letter}`)).toBe(false);
});

test.each(["11010519491231002X", "440524188001010014", "990101199001010019"])("%s is an identity number", (text) => expect(isIdNumber(text)).toBe(true));

test.each(["110105194912310021", "99010119900230001X", "990101199001010018", "99010119900101001", "x90101199001010019", ""])(
  "%j is not an identity number",
  (text) => expect(isIdNumber(text)).toBe(false),
);

test("nobody who is not born yet, or was born more than 150 years ago, has a number today", () => {
  const of = (birth: string) => `990101${birth}001${idNumberCheck(`990101${birth}001`)}`;
  expect(["20261123", "20261124", "20990101", "18761123", "18751122"].map((birth) => isIdNumber(of(birth), "2026-11-23"))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

test("an identity number tells birth, sex and area", () => {
  expect(idNumberFacts("11010519491231002X")).toEqual({ birth: "1949-12-31", sex: "2", area: "110105" });
});

test("a birthday makes a person a year older on that day, not the day before", () => {
  expect([ageOn("1946-11-21", "2026-11-20"), ageOn("1946-11-21", "2026-11-21")]).toEqual([79, 80]);
});

test.each([
  ["11100000000013338W01111430000006122244L20230000403001", "U"],
  ["11100000MB03271699022340100000000016001", "9"],
  ["11100000000013338W00211320482014138860P201807250201001", "M"],
])("MOD 37,36 of %s is %s", (body, check) => expect(mod3736(body)).toBe(check));

test("licence identifiers are written and read as the standard's vectors have them", () => {
  const text = "1.2.156.3005.2.11990100MB0000001T001.11990100MB0000001T.20260101000000000001.001.I";
  const parts = { type: "11990100MB0000001T001", issuer: "11990100MB0000001T", serial: "20260101000000000001", version: 1 };
  expect(licenceIdentifier(parts)).toBe(text);
  expect(readLicenceIdentifier(text)).toEqual(parts);
  expect(readLicenceIdentifier("1.2.156.3005.2.11990100MB0000001T002.12990100MB0000002T.2026ABCDEF0000000042.002.J")).toBeDefined();
  expect(readLicenceIdentifier(text.replace(/I$/, "J"))).toBeUndefined();
});

test("an item code is a credit code, a level and twelve digits", () => {
  expect(readItemCode("11370800MB285591843370117002011")).toEqual({ unit: "11370800MB28559184", level: "3", basic: "370117002011" });
  expect(readItemCode("11370800MB285591853370117002011")).toBeUndefined();
});

test.each([
  ["６２１７ 0012—3400 0000\u200b018", "6217001234000000018"],
  ["'9901011944 0512002x", "99010119440512002X"],
  ["91990100－MA0000001g", "91990100MA0000001G"],
])("%s is meant as %s", (typed, meant) => expect(foldNumber(typed)).toBe(meant));

test.each([
  ["138 0013-8000", "13800138000"],
  ["+86 138 0013 8000", "13800138000"],
  ["0086-13800138000", "13800138000"],
  ["８６１３８００１３８０００", "13800138000"],
  ["（0599）1234567", "0599-1234567"],
  ["+86 599 1234567", "05991234567"],
  ["0599—1234567", "0599-1234567"],
  ["02012345678", "02012345678"],
])("%s is dialled %s", (typed, dialled) => {
  expect(foldPhone(typed)).toBe(dialled);
  expect(isPhone(dialled)).toBe(true);
});

test.each([
  ["1,000", 1000],
  ["１，０００．５", 1000.5],
  [" 1 000 ", 1000],
  ["-3", -3],
  ["−3", -3],
  ["100.0", 100],
  ["1,00", undefined],
  ["1e3", undefined],
  ["100元", undefined],
  ["", undefined],
])("%j as a number is %s", (typed, number) => expect(readNumber(typed)).toBe(number));

test("money may carry its sign or its word", () => {
  expect(["¥1,000.50", "100元", "￥20", "3 圆整"].map((text) => readNumber(text, { money: true }))).toEqual([1000.5, 100, 20, 3]);
});

test("a card number with a figure wrong is told; passbooks and firms' accounts have no such check", () => {
  expect(luhn("6217001234000000018")).toBe(false);
  for (const card of ["6222020200112233440", "4111111111111111"]) {
    const right = [...Array(10).keys()].map((d) => card.slice(0, -1) + String(d)).filter(luhn);
    expect(right).toHaveLength(1);
    expect([isMistypedCard(right[0]!), isMistypedCard(right[0]!.slice(0, -1) + String((Number(right[0]!.at(-1)) + 1) % 10))]).toEqual([false, true]);
  }
  expect(["10201234567890", "8110701012345678901", "1234"].map(isMistypedCard)).toEqual([false, false, false]);
});

test("an identity number is no credit code, nor is one of a registrar that does not exist", () => {
  for (const [registrar, category] of ["00", "99", "44", "71", "Z1"]) {
    const body = `${registrar}${category}990100MA0000001`;
    expect(isUscc(body + (usccCheck(body) ?? "0")), body).toBe(registrar === "7" && category === "1");
  }
  // Identity numbers of Beijing (11…) whose last figure happens to be the check of a credit code as well.
  const both: string[] = [];
  for (let i = 0; i < 1000; i += 1) {
    const body = `11010519491231${String(i).padStart(3, "0")}`;
    if (idNumberCheck(body) === usccCheck(body)) both.push(body + idNumberCheck(body));
  }
  expect(both.length).toBeGreaterThan(5);
  expect(both.filter(isUscc).length).toBeLessThan(both.length / 5);
});

test.each([
  ["990101199001010019", "990101199001010019"],
  ["护照 e1234 5678", "passport:E12345678"],
  ["E12345678", "passport:E12345678"],
  ["passport:H12345678", "passport:H12345678"],
  ["港澳居民来往内地通行证：H12345678", "hk-macau-permit:H12345678"],
  ["H0123456700", "hk-macau-permit:H0123456700"],
  ["台湾居民来往大陆通行证 1234567801（B）", "taiwan-permit:1234567801B"],
  ["FRA110000199001", "permanent-residence:FRA110000199001"],
  ["外国人永久居留身份证:990101199001010019", "990101199001010019"],
])("%s is kept as %s", (typed, kept) => {
  expect(foldIdPaper(typed)).toBe(kept);
  expect(isIdPaper(kept)).toBe(true);
  expect(idPaperText(readIdPaper(kept)!)).toBe(kept);
});

test.each([
  "H12345678",
  "12345678",
  "990101199001010018",
  "passport:",
  "passport:12345678901234",
  "港澳居民来往内地通行证 E12345678",
  "residence:990101199001010019",
  "",
  "ABC",
])("%j is no identity paper that is known by itself", (typed) => expect(readIdPaper(typed)).toBeUndefined());
