import { mod3736 } from "./mod.ts";

const ROOT = "1.2.156.3005.2";

/** The parts of an 电子证照标识 (GB/T 36904-2018). */
export interface LicenceIdentifier {
  /** 证照类型代码: the department's USCC and a three-digit sequence. */
  type: string;
  /** 证照颁发机构代码: the issuer's USCC. */
  issuer: string;
  /** 流水号: unique with the issuer; digits and capitals. */
  serial: string;
  /** 版本号, 1–999; one more at every re-issue. */
  version: number;
}

/** Writes an 电子证照标识 with its check character, e.g. 1.2.156.3005.2.….….….001.I. */
export function licenceIdentifier({ type, issuer, serial, version }: LicenceIdentifier): string {
  const parts = [type, issuer, serial, String(version).padStart(3, "0")];
  return [ROOT, ...parts, mod3736(parts.join(""))].join(".");
}

/** Reads an 电子证照标识; undefined unless its form and its check character are right. */
export function readLicenceIdentifier(text: string): LicenceIdentifier | undefined {
  const match = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/.exec(text);
  if (!match) return undefined;
  const [, type, issuer, serial, version, check] = match as unknown as [string, string, string, string, string, string];
  if (mod3736(type + issuer + serial + version) !== check) return undefined;
  return { type, issuer, serial, version: Number(version) };
}
