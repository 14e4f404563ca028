import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rectangle, openCanvas, type Drawing } from "#drawing/layout";
import { attachSignedValue, openOfd, prepareSeal, writeOfd } from "#drawing/ofd";
import { pagesAsSvg } from "#drawing/ofd-view";
import { openPackage } from "#drawing/package";
import { checkFile } from "#trust/original";
import { findActiveSeal, judgeValue, signWithSeal } from "#trust/seal";
import { readSignature } from "#trust/signature";
import { readCertificate } from "#trust/certificate";
import { sm3 } from "#crypto/crypto";
import { signatureToDer } from "#crypto/sm2";
import type { City } from "../src/city.ts";
import { percentile, tell } from "./figure.ts";
import { inCity } from "./place.ts";

// npm run bench -- files: an OFD of 20 pages with 3 seals, opened, judged and drawn, beside unzip and openssl doing only its digests and signatures.
const PAGES = 20;
const SEALS = 3;
const ROUNDS = 9;
const MARKET = "11990100MB0000001T";

/** A paper of full pages: forty lines, a table's frame. */
function laid(): Drawing {
  const canvas = openCanvas({ title: "测量", author: "云州市", day: "2026-11-21" });
  for (let page = 0; page < PAGES; page += 1) {
    if (page > 0) canvas.addPage();
    for (let line = 0; line < 40; line += 1)
      canvas.line(`第 ${page + 1} 页第 ${line + 1} 行 申请材料齐全，符合法定形式，决定予以受理。`, 60, 60 + line * 18, { size: 11 });
    canvas.path(rectangle(50, 50, 495, 740), { stroke: "#000000" });
  }
  return canvas.drawing;
}

async function sealed(city: City): Promise<Buffer> {
  const ctx = city.ctx();
  const seal = (await findActiveSeal(ctx, MARKET, "unit", "document"))!;
  let file = writeOfd(laid());
  for (let number = 0; number < SEALS; number += 1) {
    const stamps = [{ page: PAGES - 1 - number, area: { x: 120, y: 200, width: 42, height: 42 } }];
    const prepared = prepareSeal(file, { stamps, provider: { name: "一网" }, time: city.ctx().now, seal: seal.making!.data });
    const wish = { dataHash: sm3(prepared.signatureXml), propertyInfo: prepared.path, purpose: "document", document: "测量" } as const;
    file = attachSignedValue(prepared.ofd, prepared.path, await signWithSeal(ctx, seal.sealId, wish));
  }
  return file;
}

/** What openssl is to check: message, signature and key of each signature and of each seal's maker, in files. */
function toVerify(file: Buffer, folder: string): [string, string, string][] {
  return openOfd(file).documents[0]!.signatures.flatMap(({ value }, number) => {
    const data = readSignature(value!);
    return [[data.signed, data.signature, data.signer] as const, [data.seal.signed, data.seal.signature, data.seal.maker] as const].map(
      ([message, signature, certificate], part): [string, string, string] => {
        const names = ["message", "signature", "key"].map((name) => join(folder, `${number}-${part}.${name}`)) as [string, string, string];
        writeFileSync(names[0], message);
        writeFileSync(names[1], signatureToDer(signature));
        writeFileSync(names[2], readCertificate(certificate).keyInfo);
        return names;
      },
    );
  });
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return percentile(times, 0.5);
}

await inCity(async (city) => {
  const file = await sealed(city);
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  try {
    const whole = join(folder, "whole.ofd");
    writeFileSync(whole, file);
    const checks = toVerify(file, folder);
    const parts = openPackage(file).size;
    const quiet = { stdio: "ignore" } as const;
    const baseline = await median(() => {
      const out = join(folder, "out");
      execFileSync("unzip", ["-qo", whole, "-d", out], quiet);
      // Each signature protects all parts that were there; one run of openssl takes them all.
      const names = [...openPackage(file).keys()].map((name) => join(out, name));
      for (let number = 0; number < SEALS; number += 1) execFileSync("openssl", ["dgst", "-sm3", ...names], quiet);
      for (const [message, signature, key] of checks)
        execFileSync(
          "openssl",
          [
            "pkeyutl",
            "-verify",
            "-rawin",
            "-digest",
            "sm3",
            "-pkeyopt",
            "distid:1234567812345678",
            "-in",
            message,
            "-sigfile",
            signature,
            "-pubin",
            "-keyform",
            "DER",
            "-inkey",
            key,
          ],
          quiet,
        );
    });
    const about = `${PAGES} pages, ${SEALS} seals, ${parts} parts, ${Math.round(file.length / 1024)} KB`;
    const answer = await checkFile(city.ctx(), file);
    if (answer.verdict !== "valid") throw new Error(`the file of the bench is ${answer.verdict}: ${answer.reason}`);
    tell({
      name: `files.open, judge and draw an OFD (${about}), beside unzip and openssl`,
      value: await median(() => checkFile(city.ctx(), file)),
      unit: "ms",
      baseline,
    });
    tell({ name: "files.of that, opening", value: await median(() => openOfd(file)), unit: "ms", baseline });
    const ofd = openOfd(file);
    const judge = async () => {
      for (const { value, hash } of ofd.documents[0]!.signatures) await judgeValue(city.ctx(), value!, { dataHash: hash });
    };
    tell({ name: "files.of that, judging the signatures", value: await median(judge), unit: "ms", baseline });
    tell({ name: "files.of that, drawing", value: await median(() => pagesAsSvg(ofd)), unit: "ms", baseline });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
