import { attachSignedValue, checkReferences, openOfd, prepareSeal, stampsOf, writeOfd } from "#drawing/ofd";
import { layPaper } from "#drawing/paper";
import { attachCms, pdfSignatures, preparePdfSignature, printPdf } from "#drawing/pdf";
import { grantPaper } from "../test/sample-papers.ts";
import { tell } from "./figure.ts";

const MILLISECONDS = 400;
const ROUNDS = 5;

const granted = grantPaper(
  {
    number: "云市监许准字〔2026〕第 000123 号",
    issuer: "云州市市场监督管理局",
    date: "2026-11-26",
    addressee: "云州小满餐饮有限公司",
    item: "食品经营许可新办",
    matter: "990101-2026-000123",
    contact: "食品经营科，电话 9900-0001",
    url: "https://yunzhou.example/m/1",
  },
  {
    acceptedOn: "2026-11-18",
    basis: ["《中华人民共和国食品安全法》第三十五条"],
    terms: [{ label: "经营项目", value: "热食类食品制售；冷食类食品制售；自制饮品制售" }],
    licence: "食品经营许可证",
  },
);

type Work = () => unknown;

async function perSecond(work: Work): Promise<number> {
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < MILLISECONDS) {
    await work();
    count += 1;
  }
  return count / ((performance.now() - started) / 1000);
}

/** Rounds a second of each, measured in turns so that all meet the same machine; the medians. */
async function inTurns(works: Record<string, Work>): Promise<Record<string, number>> {
  const samples = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
  for (const work of Object.values(works)) await work();
  for (let round = 0; round < ROUNDS; round++) for (const [name, work] of Object.entries(works)) samples.get(name)!.push(await perSecond(work));
  return Object.fromEntries([...samples].map(([name, all]) => [name, all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!]));
}

/**
 * Files of a real decision (准予行政许可决定书): written, read, sealed and checked, beside the printing of its PDF by pdfkit in the same run. The
 * signature values are stand-ins; what they cost is measured by the seal's bench.
 */
export async function documentFigures(): Promise<void> {
  const drawing = layPaper(granted, { seal: "room" });
  const pdf = await printPdf(drawing);
  const ofd = writeOfd(drawing);
  const value = Buffer.concat([Buffer.from([0x30, 0x82, 0x0b, 0xb8]), Buffer.alloc(3000, 0xa5)]);
  const seal = (): Buffer => {
    const prepared = prepareSeal(ofd, { stamps: stampsOf(drawing), provider: { name: "一网" }, time: new Date(0) });
    return attachSignedValue(prepared.ofd, prepared.path, value);
  };
  const sealed = seal();
  const sign = (): Buffer => attachCms(preparePdfSignature(pdf, { page: 0, box: drawing.sealPlaces[0]!, name: "云州市", time: new Date(0) }), value);
  const signed = sign();
  const check = (): void => {
    const opened = openOfd(sealed);
    if (!checkReferences(opened, opened.documents[0]!.signatures[0]!).holds) throw new Error("the seal does not hold");
  };
  const names = {
    pdf: "PDF of a decision, laid out and written by pdfkit",
    written: "OFD of a decision, laid out and written",
    read: "OFD read, with texts",
    sealed: "OFD prepared for a seal and its value attached",
    checked: "sealed OFD read and every part checked",
    signed: "PDF prepared for a CMS and the CMS attached",
    found: "PDF signature found and hashed",
  };
  const rates = await inTurns({
    pdf: () => printPdf(layPaper(granted)),
    written: () => writeOfd(layPaper(granted)),
    read: () => openOfd(ofd),
    sealed: seal,
    checked: check,
    signed: sign,
    found: () => pdfSignatures(signed),
  });
  for (const [key, name] of Object.entries(names)) tell({ name, value: rates[key]!, unit: "1/s", ...(key !== "pdf" && { baseline: rates["pdf"]! }) });
  tell({ name: "OFD of a decision, size", value: ofd.length, unit: "bytes", baseline: pdf.length });
}
