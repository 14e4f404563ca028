import type { Ctx } from "#kernel/ctx";
import { withoutPlace, type Received } from "#kernel/files";
import type { Incoming } from "#kernel/http";
import { bad } from "./refused.ts";
import type { Posted } from "./parameters.ts";

/** Addresses of photographs that are kept as words; each of so many letters at most. */
const [MOST, LONGEST] = [9, 400];

/** A photograph that came. */
export interface Photograph {
  name: string;
  received: Received;
}

/** What came of photographs: some with it, of others only where they are said to lie. */
export interface Photographs {
  files: Photograph[];
  elsewhere: string[];
}

/** The same without what a camera writes of the place. */
async function bare(ctx: Ctx, { name, received }: Photograph): Promise<Photograph> {
  const content = await received.content();
  const without = withoutPlace(content);
  if (without.equals(content)) return { name, received };
  await received.drop();
  return { name, received: await ctx.files.receive(without) };
}

async function fromData(ctx: Ctx, url: string, at: number): Promise<Photograph> {
  const comma = url.indexOf(",") + 1;
  const written = url.slice(comma);
  if (!/^data:image\/[\w.+-]{1,40};base64,$/i.test(url.slice(0, comma)) || !/^[\w+/=\s-]+$/.test(written))
    throw bad("MEDIA_URL", "media_url 里的 data: 要写成 data:image/jpeg;base64,… 或者 data:image/png;base64,…。");
  // A plus sign that nobody encoded has become a blank.
  const received = await ctx.files.receive(Buffer.from(written.replace(/[ \t]/g, "+"), "base64"));
  return { name: `photo${at}`, received };
}

/**
 * The photographs of a report, from parts of a form under whatever name and from data: in media_url, each passed by the scanner and without its place. An address
 * in media_url is given as words: nothing of it is asked for. Refuses what came and cannot be taken. Who calls drops what is not kept.
 */
export async function photographsIn(ctx: Ctx, posted: Posted, brought: Incoming["brought"]): Promise<Photographs> {
  const refusal = brought.find((each) => each.refusal)?.refusal;
  if (refusal) throw refusal;
  const urls = [posted["media_url"] ?? []].flat().map((each) => each.trim());
  if (urls.length > MOST) throw bad("MEDIA_URL", `media_url 最多写 ${MOST} 个。`);
  const elsewhere = urls.filter((url) => !/^data:/i.test(url));
  const wrong = elsewhere.find((url) => !/^https?:\/\/[^\s<>"]+$/i.test(url) || url.length > LONGEST);
  if (wrong !== undefined) throw bad("MEDIA_URL", `media_url 要写 http:// 或者 https:// 开头的网址，最长 ${LONGEST} 个字符，这里是“${wrong.slice(0, 40)}”。`);
  const files: Photograph[] = [];
  try {
    for (const { name, received } of brought) if (received) files.push(await bare(ctx, { name, received }));
    for (const [at, url] of urls.filter((each) => !elsewhere.includes(each)).entries()) files.push(await bare(ctx, await fromData(ctx, url, at + 1)));
  } catch (error) {
    await dropAll({ files });
    throw error;
  }
  return { files, elsewhere };
}

/** Forgets what of them is not kept. */
export async function dropAll({ files }: Pick<Photographs, "files">): Promise<void> {
  for (const { received } of files) await received.drop();
}

/** What is told of photographs that lie elsewhere. */
export function elsewhereWords(elsewhere: readonly string[]): string {
  return elsewhere.length === 0 ? "" : `照片网址（本市没有打开过）：${elsewhere.join(" ")}`;
}
