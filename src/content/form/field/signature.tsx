import { SignatureField, SignatureMark } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn } from "./judge.ts";

/** 签名: the name as it is typed, and the strokes if it was drawn, as an SVG path within 300 × 100. */
export interface Signature {
  name: string;
  drawn?: string;
}

const NAME = 50;
const STROKES = 20_000;
/** Strokes of straight lines, whole figures: nothing else can lie in a path. */
const PATH = /^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})*)+$/;

function isSignature(value: unknown): value is Signature {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(([key, each]) => ["name", "drawn"].includes(key) && typeof each === "string") &&
    typeof (value as Signature).name === "string"
  );
}

/** 签名. Typed by who signs; drawn besides where there is a script and a hand. Always personal. */
export const signature: FormType = {
  word: "签名",
  keys: [],
  schema: () => ({
    type: "object",
    properties: { name: { type: "string", maxLength: NAME }, drawn: { type: "string", maxLength: STROKES } },
    additionalProperties: false,
  }),
  read: (text) => ({ value: { name: text } }),
  posted(_field, take) {
    const [[name], [drawn]] = [take("name"), take("drawn")];
    if (name === undefined && drawn === undefined) return undefined;
    return { name: name ?? "", ...(drawn !== undefined && { drawn }) };
  },
  owns: (part) => part === "name" || part === "drawn",
  check(value, field) {
    if (!isSignature(value)) return signature.missing!(field);
    const letters = [...value.name].length;
    if (letters < 2) return `${field.label}：请写上签名人的姓名`;
    if (letters > NAME) return `${field.label}：姓名最多写 ${NAME} 个字`;
    if (value.drawn === undefined || (value.drawn.length <= STROKES && PATH.test(value.drawn))) return undefined;
    return `${field.label}：手写的签名没有认出来，请擦掉重签，或者只写姓名`;
  },
  missing: ({ label }) => `${fillIn({ label, name: "", type: "signature" })}，写上姓名`,
  say: (value) => (isSignature(value) ? `${value.name}${value.drawn ? "（手写签名）" : ""}` : plain(value)),
  show: (value) =>
    isSignature(value) ? <SignatureMark name={value.name} {...(value.drawn && PATH.test(value.drawn) && { drawn: value.drawn })} /> : plain(value),
  personal: () => "name",
  masked: (value, _field, mask) => (isSignature(value) ? { name: mask("name", value.name) } : undefined),
  draw(asked) {
    const value: Partial<Signature> = isSignature(asked.value) ? asked.value : { name: typed(asked.value) };
    const drawn = value.drawn !== undefined && PATH.test(value.drawn) ? value.drawn : undefined;
    return <SignatureField {...common(asked)} value={value.name ?? ""} {...(drawn && { drawn })} />;
  },
};
