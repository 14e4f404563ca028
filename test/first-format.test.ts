import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { upgradedPack } from "#content/author";
import { packFaults } from "#content/check";
import { readPack, type Reading } from "#content/pack";
import { readCast, rehearsalFaults } from "#content/rehearsal";
import { aroundWith } from "./packs.ts";

// Packs of format 1, as departments have them, are still read; and become format 2 with nothing else changed in them.

const FOLDER = "test/first-format/urban";
const cast = readCast(readFileSync("demo/people.yaml", "utf8"));

const files: Record<string, string> = Object.fromEntries(
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.\w+$/.test(path))
    .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(FOLDER, path), "utf8")]),
);

function readingOf(texts: Readonly<Record<string, string>>): Reading {
  const folder = mkdtempSync(join(tmpdir(), "first-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return readPack(folder);
}

async function holds(reading: Reading): Promise<void> {
  const around = aroundWith(reading);
  expect(await packFaults(reading, around)).toEqual([]);
  expect(await rehearsalFaults(reading, around, cast)).toEqual([]);
}

test("a pack of format 1 passes its check, and its people come to what is expected", async () => {
  const reading = readPack(FOLDER);
  expect(reading.pack!.manifest.format).toBe(1);
  expect(reading.pack!.services[0]!.item).toMatchObject({ kind: "application", pace: "promised" });
  await holds(reading);
});

test("upgraded, it reads to the same item and plays the same paths", async () => {
  const reading = readingOf(upgradedPack(files));
  expect(reading.pack!.manifest.format).toBe(2);
  await holds(reading);
  const [before] = readPack(FOLDER).pack!.services;
  const [now] = reading.pack!.services;
  expect({ ...now, flow: "", folder: "" }).toEqual({ ...before, flow: "", folder: "" });
  expect(now!.flow).toBe(before!.flow!.replaceAll("yw:kind=", "yw:work="));
});

test("what the upgrade does not change stays letter for letter, remarks too", () => {
  const upgraded = upgradedPack({
    ...files,
    "services/x/item.yaml": '# 说明\nid: x\nkind: "instant" # 当场办\nsituations: [{kind: one}]\n',
    "services/x/flow.bpmn": `<definitions xmlns:y='https://yiwang.dev/bpmn'><userTask y:kind="a" kind="b"/></definitions>`,
  });
  expect(upgraded["items/x/item.yaml"]).toBe("# 说明\nid: x\nkind: application\npace: instant # 当场办\nsituations: [{kind: one}]\n");
  expect(upgraded["items/x/flow.bpmn"]).toBe(`<definitions xmlns:y='https://yiwang.dev/bpmn'><userTask y:work="a" kind="b"/></definitions>`);
  for (const path of ["licences.yaml", "registers/outdoor-sign.yaml"]) expect(upgraded[path]).toBe(files[path]);
  expect(Object.keys(upgraded).some((path) => path.startsWith("services/"))).toBe(false);
});

test("a pack of format 2 is not upgraded again", () => {
  expect(() => upgradedPack(upgradedPack(files))).toThrow("不是格式 1");
});
