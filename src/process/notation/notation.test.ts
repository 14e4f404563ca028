import { expect, test } from "vitest";
import { read } from "./index.ts";

const file = (body: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p" isExecutable="true">${body}</process></definitions>`;

test("a file is read to its elements, by id, without complaint", async () => {
  const { root, refusals } = await read(file('<startEvent id="开始"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="开始" targetRef="e"/>'));
  expect(refusals).toEqual([]);
  expect(root?.["$type"]).toBe("bpmn:Definitions");
});

test("a text that is no XML, an id that is there twice and a reference to nothing are refused, never thrown", async () => {
  expect((await read("no XML")).root).toBeUndefined();
  expect((await read("no XML")).refusals.length).toBeGreaterThan(0);
  expect((await read(file('<startEvent id="a"/><endEvent id="a"/>'))).refusals.length).toBeGreaterThan(0);
  expect((await read(file('<startEvent id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="nowhere"/>'))).refusals.length).toBeGreaterThan(0);
});
