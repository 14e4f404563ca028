/** How a licence stands (codes of 电子证照状态 in practice: 01 有效 02 暂扣 03 撤销 04 注销 05 失效 07 吊销). */
export const STATES = {
  valid: { code: "01", label: "有效" },
  suspended: { code: "02", label: "暂扣" },
  withdrawn: { code: "03", label: "已撤销" },
  cancelled: { code: "04", label: "已注销" },
  expired: { code: "05", label: "已过期" },
  replaced: { code: "05", label: "已换发新证" },
  revoked: { code: "07", label: "已吊销" },
} as const;

export type LicenceState = keyof typeof STATES;

/** A line of a licence's face. */
export interface FaceLine {
  label: string;
  value: string;
}

/** A licence as its holder sees it. */
export interface Licence {
  licenceId: string;
  /** Kind of licence, e.g. "food-operation-licence". */
  type: string;
  name: string;
  /** 证照编号: what is printed. */
  number: string;
  /** 电子证照标识 (GB/T 36904). */
  identifier: string;
  version: number;
  holder: { kind: "person" | "organisation"; name: string; number: string; label: string };
  issuer: string;
  issuerName: string;
  itemId: string | null;
  matterId: string | null;
  issuedDay: string;
  validFrom: string;
  validUntil: string | null;
  face: FaceLine[];
  state: LicenceState;
  /** Why it is not valid, when it is not. */
  why: { reason: string; basis: string; day: string } | undefined;
}
