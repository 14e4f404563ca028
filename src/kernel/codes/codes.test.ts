import { expect, test } from "vitest";
import {
  ageOn,
  idNumberCheck,
  idNumberFacts,
  isIdNumber,
  isUscc,
  licenceIdentifier,
  matterNumber,
  mod3736,
  readItemCode,
  readLicenceIdentifier,
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

test("a matter number has 43 characters", () => {
  expect(matterNumber("12441500196720244T3442199806003", "2022-06-23", 68)).toBe("12441500196720244T3442199806003202206230068");
});
