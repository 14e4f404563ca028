import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organisationNow } from "#people/duty";
import { listItems } from "#content/catalogue";
import { getDocument, listDocuments } from "#matter/matter";
import { readPack } from "#content/pack";
import { viewAsStaff, viewOwn } from "#matter/view";
import { appendLeaves, proofAnswer, proofFault, readProof } from "#proof/log";
import { openOfd } from "#drawing/ofd";
import { checkFile, findOriginal } from "#trust/original";
import { embeddedFiles, pdfSignatures } from "#drawing/pdf";
import { findActiveSeal, listUses, freezeSeal, thawSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { accepted, submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { archivedFile, issuedFile, type IssuedFile } from "./index.ts";

let city: TestCity;
let owner: Ctx;
let matterId: string;
// What a kind of document says besides the reason and the days.
const DATA: Record<string, Record<string, unknown>> = {
  "inspection-record": {
    step: "现场核查",
    list: "食品经营许可现场核查表",
    basis: "食品经营许可和备案管理办法 第二十一条",
    points: [{ ask: "设有洗消间", key: true, answer: "符合" }],
    outcome: "核查合格",
    opinion: "后厨整洁",
    reason: "",
    present: "当事人在场，没有异议",
    inspectors: [
      { name: "唐磊", at: "2026-11-25T02:00:00.000Z" },
      { name: "方敏", at: "2026-11-25T03:00:00.000Z" },
    ],
  },
};
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  matterId = await accepted(city);
});
afterAll(() => city.close());

async function fileOf(ctx: Ctx, kind: string, format: "ofd" | "pdf"): Promise<IssuedFile> {
  const view = ctx.actor.kind === "staff" ? await viewAsStaff(ctx, matterId) : await viewOwn(ctx, matterId);
  const { documentId } = (await listDocuments(ctx, matterId)).find((each) => each.kind === kind)!;
  return issuedFile(ctx, view, await getDocument(ctx, matterId, documentId), format);
}

const asked = async (ctx: Ctx, kind: string): Promise<Buffer> => (await fileOf(ctx, kind, "ofd")).content;

const MARKET = "11990100MB0000001T";

test("every body that owns an item has a seal for what it issues", async () => {
  const organisation = await organisationNow(owner);
  const items = await listItems(owner);
  expect(items.length).toBeGreaterThan(4);
  for (const { unit } of items) {
    const body = organisation.bodyOf(unit)!;
    for (const purpose of ["receipt", "decision"] as const)
      expect(await findActiveSeal(owner, body.unit, "unit", purpose), `${body.name} ${purpose}`).toMatchObject({ state: "active" });
  }
});

describe("a sealed document", () => {
  test("is made once, whoever asks, later or at the same time; the log of uses has one line", async () => {
    const linjing = await city.staff("linjing");
    const [one, two, three] = await Promise.all([asked(owner, "receipt"), asked(owner, "receipt"), asked(linjing, "receipt")]);
    at(city, "2026-11-24T09:30:00+08:00");
    const later = await asked(await city.person("chen-xiaoman", "xiaoman-catering"), "receipt");
    for (const each of [two, three, later]) expect(each!.equals(one!)).toBe(true);
    const seal = await findActiveSeal(owner, MARKET, "unit", "receipt");
    expect(await listUses(owner, seal!.sealId)).toMatchObject([
      { matterId, purpose: "receipt", document: expect.stringContaining("收件凭证"), actorName: "文书用印" },
    ]);
  });

  test("says its number and its matter to programs, and names the addressee as the paper does", async () => {
    const [document] = openOfd(await asked(owner, "acceptance")).documents;
    const view = await viewOwn(owner, matterId);
    expect(Object.fromEntries(document!.custom.map(({ name, value }) => [name, value]))).toMatchObject({
      办件编号: view.matter.number,
      文书种类: "受理通知书",
      文书编号: expect.any(String),
    });
    expect(document!.pages.map(({ text }) => text).join("")).toContain("小满餐饮");
    expect(document!.signatures).toMatchObject([{ type: "Seal", stamps: [{}], value: expect.any(Buffer) }]);
  });

  test("lies sealed in the database: nothing of it can be read there", async () => {
    const { rows } = await city.database.owner.query<{ content: string }>("select content from original.files");
    expect(rows.length).toBe(2);
    for (const { content } of rows) expect(Buffer.from(content, "base64").includes("OFD.xml")).toBe(false);
  });

  test("has a copy for the archive, without its signature, that says what held", async () => {
    const linjing = await city.staff("linjing");
    const view = await viewAsStaff(linjing, matterId);
    const { documentId } = (await listDocuments(linjing, matterId)).find(({ kind }) => kind === "acceptance")!;
    const { content, name } = await archivedFile(linjing, view, await getDocument(linjing, matterId, documentId));
    expect(name).toMatch(/（归档副本）[.]ofd$/);
    const [copy] = openOfd(content).documents;
    expect([copy!.signatures, copy!.custom.find((each) => each.name === "签章摘要")!.value]).toEqual([[], expect.stringMatching(/核验通过$/)]);
  });

  test("taken by staff leaves a look", async () => {
    const looks = async () => (await city.database.owner.query("select 1 from trace.looks where purpose = '查阅文书'")).rows.length;
    const before = await looks();
    await asked(await city.staff("linjing"), "receipt");
    expect(await looks()).toBe(before + 1);
  });

  const papers = readPack("packs/application").pack!.kinds[0]!.papers.map(({ id, name }) => [id, name] as const);
  test.each(papers)("of the kind %s holds in both formats, with its number and its name", async (kind, called) => {
    const view = await viewOwn(owner, matterId);
    const [issued] = await listDocuments(owner, matterId);
    const document = {
      ...issued!,
      documentId: newId(),
      kind,
      name: called,
      data: DATA[kind] ?? { reason: "经营场所已经注销", extended: 10, due: "2026年12月30日" },
    };
    for (const format of ["pdf", "ofd"] as const) {
      const { content, name, sealed } = await issuedFile(owner, view, document, format);
      expect([name, sealed]).toEqual([`${called} ${document.number}.${format}`, true]);
      if (format === "ofd") expect((await checkFile(owner, content)).verdict).toBe("valid");
      else expect(pdfSignatures(content)).toMatchObject([{ whole: true }]);
    }
  });

  test("of a body whose seal is frozen: no OFD, a PDF that says it bears no seal and is not kept; what was sealed before stays", async () => {
    const before = await asked(owner, "receipt");
    const other = await accepted(city);
    const seal = await findActiveSeal(owner, MARKET, "unit", "receipt");
    const yinhe = await city.staff("yinhe");
    await freezeSeal(yinhe, seal!.sealId, "保管人外出");
    const view = await viewOwn(owner, other);
    const document = (await listDocuments(owner, other)).find(({ kind }) => kind === "acceptance")!;
    await expect(issuedFile(owner, view, document, "ofd")).rejects.toMatchObject({
      code: "NO_SEAL",
      message: expect.stringContaining("没有可以用在这份文书上的电子印章"),
    });
    const bare = await issuedFile(owner, view, document, "pdf");
    expect(bare).toMatchObject({ sealed: false, name: expect.stringContaining("（没有盖章）.pdf") });
    expect(pdfSignatures(bare.content)).toEqual([]);
    expect((await asked(owner, "receipt")).equals(before)).toBe(true);
    await thawSeal(yinhe, seal!.sealId, "保管人回来了");
    const sealed = await issuedFile(owner, view, document, "pdf");
    expect([sealed.sealed, pdfSignatures(sealed.content).length]).toEqual([true, 1]);
  });
});

