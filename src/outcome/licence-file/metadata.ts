import type { CopyStanding, Licence } from "#outcome/licence";
import { readLicenceIdentifier } from "#values/codes";

/** What the files call the identifier and the number of a copy; the page that checks files looks for these. */
export const IDENTIFIER = "证照标识";
export const COPY_NUMBER = "加注件编号";

// 持证主体代码类型: 001 统一社会信用代码, 111 公民身份号码.
const HOLDER_TYPES = { organisation: "001", person: "111" } as const;

/** The metadata of a licence (GB/T 36902, 36903) as its file carries it for programs. Pure. */
export function licenceMetadata(licence: Omit<Licence, "state" | "why">): Record<string, string> {
  const { name, number, identifier, version, holder, issuer, issuerName, issuedDay, validFrom, validUntil } = licence;
  return {
    证照类型名称: name,
    证照类型代码: readLicenceIdentifier(identifier)?.type ?? "",
    证照名称: name,
    证照编号: number,
    [IDENTIFIER]: identifier,
    证照版本: String(version).padStart(3, "0"),
    持证主体: holder.name,
    持证主体代码: holder.number,
    持证主体代码类型: HOLDER_TYPES[holder.kind],
    证照颁发机构: issuerName,
    证照颁发机构代码: issuer,
    // 统一社会信用代码, third to eighth character: 登记管理机关行政区划码.
    证照所属地区编码: issuer.slice(2, 8),
    证照颁发日期: issuedDay,
    证照有效期起始日期: validFrom,
    证照有效期截止日期: validUntil ?? "长期",
  };
}

/** The metadata of a copy: which licence, what for, until when. The holder's number stays in the licence. Pure. */
export function copyMetadata({ copy, licence }: Pick<CopyStanding, "copy" | "licence">): Record<string, string> {
  const { 持证主体代码: _number, 持证主体代码类型: _type, ...rest } = licenceMetadata(licence);
  return { ...rest, [COPY_NUMBER]: copy.number, 加注件事由: copy.use, 加注件使用方: copy.recipient, 加注件有效期: copy.untilDay };
}
