import { asOid, asSeq, asSet, asWords, oid, printable, seq, set, utf8, type Element } from "#crypto/der";

/** A distinguished name, as far as certificates of government use it. */
export interface Name {
  country?: string;
  province?: string;
  city?: string;
  organisation?: string;
  unit?: string;
  commonName?: string;
}

const ATTRIBUTES = [
  ["country", "2.5.4.6", "C"],
  ["province", "2.5.4.8", "ST"],
  ["city", "2.5.4.7", "L"],
  ["organisation", "2.5.4.10", "O"],
  ["unit", "2.5.4.11", "OU"],
  ["commonName", "2.5.4.3", "CN"],
] as const satisfies (readonly [keyof Name, string, string])[];

/** A name as RDNSequence, from the country down; the country is a PrintableString, the rest UTF-8 (GB/T 20518 §5.2.3.5). */
export function encodeName(name: Name): Buffer {
  return seq(
    ...ATTRIBUTES.flatMap(([part, type]) => {
      const value = name[part];
      return value === undefined ? [] : [set(seq(oid(type), part === "country" ? printable(value) : utf8(value)))];
    }),
  );
}

/** Reads a name in whatever string kinds it was written; parts that are not known are left out. */
export function readName(element: Element | undefined): Name {
  const name: Name = {};
  for (const rdn of asSeq(element)) {
    for (const attribute of asSet(rdn)) {
      const [type, value] = asSeq(attribute, 2, 2);
      const known = ATTRIBUTES.find(([, id]) => id === asOid(type));
      if (known) name[known[0]] ??= asWords(value);
    }
  }
  return name;
}

/** A name as one line: "CN=云州市市场监督管理局,O=…". */
export function nameLine(name: Name): string {
  return ATTRIBUTES.toReversed()
    .flatMap(([part, , short]) => (name[part] === undefined ? [] : [`${short}=${name[part]}`]))
    .join(",");
}