describe("a receipt", () => {
  test("carries the proof that the hand-in is in the city's log, the same in both formats, and says so on the paper", async () => {
    const view = await viewOwn(owner, await submitted(city));
    const [document] = await listDocuments(owner, view.matter.matterId);
    const ofd = (await issuedFile(owner, view, document!, "ofd")).content;
    // Much happens before the other format is asked for.
    await submitted(city);
    await appendLeaves(city.ctx());
    const pdf = (await issuedFile(owner, view, document!, "pdf")).content;
    const [opened] = openOfd(ofd).documents;
    const inside = openOfd(ofd).parts.get(opened!.attachments[0]!.part!)!.read();
    expect(opened!.attachments[0]!.name).toBe("办件凭证.json");
    expect(embeddedFiles(pdf, "application/json").map(String)).toEqual([inside.toString()]);
    const proof = readProof(inside.toString());
    expect(proofFault(proof)).toBeUndefined();
    expect(proof).toMatchObject({ matter: view.matter.number, acts: [{ act: "提交申请" }] });
    const words = opened!.pages.map(({ text }) => text).join("");
    expect(words).toContain(`已写进全市日志第 ${proof.acts[0]!.index} 号`);
    expect(words).toContain(proof.checkpoint.root);
    expect(words).toContain("/verify/trace");
    for (const file of [ofd, pdf]) {
      const answer = await checkFile(owner, file, proofAnswer);
      expect([answer.verdict, answer.proof]).toMatchObject(["valid", { holds: true, says: expect.stringContaining(view.matter.number!) }]);
    }
  });

  test("is not made, nor kept, without its proof: while the log lags she is told to come again", { timeout: 20_000 }, async () => {
    // Another process appends and does not come to an end. An open transaction would do as well, and hold the logs of all cities of these tests for ten seconds.
    const other = await city.database.owner.connect();
    const APPENDING = "hashtextextended('log.append', 7)";
    await other.query(`select pg_advisory_lock(${APPENDING})`);
    const view = await viewOwn(owner, await submitted(city));
    const [document] = await listDocuments(owner, view.matter.matterId);
    for (const format of ["pdf", "ofd"] as const)
      await expect(issuedFile(owner, view, document!, format)).rejects.toMatchObject({
        status: 503,
        message: expect.stringContaining("您的申请没有丢，请过一分钟再来下载"),
      });
    expect([await findOriginal(owner, "pdf", document!.documentId), await findOriginal(owner, "ofd", document!.documentId)]).toEqual([undefined, undefined]);
    await other.query(`select pg_advisory_unlock(${APPENDING})`);
    other.release();
    expect((await issuedFile(owner, view, document!, "pdf")).sealed).toBe(true);
  });

  test("whose act the city's log has lost since is told so, though its seal is right", async () => {
    const view = await viewOwn(owner, await submitted(city));
    const [document] = await listDocuments(owner, view.matter.matterId);
    const pdf = (await issuedFile(owner, view, document!, "pdf")).content;
    await city.database.owner.query("update log.leaves set link = sha256('another') where subject_id = $1", [view.matter.matterId]);
    const answer = await checkFile(owner, pdf, proofAnswer);
    expect(answer.signatures).toMatchObject([{ verdict: "valid" }]);
    expect([answer.verdict, answer.proof]).toMatchObject(["invalid", { holds: false, says: expect.stringContaining("找不到了") }]);
    await city.database.owner.query("delete from log.leaves where subject_id = $1", [view.matter.matterId]);
    expect((await checkFile(owner, pdf, proofAnswer)).verdict).toBe("invalid");
  });
});
