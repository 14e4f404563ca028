import { organisationNow } from "#people/duty";
import { findActiveSeal } from "#trust/seal";
import { readSeal } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import { system, type Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { sealedOfd } from "./sealed-ofd.ts";
import { sealedPdf } from "./sealed-pdf.ts";
import type { Format, OriginalWish, ReadySeal } from "./wish.ts";

const INSERT = `
  insert into original.files (subject_id, format, matter_id, content, file_hash, value_hash, sealed_at) values ($1, $2, $3, $4, $5, $6, $7)`;

const SEALED = { ofd: sealedOfd, pdf: sealedPdf } as const;

/** The original of a paper in a format, when it was made already. */
export async function findOriginal(ctx: Ctx, format: Format, subjectId: string): Promise<Buffer | undefined> {
  const row = await first<{ content: string }>(ctx.db, "select content from original.files where subject_id = $1 and format = $2", [subjectId, format]);
  return row && Buffer.from(ctx.personal.decrypt(row.content), "base64");
}

async function readySeal(ctx: Ctx, { body, purpose }: OriginalWish): Promise<ReadySeal> {
  const seal = await findActiveSeal(ctx, body, "unit", purpose);
  if (!seal?.making) {
    const issuer = (await organisationNow(ctx)).unitName(body);
    throw conflict("NO_SEAL", `${issuer}现在没有可以用在这份文书上的电子印章，盖章的文件暂时不能下载。请过些时候再来，或者打 12345 询问。`);
  }
  const { width, height } = readSeal(seal.making.data).picture;
  return { sealId: seal.sealId, name: seal.name, data: seal.making.data, png: seal.making.png, width, height };
}

/**
 * The original of a paper in one format, sealed by the body that issues it. It is made when somebody first asks, and kept, insert-only and encrypted;
 * whoever asks later, or at the same time, has the same bytes. Who may have it, the caller has asked.
 * @throws Refusal NO_SEAL when the body has no active seal for the purpose.
 */
export async function originalOf(ctx: Ctx, format: Format, wish: OriginalWish): Promise<Buffer> {
  const { subjectId, matterId } = wish;
  const kept = await findOriginal(ctx, format, subjectId);
  if (kept) return kept;
  return transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 15))", [`${subjectId} ${format}`]);
    const meanwhile = await findOriginal(inner, format, subjectId);
    if (meanwhile) return meanwhile;
    const seal = await readySeal(inner, wish);
    // The platform sets the seal when it issues, whoever fetches the paper.
    const { file, value } = await SEALED[format]({ ...inner, actor: system("文书用印") }, await wish.lay(), seal, wish);
    const content = inner.personal.encrypt(file.toString("base64"));
    await inner.db.query(INSERT, [subjectId, format, matterId ?? null, content, sm3(file), sm3(value), inner.now]);
    return file;
  });
}
