import { deflateSync } from "node:zlib";
import type { Box } from "#drawing/layout";
import { readPng } from "./png.ts";

function stream(dictionary: string, content: Buffer): Buffer {
  const packed = deflateSync(content);
  return Buffer.concat([Buffer.from(`<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`), packed, Buffer.from("\nendstream")]);
}

/** A PNG as an image of the file; `add` puts an object into it and gives its number. */
export function pictureObject(add: (body: string | Buffer) => number, picture: Buffer): number {
  const raster = readPng(picture);
  const size = `/Type /XObject /Subtype /Image /Width ${raster.width} /Height ${raster.height} /BitsPerComponent 8`;
  const mask = raster.alpha && add(stream(`${size} /ColorSpace /DeviceGray`, raster.alpha));
  return add(stream(`${size} /ColorSpace /DeviceRGB${mask === undefined ? "" : ` /SMask ${mask} 0 R`}`, raster.rgb));
}

/** The look of an annotation: the image stretched to `width` by `height`, of which what lies in `clip` is seen, counted from its top left. */
export function showing(image: number, { width, height }: Pick<Box, "width" | "height">, clip: Box = { x: 0, y: 0, width, height }): Buffer {
  const form = `/Type /XObject /Subtype /Form /BBox [0 0 ${clip.width} ${clip.height}] /Resources << /XObject << /Seal ${image} 0 R >> /ExtGState << /Ink << /Type /ExtGState /BM /Multiply >> >> >>`;
  // Like ink: what is printed under the seal stays to be read.
  // The page counts from below: what lies under the clip moves the picture down.
  return stream(form, Buffer.from(`q /Ink gs ${width} 0 0 ${height} ${-clip.x} ${clip.y + clip.height - height} cm /Seal Do Q`));
}
