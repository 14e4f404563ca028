import { foldIdPaper, foldNumber, foldPhone, ID_PAPERS, isIdPaper, isPhone, isUscc, readIdPaper } from "#values/codes";
import { PartyField } from "#ui";
import { common, plain, typed, type FieldDefinition, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

/** 当事人: somebody, by kind, name, number and phone. */
export interface Party {
  kind: "person" | "organisation" | "anonymous";
  name?: string;
  number?: string;
  phone?: string;
}

const KINDS = { person: "个人", organisation: "单位", anonymous: "不愿透露姓名" } as const;
const PARTS = ["kind", "name", "number", "phone"] as const;
const LONGEST = 100;

function isParty(value: unknown): value is Party {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(([key, each]) => (PARTS as readonly string[]).includes(key) && typeof each === "string") &&
    Object.hasOwn(KINDS, String((value as Party).kind))
  );
}

/** The kinds that a field takes: all unless it names some. */
function kindsOf({ options }: FieldDefinition): { value: string; label: string }[] {
  return options ?? Object.entries(KINDS).map(([value, label]) => ({ value, label }));
}

function numberWords(number: string): string {
  const paper = readIdPaper(number);
  return paper && paper.kind !== "id-card" ? `${ID_PAPERS[paper.kind].name} ${paper.number}` : number;
}

function numberFault({ kind, number = "" }: Party, field: FieldDefinition): string | undefined {
  const named = { ...field, label: `${field.label}的号码` };
  if (kind === "organisation") return isUscc(number) ? undefined : wrong(named, "请核对，应是 18 位统一社会信用代码");
  return isIdPaper(number) ? undefined : wrong(named, "请核对身份证号；不是身份证的，请在号码前写证件名称，例如“护照 E12345678”");
}

/** 当事人. Always personal: sealed, masked for staff, kept out of rules. */
export const party: FormType = {
  word: "当事人",
  keys: ["options", "needs"],
  schema: () => ({
    type: "object",
    properties: {
      kind: { type: "string", maxLength: 20 },
      ...Object.fromEntries(PARTS.slice(1).map((part) => [part, { type: "string", maxLength: LONGEST }])),
    },
    additionalProperties: false,
  }),
  read: (text) => ({ value: { kind: "person", name: text } }),
  posted(field, take) {
    const [kind, name, number, phone] = PARTS.map((part) => take(part)[0]);
    const of = kind ?? kindsOf(field)[0]!.value;
    if (name === undefined && number === undefined && phone === undefined && of !== "anonymous") return undefined;
    return {
      kind: of,
      ...(name !== undefined && { name }),
      ...(number !== undefined && { number: of === "organisation" ? foldNumber(number) : foldIdPaper(number) }),
      ...(phone !== undefined && { phone: foldPhone(phone) }),
    };
  },
  owns: (part) => (PARTS as readonly string[]).includes(part),
  check(value, field) {
    if (!isParty(value) || !kindsOf(field).some((kind) => kind.value === value.kind)) return fillIn(field);
    const { kind, name = "", number, phone } = value;
    const { label, needs = [] } = field;
    if (kind === "anonymous") return phone === undefined || isPhone(phone) ? undefined : wrong({ ...field, label: `${label}的电话` });
    if ([...name].length < 2) return `请填写${label}的${kind === "person" ? "姓名" : "名称"}`;
    if ([...name].length > LONGEST) return `${label}的名称最多写 ${LONGEST} 个字`;
    if (number === undefined && needs.includes("number")) return `请填写${label}的${kind === "person" ? "证件号码" : "统一社会信用代码"}`;
    const fault = number === undefined ? undefined : numberFault(value, field);
    if (fault) return fault;
    if (phone === undefined && needs.includes("phone")) return `请填写${label}的电话`;
    return phone === undefined || isPhone(phone) ? undefined : wrong({ ...field, label: `${label}的电话` }, "请核对，应是 11 位手机号，或者带区号的座机号");
  },
  say(value) {
    if (!isParty(value)) return plain(value);
    const words = [value.kind === "anonymous" ? KINDS.anonymous : value.name, value.number && numberWords(value.number), value.phone && `电话 ${value.phone}`];
    return words.filter((word) => word).join("，");
  },
  personal: () => "name",
  masked(value, _field, mask) {
    if (!isParty(value)) return mask("name", plain(value));
    const { kind, name, number, phone } = value;
    return {
      kind,
      ...(name !== undefined && { name: kind === "person" ? mask("name", name) : name }),
      ...(number !== undefined && { number: kind === "person" ? mask("id-number", number) : number }),
      ...(phone !== undefined && { phone: mask("phone", phone) }),
    };
  },
  draw(asked) {
    const value: Partial<Party> = isParty(asked.value) ? asked.value : { name: typed(asked.value) };
    const { name, ...words } = common(asked);
    const { name: called, ...rest } = value;
    return <PartyField {...words} {...rest} field={name} called={called ?? ""} kinds={kindsOf(asked.field)} needs={asked.field.needs ?? []} />;
  },
};
