// Samples of what the city seals, and of what is wrong with such files: npm run samples -- FOLDER
// A demo city is made and gone again; the folder gets the files, and for each in 说明.txt what /verify/file says of it in that city.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootAuthority } from "#trust/certificate";
import { issuedFile } from "#proof/document";
import { appendLeaves, keepWitness } from "#proof/log";
import { annotateCopy, listLicencesOf, standingOfCopy } from "#outcome/licence";
import { copyOriginal, licenceOriginal } from "#outcome/licence-file";
import { ownerDetails, listMine } from "#matter/party";
import { getDocument, listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";
import { archiveCopy, checkFile } from "#trust/original";
import { addDays, dayOf } from "#kernel/clock";
import { readConfig } from "#kernel/config";
import { Refusal } from "#values/errors";
import { openCity, type City } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";
import { actorOfPerson } from "../src/seed/walked.ts";
import { sealedByNewStandard, sealedByOldStandard } from "./sample-standards.ts";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("用法：samples 目录");
  process.exit(2);
}

/** The papers of a matter that was granted, its licence, and a copy of that for somebody else: each in both formats. */
async function papers(city: City): Promise<[string, Buffer][]> {
  const ctx = city.ctx(await actorOfPerson(city.ctx(), "chen-xiaoman", "xiaoman-catering"));
  const { rows: mine } = await listMine(ctx);
  const granted = mine.find(({ outcome }) => outcome === "granted");
  if (!granted) throw new Error("nothing was granted in the demo city");
  const view = await viewOwn(ctx, granted.matterId);
  const files: [string, Buffer][] = [];
  for (const { documentId } of await listDocuments(ctx, granted.matterId)) {
    const document = await getDocument(ctx, granted.matterId, documentId);
    for (const format of ["ofd", "pdf"] as const) {
      const { name, content } = await issuedFile(ctx, view, document, format);
      files.push([name.replaceAll(" ", "-"), content]);
    }
  }
  const { number } = ownerDetails(ctx, view.matter);
  const licence = (await listLicencesOf(ctx, number)).find(({ matterId }) => matterId === granted.matterId)!;
  const { copyId } = await annotateCopy(ctx, licence.licenceId, { use: "租用店面签合同", recipient: "房东", untilDay: addDays(dayOf(ctx.now), 30) });
  const copy = (await standingOfCopy(ctx, { copyId }))!;
  for (const format of ["ofd", "pdf"] as const) {
    files.push([`${licence.name}.${format}`, await licenceOriginal(ctx, licence, format)]);
    files.push([`${licence.name}-加注件.${format}`, await copyOriginal(ctx, copy, format)]);
  }
  return files;
}

/** One byte changed in the middle of a file, and the last third of it cut off. */
function damaged(name: string, file: Buffer): [string, Buffer][] {
  const changed = Buffer.from(file);
  changed[Math.floor(file.length / 2)]! ^= 1;
  return [
    [`坏-改了一个字节-${name}`, changed],
    [`坏-截断-${name}`, file.subarray(0, Math.floor((file.length * 2) / 3))],
  ];
}

const WORDS = { valid: "有效", invalid: "无效", unclear: "不能断定", unsigned: "没有签章" };

async function judged(city: City, name: string, file: Buffer): Promise<string> {
  try {
    const { verdict, signatures } = await checkFile(city.ctx(), file);
    const wrong =
      signatures.flatMap(({ steps }) => steps).find(({ holds }) => holds === false) ?? signatures.flatMap(({ steps }) => steps).find(({ holds }) => !holds);
    return `${name}\t${WORDS[verdict]}${wrong ? `：${wrong.name}，${wrong.says}` : ""}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${name}\t读不了：${error.message}`;
  }
}

const dataDir = mkdtempSync(join(tmpdir(), "yiwang-samples-"));
const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), { settings: ["fsync=off"] });
try {
  await seedDemo(city, { stories: true });
  await appendLeaves(city.ctx());
  mkdirSync(folder, { recursive: true });
  const ctx = city.ctx();
  const files = await papers(city);
  const [[ofdName, ofd], [pdfName, pdf]] = files as [[string, Buffer], [string, Buffer]];
  files.push(["旧标准-GMT0031-2014.ofd", await sealedByOldStandard(ctx)], ["新标准-GMT0031-2025.ofd", await sealedByNewStandard(ctx)]);
  files.push([`归档-${ofdName}`, await archiveCopy(city.ctx(), ofd)], ...damaged(ofdName, ofd), ...damaged(pdfName, pdf), [
    "坏-不是文件.ofd",
    Buffer.from("这不是一份文件"),
  ]);
  const lines: string[] = [];
  for (const [name, file] of files) {
    writeFileSync(join(folder, name), file);
    lines.push(await judged(city, name, file));
  }
  writeFileSync(join(folder, "根证书.cer"), (await rootAuthority(ctx)).certificate.der);
  // Of another city, if there is one: this one was made a minute ago.
  rmSync(join(folder, "见证.txt"), { force: true });
  await keepWitness(ctx, join(folder, "见证.txt"));
  writeFileSync(join(folder, "说明.txt"), `${lines.join("\n")}\n`);
  console.log(`${lines.join("\n")}\n${folder} 里有 ${files.length} 份样例文件、根证书和见证文件。`);
} finally {
  await city.close();
  if (city.database.cluster) rmSync(city.database.cluster.folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
