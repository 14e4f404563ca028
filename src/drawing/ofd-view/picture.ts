import type { Ofd } from "#drawing/ofd";
import { Refusal } from "#values/errors";
import { pngOfJbig2 } from "./jbig2.ts";

/** A picture as a browser takes it. */
export interface Picture {
  type: "image/png" | "image/jpeg" | "image/gif" | "image/bmp" | "image/webp" | "image/svg+xml";
  content: Buffer;
}

/** A picture of a file made fit for a browser, or why it cannot be shown. */
export type Decoded = Picture | { undrawn: string };

const starts =
  (...magic: number[]) =>
  (content: Buffer): boolean =>
    magic.every((byte, index) => content[index] === byte);

// What a browser draws, by how it begins: names and formats in files are often wrong.
const KINDS: readonly [Picture["type"], (content: Buffer) => boolean][] = [
  ["image/png", starts(0x89, 0x50, 0x4e, 0x47)],
  ["image/jpeg", starts(0xff, 0xd8, 0xff)],
  ["image/gif", starts(0x47, 0x49, 0x46, 0x38)],
  ["image/bmp", starts(0x42, 0x4d)],
  ["image/webp", (content) => content.toString("latin1", 0, 4) === "RIFF" && content.toString("latin1", 8, 12) === "WEBP"],
];

const JBIG2 = starts(0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a);

// What is told of those that it does not draw.
const OTHERS: readonly [string, (content: Buffer) => boolean][] = [
  ["图片（TIFF 格式）", (content) => starts(0x49, 0x49, 0x2a, 0)(content) || starts(0x4d, 0x4d, 0, 0x2a)(content)],
  ["图片（JPEG 2000 格式）", (content) => starts(0, 0, 0, 0x0c, 0x6a, 0x50)(content) || starts(0xff, 0x4f, 0xff, 0x51)(content)],
  ["图片（JBIG2 格式，读不出来）", JBIG2],
];

// Of all pictures of a file that are kept unpacked at once.
const ROOM = 24 * 1024 * 1024;
const COSTLY = 12;

/** The kind of a picture by its content, where a browser draws it. */
export function pictureType(content: Buffer): Picture["type"] | undefined {
  return KINDS.find(([, is]) => is(content))?.[0];
}

/** A picture as an address that holds it. */
export function dataUrl({ type, content }: Picture): string {
  return `data:${type};base64,${content.toString("base64")}`;
}

async function decoded(content: Buffer, format: string, costly: { left: number }): Promise<Decoded> {
  const type = pictureType(content);
  if (type) return { type, content };
  if (JBIG2(content) || /^(g?bi?g2|jbig2?|jb2|gbig2)$/i.test(format)) {
    const png = --costly.left < 0 ? undefined : await pngOfJbig2(content);
    if (png) return { type: "image/png", content: png };
    // What cannot be read may have taken all its seconds: only few such are tried.
    costly.left -= 4;
    return { undrawn: "图片（JBIG2 格式，读不出来）" };
  }
  return { undrawn: OTHERS.find(([, is]) => is(content))?.[0] ?? "图片（格式不认识）" };
}

/** The pictures that the pages of a document name, each decoded once, by the names of their parts. */
export async function picturesOf({ parts }: Ofd, named: ReadonlyMap<string, string>): Promise<Map<string, Decoded>> {
  const found = new Map<string, Decoded>();
  const costly = { left: COSTLY };
  let room = ROOM;
  for (const [name, format] of named) {
    const part = parts.get(name)!;
    room -= part.size;
    try {
      found.set(name, room < 0 ? { undrawn: "图片（太大）" } : await decoded(part.read(), format, costly));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      found.set(name, { undrawn: "图片（内容已经损坏）" });
    }
  }
  return found;
}
