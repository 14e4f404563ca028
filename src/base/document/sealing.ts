import { organisationNow } from "#base/duty";
import { applicantDetails, DOCUMENTS, type IssuedDocument, type MatterView } from "#base/matter";
import { attachSignedValue, edgeStamps, openOfd, prepareSeal, stampsOf, writeOfd } from "#base/ofd";
import { layPaper } from "#base/paper";
import { findActiveSeal, readSeal, signWithSeal, type SealPurpose } from "#base/seal";
import { sm3 } from "#kernel/crypto";
import { system, type Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { conflict } from "#kernel/errors";
import { lookAtDocument } from "./looking.ts";
import { paperOfDocument } from "./paper-of.ts";

// What is not a decision about the application is a paper of its course.
const COURSE = new Set(["receipt", "supplement", "acceptance", "special"]);

// Where the seal over the edges begins, in millimetres from the top.
const EDGE_TOP = 130;

const INSERT = `
  insert into document.sealed_files (document_id, matter_id, content, file_hash, value_hash, sealed_at) values ($1, $2, $3, $4, $5, $6)`;

async function kept(ctx: Ctx, documentId: string): Promise<Buffer | undefined> {
  const row = await first<{ content: string }>(ctx.db, "select content from document.sealed_files where document_id = $1", [documentId]);
  return row && Buffer.from(ctx.personal.open(row.content), "base64");
}

/** Lays the paper out with room for the seal, and seals it as the body that issued it. */
async function sealed(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<{ ofd: Buffer; value: Buffer }> {
  const { matter } = view;
  const organisation = await organisationNow(ctx);
  const body = organisation.bodyOf(matter.unit);
  const purpose: SealPurpose = COURSE.has(document.kind) ? "receipt" : "decision";
  const seal = body && (await findActiveSeal(ctx, body.unit, "unit", purpose));
  if (!seal?.making) {
    const issuer = body?.name ?? organisation.unitName(matter.unit);
    throw conflict("NO_SEAL", `${issuer}现在没有可以用在这份文书上的电子印章，盖章的文件暂时不能下载。您可以先下载 PDF，或者打 12345 询问。`);
  }
  const applicant = applicantDetails(ctx, matter).name;
  const drawing = layPaper(paperOfDocument({ view, document, applicant, organisation }), { seal: "room" });
  const name = DOCUMENTS[document.kind] ?? document.kind;
  const plain = writeOfd(drawing, { custom: { 文书编号: document.number, 办件编号: matter.number ?? "", 文书种类: name } });
  const { width, height } = readSeal(seal.making.data).picture;
  const pages = openOfd(plain).documents[0]!.pages.map(({ area }) => area);
  const { ofd, signatureXml, path } = prepareSeal(plain, {
    stamps: [...stampsOf(drawing, { width, height }), ...edgeStamps(pages, { width, height, top: EDGE_TOP })],
    provider: { name: "yiwang" },
    time: ctx.now,
    seal: seal.making.data,
  });
  const platform = { ...ctx, actor: system("文书用印") };
  const value = await signWithSeal(platform, seal.sealId, {
    dataHash: sm3(signatureXml),
    propertyInfo: path,
    purpose,
    document: `${name} ${document.number}`,
    matterId: matter.matterId,
    timeStamp: true,
  });
  return { ofd: attachSignedValue(ofd, path, value), value };
}

/**
 * The OFD of a document, with the seal of the body that issued it and a time stamp. It is sealed when somebody first asks and kept; whoever
 * asks later, or at the same time, has the same bytes. Who may see the matter may have it: the caller has asked by taking the view.
 * Staff leave a look in the applicant's trace.
 * @throws Refusal NO_SEAL when the body has no active seal for such a document, CHARACTER_MISSING when a name cannot be printed.
 */
export async function sealedDocument(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<Buffer> {
  const { documentId, matterId } = document;
  const file =
    (await kept(ctx, documentId)) ??
    (await transaction(ctx, async (inner) => {
      await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 15))", [documentId]);
      const meanwhile = await kept(inner, documentId);
      if (meanwhile) return meanwhile;
      const { ofd, value } = await sealed(inner, view, document);
      const content = inner.personal.seal(ofd.toString("base64"));
      await inner.db.query(INSERT, [documentId, matterId, content, sm3(ofd), sm3(value), inner.now]);
      return ofd;
    }));
  await lookAtDocument(ctx, view, document);
  return file;
}
