import { expect, test } from "vitest";
import { graphOf, Instance } from "../../../test/model.ts";

/** A construct: its name, a model, what happens, the nodes that tokens pass, and what waits in the end (nothing: the flow has ended). */
export type Row = readonly [name: string, xml: string, line: string, path: string, waiting: string];

export const CATCH = "intermediateCatchEvent";
export const THROW = "intermediateThrowEvent";

export const formula = (tag: string, text: string): string => `<${tag} xsi:type="tFormalExpression">${text}</${tag}>`;

/** A sub-process with a start and an end named after it. */
export function sub(id: string, inside: string): string {
  return `<subProcess id="${id}"><startEvent id="${id}_s"/><endEvent id="${id}_z"/>${inside}</subProcess>`;
}

/** One test for each construct. */
export function testRows(rows: readonly Row[]): void {
  test.each(rows)("%s", async (_, xml, line, path, waiting) => {
    const instance = new Instance(await graphOf(xml), { form: {} }).play(line);
    expect([instance.path, instance.waiting.join(" ")]).toEqual([path, waiting]);
    expect(instance.state.ended ?? false).toBe(waiting === "");
  });
}
