import { asksForFiles, fileShelf, showAnswer } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { aroundMatter } from "#matter/around";
import { listEntries } from "#matter/intake";
import { pointOf, shownPoint } from "#matter/location";
import { keepsSecret, type Blueprint, type Matter } from "#matter/matter";
import { MOST_PHOTOS, PHOTO_BYTES, PHOTOS_BYTES, type PassBody, type Photo } from "./message.ts";

const IMAGES: readonly string[] = ["image/jpeg", "image/png"];
const MB = 1024 * 1024;

/** The photographs that came with a matter, as many and as large as a message carries; of the others a remark. */
async function photosOf(ctx: Ctx, { matterId }: Matter, { form }: Blueprint): Promise<Pick<PassBody, "photos" | "left_out">> {
  const shelves = new Set([...form.fields.values()].filter((field) => asksForFiles(field) && !field.personal).map(({ name }) => fileShelf(name)));
  const photos: Photo[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const { materialId, fileId, fileName, fileType, size } of await listEntries(ctx, matterId)) {
    if (fileId === null || !shelves.has(materialId)) continue;
    const name = fileName ?? "照片";
    const why = !IMAGES.includes(fileType ?? "")
      ? "不是照片"
      : size! > PHOTO_BYTES
        ? `超过 ${PHOTO_BYTES / MB} MB`
        : photos.length === MOST_PHOTOS || bytes + size! > PHOTOS_BYTES
          ? `一次最多带 ${MOST_PHOTOS} 张，共 ${PHOTOS_BYTES / MB} MB`
          : undefined;
    if (why !== undefined) {
      if (leftOut.length < 50) leftOut.push(`“${name}”没有随转：${why}。`);
      continue;
    }
    bytes += size!;
    photos.push({ name, type: fileType as Photo["type"], content: (await ctx.files.read(fileId)).toString("base64") });
  }
  return { photos, left_out: leftOut };
}

/** An answer that goes along: plain, and nobody's. */
function isPlain(value: unknown): value is PassBody["answers"][string] {
  return ["string", "number", "boolean"].includes(typeof value) || (Array.isArray(value) && value.every((each) => typeof each === "string"));
}

/** What a counterpart is told of a matter: where it is, what it is, answers that are nobody's, photographs. Never who reported it. */
export async function contentOf(
  ctx: Ctx,
  matter: Matter,
  blueprint: Blueprint,
  { reference, code, note }: { reference: string; code: string | null; note: string },
): Promise<PassBody> {
  const { form, kind } = blueprint;
  const asked = [...form.fields.values()].filter(({ name }) => !form.personal.has(name));
  const description = asked.find(({ type }) => type === "paragraph");
  const place = kind.place === undefined || form.personal.has(kind.place) ? undefined : (matter.form[kind.place] as { address?: string } | undefined);
  const exact = pointOf(kind, matter.form);
  // Whoever asked not to be known is not found by the exact point.
  const point = exact && shownPoint(exact, keepsSecret(ctx, matter, blueprint));
  const answers = asked
    .filter((field) => field !== description && field.name !== kind.place && !asksForFiles(field) && field.type !== "matter" && field.type !== "record")
    .flatMap(({ name }): [string, PassBody["answers"][string]][] => (isPlain(matter.form[name]) ? [[name, matter.form[name]]] : []));
  const said = description && matter.form[description.name];
  const around = description && (await aroundMatter(ctx, matter, blueprint, matter.form));
  return {
    number: reference,
    title: matter.title,
    item: { id: matter.itemId, code, name: matter.itemName },
    place: { address: place?.address ?? null, point: point ? [...point] : null },
    description: description && said !== undefined ? showAnswer(description, said, around!) : "",
    answers: Object.fromEntries(answers),
    note,
    ...(await photosOf(ctx, matter, blueprint)),
  };
}
