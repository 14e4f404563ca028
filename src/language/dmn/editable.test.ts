import { describe, expect, test } from "vitest";
import { editable } from "./editable.ts";

const VERSIONS: [version: string, model: string][] = [
  ["1.1", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"],
  ["1.2", "http://www.omg.org/spec/DMN/20180521/MODEL/"],
  ["1.3", "https://www.omg.org/spec/DMN/20191111/MODEL/"],
  ["1.4", "https://www.omg.org/spec/DMN/20211108/MODEL/"],
  ["1.5", "https://www.omg.org/spec/DMN/20230324/MODEL/"],
];
const file = (model: string, inside: string, more = ""): string =>
  `<?xml version="1.0"?><dmn:definitions xmlns:dmn="${model}" ${more} id="f" name="f" namespace="x"><dmn:decision id="d" name="d"><dmn:variable name="d" typeRef="feel:number"/>${inside}</dmn:decision></dmn:definitions>`;

describe("an editor of DMN 1.3 opens", () => {
  test.each(VERSIONS)("%s", (_version, model) => {
    const opened = editable(
      file(
        model,
        '<dmn:literalExpression><dmn:text>a &lt; "xmlns"</dmn:text></dmn:literalExpression>',
        `xmlns:feel="http://www.omg.org/FEEL/20140401" xmlns:di="http://www.omg.org/spec/DMN/20180521/DMNDI/"`,
      ),
    );
    expect(opened).toEqual({
      xml: file(
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        '<dmn:literalExpression><dmn:text>a &lt; "xmlns"</dmn:text></dmn:literalExpression>',
        `xmlns:feel="https://www.omg.org/spec/DMN/20191111/FEEL/" xmlns:di="https://www.omg.org/spec/DMN/20191111/DMNDI/"`,
      ).replace("feel:number", "number"),
    });
  });

  test("nothing that it would drop when it saves: that is told, with the version", () => {
    const boxed = "<dmn:conditional><dmn:if/></dmn:conditional>";
    expect(editable(file(VERSIONS[4]![1], boxed))).toEqual({ closed: expect.stringMatching(/DMN 1\.5.*conditional.*下载/) as unknown });
    expect(editable(file("http://www.omg.org/spec/BPMN/20100524/MODEL", ""))).toEqual({ closed: expect.stringContaining("读不懂") as unknown });
    expect(editable("<a")).toEqual({ closed: expect.stringContaining("读不懂") as unknown });
  });
});
