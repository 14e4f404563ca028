import { expect } from "vitest";
import { read, type Element, type FlowRefusal } from "#process/notation";
import { when } from "../../../test/model.ts";
import { nodeOf, type Place } from "./index.ts";

const ROOTS =
  '<message id="m1" name=" 补正通知 "/><message id="m2"/><signal id="root-alarm" name="alarm"/><error id="root-broken" name="坏了" errorCode="broken"/>' +
  '<escalation id="root-over" name="超期"/><message id="root-letter" name="letter"/><signalEventDefinition id="shared" signalRef="root-alarm"/>';

/** The elements of a process, by their ids. */
export async function elements(body: string): Promise<Map<string, Element>> {
  const { root } = await read(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="t">${ROOTS}<process id="p">${body}</process></definitions>`,
  );
  const all = (root?.rootElements ?? []).flatMap((each) => [each, ...(each.flowElements ?? [])]);
  return new Map(all.map((each) => [each.id ?? "", each]));
}

/** What the element with the id "x" is read into, without what every node has, and the rules that it breaks. */
export async function reading(body: string, place: Place = "process", lines: { in?: string[]; out?: string[]; otherwise?: string } = {}) {
  const element = (await elements(body)).get("x");
  if (!element) throw new Error("the model has no x");
  const refusals: FlowRefusal[] = [];
  const node = nodeOf(element, { key: "sub/x", id: "x", name: "核对", scope: "sub", in: [], out: [], ...lines }, place, refusals);
  expect(refusals.map((refusal) => refusal.element)).toEqual(refusals.map(() => "x"));
  const { key: _key, id: _id, name: _name, scope: _scope, in: _in, out: _out, boundary: _boundary, ...own } = (node ?? {}) as Record<string, unknown>;
  return { node, own, broken: refusals.map(({ rule }) => rule) };
}

/** Reads an event of a tag with these triggers. */
export function events(tag: string, triggers: string[], more = "", place: Place = "process") {
  return reading(`<userTask id="a"/><${tag} id="x" ${more}>${when(...triggers)}</${tag}>`, place);
}

export const formula = (tag: string, text: string): string => `<${tag} xsi:type="tFormalExpression">${text}</${tag}>`;
export const task = (inside: string, more = 'yw:kind="review"'): string => `<userTask id="x" ${more}>${inside}</userTask>`;
