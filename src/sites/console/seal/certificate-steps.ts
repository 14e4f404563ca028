/** What may be done with a certificate: from which states, and how the page asks for it. */
export const STEPS = {
  held: {
    from: ["good"],
    label: "暂停",
    title: "暂停这张证书？",
    consequences: ["从现在起，用它签的名和建立的连接都不算有效；以前的仍然有效。", "马上写进吊销列表。查清楚以后可以恢复。"],
    kind: "seal",
    done: "certificate-held",
  },
  released: {
    from: ["held"],
    label: "恢复",
    title: "恢复这张证书？",
    consequences: ["从现在起可以照常使用，吊销列表里不再有它。", "暂停期间的记录保留。"],
    kind: "primary",
    done: "certificate-released",
  },
  revoked: {
    from: ["good", "held"],
    label: "吊销",
    title: "吊销这张证书？",
    consequences: ["从现在起永远不能再用，不能恢复。", "以前签的仍然有效。", "马上写进吊销列表。"],
    kind: "seal",
    done: "certificate-revoked",
  },
} as const satisfies Record<
  string,
  { from: readonly string[]; label: string; title: string; consequences: readonly string[]; kind: "primary" | "seal"; done: string }
>;

export type CertificateStep = keyof typeof STEPS;

/** Whether a name in an address is that of a step. */
export function isStep(name: string | undefined): name is CertificateStep {
  return name !== undefined && Object.hasOwn(STEPS, name);
}
