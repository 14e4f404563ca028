import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPart, openPackage, withParts, writePackage } from "#drawing/package";
import { multipart, openDoors, type Doors } from "../../../test/callers.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { portalRoutes } from "./index.ts";

let city: TestCity;
let doors: Doors;
beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

const route = portalRoutes.find(({ method, path }) => method === "POST" && path === "/verify/file")!;

async function shown(content: Buffer) {
  return doors.knock(route, await doors.credentials(undefined), { file: { name: "a.ofd", content } });
}

async function told(content: Buffer): Promise<unknown> {
  const { payload, "content-type": type } = multipart({}, { name: "a.ofd", content });
  return JSON.parse((await doors.app.inject({ method: "POST", url: "/api/v1/verification/file", headers: { "content-type": type }, payload })).body);
}

describe("a file of somebody else", () => {
  const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const foreign = (objects: string, more = ""): Buffer =>
    writePackage(
      withParts(
        new Map(),
        newPart("OFD.xml", `<ofd:OFD ${NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>${more}</ofd:DocBody></ofd:OFD>`),
        newPart("Doc_0/Document.xml", `<ofd:Document ${NS}><ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>`),
        newPart("Doc_0/Page.xml", `<ofd:Page ${NS}><ofd:Content><ofd:Layer>${objects}</ofd:Layer></ofd:Content></ofd:Page>`),
      ),
    );

  test("of which something cannot be drawn is shown with what it is, before the page", async () => {
    const content = foreign('<ofd:ImageObject ResourceID="1"/><ofd:ImageObject ResourceID="2"/><ofd:VideoObject/>');
    const { body } = await shown(content);
    expect(body).toContain("这一页有 3 处画不出来：图片（不在文件里） 2 处、视频。");
    const answer = await told(content);
    expect(answer).toMatchObject({
      undrawn: [
        [
          { what: "图片（不在文件里）", count: 2 },
          { what: "视频", count: 1 },
        ],
      ],
      reason: null,
    });
    expect(
      (await shown(foreign("<ofd:PathObject Boundary='0 0 1 1'><ofd:AbbreviatedData>M 0 0 L 1 1</ofd:AbbreviatedData></ofd:PathObject>"))).body,
    ).not.toContain("画不出来");
  });

  test("whose list of signatures is not there is told so", async () => {
    const content = foreign("", "<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>");
    expect((await shown(content)).body).toContain("清单却不在文件里");
    expect(await told(content)).toMatchObject({ verdict: "unsigned", remarks: [expect.stringContaining("清单却不在文件里")] });
  });

  test("whose listed signature, notes or resources cannot be read is opened, and each is told", async () => {
    const more = "<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>";
    const list = newPart("Doc_0/Signs.xml", `<ofd:Signatures ${NS}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>`);
    const parts = openPackage(foreign("", more));
    const document = parts.get("Doc_0/Document.xml")!.read().toString();
    const broken = document.replace("</ofd:Pages>", "</ofd:Pages><ofd:Annotations>Notes.xml</ofd:Annotations>");
    const file = writePackage(withParts(parts, list, newPart("Doc_0/Document.xml", broken), newPart("Doc_0/Notes.xml", "<Annotations>")));
    expect(await told(file)).toMatchObject({
      verdict: "unsigned",
      remarks: expect.arrayContaining([expect.stringContaining("Sign_0/Signature.xml"), expect.stringContaining("Doc_0/Notes.xml")]),
    });
  });
});
