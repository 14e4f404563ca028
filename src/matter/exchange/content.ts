import { mask, withoutNumbers } from "#crypto/crypto";
import { withoutPlace } from "#kernel/files";
import { asksForFiles, fileShelf, showAnswer } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { aroundMatter } from "#matter/around";
import { listEntries } from "#matter/intake";
import { pointOf, shownPoint } from "#matter/location";
import { keepsSecret, type Blueprint, type Matter } from "#matter/matter";
import { isAnswer, LONGEST, MOST_ANSWERS, MOST_PHOTOS, PHOTO_BYTES, PHOTOS_BYTES, type PassBody, type Photo } from "./message.ts";

const IMAGES: readonly string[] = ["image/jpeg", "image/png"];
const MB = 1024 * 1024;

/** The photographs that came with a matter, as many and as large as a message carries; of the others a remark. */
async function photosOf(ctx: Ctx, { matterId }: Matter, { form }: Blueprint): Promise<Pick<PassBody, "photos" | "left_out">> {
  const shelves = new Set([...form.fields.values()].filter((field) => asksForFiles(field) && !field.personal).map(({ name }) => fileShelf(name)));
  const photos: Photo[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  let at = 0;
  for (const { materialId, fileId, fileType, size } of await listEntries(ctx, matterId)) {
    if (fileId === null || !shelves.has(materialId)) continue;
    at += 1;
    const why = !IMAGES.includes(fileType ?? "")
      ? "不是照片"
      : size! > PHOTO_BYTES
        ? `超过 ${PHOTO_BYTES / MB} MB`
        : photos.length === MOST_PHOTOS || bytes + size! > PHOTOS_BYTES
          ? `一次最多带 ${MOST_PHOTOS} 张，共 ${PHOTOS_BYTES / MB} MB`
          : undefined;
    if (why !== undefined) {
      if (leftOut.length < 50) leftOut.push(`第 ${at} 张没有随转：${why}。`);
      continue;
    }
    bytes += size!;
    const type = fileType as Photo["type"];
    // A camera writes into its pictures where they were taken, and people write whose house it is into the names of their files.
    photos.push({ name: `照片${at}.${type === "image/png" ? "png" : "jpg"}`, type, content: withoutPlace(await ctx.files.read(fileId)).toString("base64") });
  }
  return { photos, left_out: leftOut };
}

const NOT_EXACT = "反映人要求保密，地点只写大概。";

/** An answer without numbers of people. */
const plain = (value: PassBody["answers"][string]): PassBody["answers"][string] =>
  typeof value === "string" ? withoutNumbers(value) : Array.isArray(value) ? value.map(withoutNumbers) : value;

const short = (words: string): string => [...words].slice(0, LONGEST).join("");

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
  const secret = keepsSecret(ctx, matter, blueprint);
  const point = exact && shownPoint(exact, secret);
  const address = place?.address === undefined ? null : withoutNumbers(secret ? mask("address", place.address) : place.address);
  const answers = asked
    .filter((field) => field !== description && field.name !== kind.place && !asksForFiles(field) && field.type !== "matter" && field.type !== "record")
    .flatMap(({ name }): [string, PassBody["answers"][string]][] => {
      const value = matter.form[name];
      return isAnswer(name, value) ? [[name, plain(value)]] : [];
    })
    .slice(0, MOST_ANSWERS);
  const said = description && matter.form[description.name];
  const around = description && (await aroundMatter(ctx, matter, blueprint, matter.form));
  const { photos, left_out: leftOut } = await photosOf(ctx, matter, blueprint);
  return {
    number: reference,
    // The title of a matter may name a party, or the very door.
    title: matter.itemName,
    item: { id: matter.itemId, code, name: matter.itemName },
    place: { address, point: point ? [...point] : null },
    description: description && said !== undefined ? short(withoutNumbers(showAnswer(description, said, around!))) : "",
    answers: Object.fromEntries(answers),
    note: short(note),
    photos,
    left_out: [...(secret && (exact || address !== null) ? [NOT_EXACT] : []), ...leftOut],
  };
}
