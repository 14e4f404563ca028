import { elementAt, elementsOf, quoted, textOf } from "#drawing/package";
import { sm3 } from "#crypto/crypto";
import { areaOf, type Area } from "./measures.ts";
import type { Source } from "./source.ts";

/** Where a signature shows its seal. */
export interface StampPlace {
  id: string;
  /** Id of the page, as the document lists it. */
  page: string;
  area: Area;
  /** What of the picture is shown, counted from the corner of `area`; all of it where there is none. */
  clip?: Area;
}

/** A signature as its file tells it. Whether anything of it holds is for `checkReferences` and for who knows signatures. */
export interface OfdSignature {
  id: string;
  type: "Seal" | "Sign";
  /** "/Doc_0/Signs/Sign_0/Signature.xml": the propertyInfo of its signature value (GB/T 38540-2020). */
  path: string;
  /** SM3 of that file to the byte: what the signature value signs. */
  hash: Buffer;
  /** The bytes of that file, for those who hash by another. */
  bytes: () => Buffer;
  provider: { name: string; company?: string; version?: string };
  /** Object identifier of the way of signing, as written. */
  method: string;
  /** As written: "20261121083000Z", "2026-11-21 16:30:00". */
  time: string;
  /** Object identifier or name of the hash of its references. */
  checkMethod: string;
  /** Protected parts: name in the package (undefined: nothing is there), as written, and the hash in base64. */
  references: { part?: string; location: string; value: string }[];
  stamps: StampPlace[];
  /** Name of the part with the seal (Seal.esl), where the signature brings it along, and its bytes, DER. */
  sealPart?: string;
  seal?: Buffer;
  /** Name of the part with the signature value. */
  valuePart?: string;
  /** Its bytes, DER; none while the value is not attached. */
  value?: Buffer;
}

function readSignature(source: Source, part: string, id: string, type: string | undefined): OfdSignature {
  const bytes = source.read(source.parts.get(part)!);
  const root = source.xml(part);
  const info = elementAt(root, "SignedInfo");
  const provider = elementAt(info, "Provider")?.attributes ?? {};
  const references = elementAt(info, "References");
  const seal = source.find(textOf(elementAt(info, "Seal", "BaseLoc")), part);
  const value = source.find(textOf(elementAt(root, "SignedValue")), part);
  return {
    id,
    type: type === "Sign" ? "Sign" : "Seal",
    path: `/${part}`,
    hash: sm3(bytes),
    bytes: () => bytes,
    provider: {
      name: provider["ProviderName"] ?? "",
      ...(provider["Company"] && { company: provider["Company"] }),
      ...(provider["Version"] && { version: provider["Version"] }),
    },
    method: textOf(elementAt(info, "SignatureMethod")).trim(),
    time: textOf(elementAt(info, "SignatureDateTime")).trim(),
    checkMethod: references?.attributes["CheckMethod"] ?? "MD5",
    references: elementsOf(references, "Reference").map((reference) => {
      const location = reference.attributes["FileRef"] ?? "";
      const found = source.find(location, part);
      return { location, value: textOf(elementAt(reference, "CheckValue")).trim(), ...(found && { part: found.name }) };
    }),
    stamps: elementsOf(info, "StampAnnot").flatMap(({ attributes }) => {
      const area = areaOf(attributes["Boundary"]);
      const clip = areaOf(attributes["Clip"]);
      return area ? [{ id: attributes["ID"] ?? "", page: attributes["PageRef"] ?? "", area, ...(clip && { clip }) }] : [];
    }),
    ...(seal && { sealPart: seal.name, seal: source.read(seal) }),
    ...(value && { valuePart: value.name, value: source.read(value) }),
  };
}

/** The signatures of a list, in its order. One that is listed and not there is told: it was taken out, or never came along. */
export function readSignatures(source: Source, list: string): OfdSignature[] {
  return elementsOf(source.xml(list), "Signature").flatMap(({ attributes }) => {
    const place = attributes["BaseLoc"] ?? "";
    const part = source.find(place, list)?.name;
    if (part) return [readSignature(source, part, attributes["ID"] ?? "", attributes["Type"])];
    source.remark(`签章清单里提到的签章“${quoted(place)}”不在文件里：可能已经被去掉，这里没有办法核对它。`);
    return [];
  });
}
