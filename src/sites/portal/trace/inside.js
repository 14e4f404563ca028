// Takes the proof out of a receipt, right here: it is a file inside the PDF (ISO 32000-1, 7.11.4) or inside the OFD, which is a ZIP. What is a proof
// and what is not is judged behind it, so nothing is believed here either.
const LARGEST = 4 * 1024 * 1024;

async function unpacked(bytes, format) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  const pieces = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) throw new Error("too large");
    pieces.push(value);
  }
  return new Blob(pieces).text();
}

async function outOfPdf(bytes) {
  // One character a byte, whatever the byte: places stay true.
  const text = new TextDecoder("latin1").decode(bytes);
  for (let at = text.indexOf("/Type /EmbeddedFile"); at >= 0; at = text.indexOf("/Type /EmbeddedFile", at + 1)) {
    const [opening, dictionary] = /^([^]{0,600}?)stream\r?\n/.exec(text.slice(at, at + 700)) ?? [];
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
    if (!dictionary?.includes("/Subtype /application#2Fjson") || !(length <= LARGEST)) continue;
    const content = bytes.subarray(at + opening.length, at + opening.length + length);
    return dictionary.includes("/FlateDecode") ? unpacked(content, "deflate") : new TextDecoder().decode(content);
  }
  return undefined;
}

async function outOfPackage(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return undefined;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === 0x02014b50; left -= 1) {
    const [method, size, named] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + named));
    const local = view.getUint32(at + 42, true);
    if (name.endsWith(".json")) {
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = bytes.subarray(from, from + size);
      return method === 8 ? unpacked(content, "deflate-raw") : new TextDecoder().decode(content);
    }
    at += 46 + named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

/** The text of a proof out of the bytes of a file: the file itself, or what a receipt carries; "" where a receipt carries none. */
export async function proofText(bytes) {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  try {
    if (head.startsWith("PK\u0003\u0004")) return (await outOfPackage(bytes)) ?? "";
    if (head.includes("%PDF-")) return (await outOfPdf(bytes)) ?? "";
  } catch {
    return "";
  }
  return new TextDecoder().decode(bytes);
}
