import type { SealMove } from "#trust/seal";

/** What a step of a seal's life is on the page that asks for it. */
export interface SealStepWords {
  /** The button. */
  label: string;
  title: string;
  /** What follows, one sentence each; the seal is called by the first page line. */
  consequences: readonly string[];
  /** What to write down; none is asked where the application says it all. */
  ask?: { label: string; hint: string };
  kind: "primary" | "secondary" | "seal";
  /** The sentence after it. */
  done: string;
}

type Asked = Exclude<SealMove, "expired">;

/** Every step that somebody takes, by its name in the address. */
export const STEPS: Record<Asked, SealStepWords> = {
  approved: {
    label: "批准",
    title: "批准制作这枚印章？",
    consequences: ["批准后可以制作，制作并启用以后才能用印。", "您的姓名和意见记入这枚印章的登记，不能删除。"],
    ask: { label: "批准意见", hint: "例如：经核对批文，同意制作。" },
    kind: "primary",
    done: "seal-approved",
  },
  refused: {
    label: "不予批准",
    title: "不批准这枚印章？",
    consequences: ["这次申请到此结束；还需要的，要重新申请。", "提出申请的人能看到您写的理由。"],
    ask: { label: "理由", hint: "例如：单位已有同类印章在用。" },
    kind: "seal",
    done: "seal-refused",
  },
  made: {
    label: "制作",
    title: "制作这枚印章？",
    consequences: ["平台为它生成密钥、签发证书，按图样制作印章数据，并由制章中心签名。", "制作后有效期五年；启用以前还不能用印。"],
    kind: "primary",
    done: "seal-made",
  },
  activated: {
    label: "启用",
    title: "启用这枚印章？",
    consequences: ["从现在起，有用印职责的人和平台可以用它盖章。", "每次用印都有记录：谁、哪份文件、什么时候。"],
    kind: "primary",
    done: "seal-activated",
  },
  frozen: {
    label: "冻结",
    title: "冻结这枚印章？",
    consequences: ["马上不能再用它盖章，它的证书同时暂停使用。", "以前盖的章仍然有效。", "查清楚以后可以解冻。"],
    ask: { label: "冻结的原因", hint: "例如：保管人调离，交接期间停用。" },
    kind: "seal",
    done: "seal-frozen",
  },
  thawed: {
    label: "解冻",
    title: "解冻这枚印章？",
    consequences: ["马上可以再用它盖章，它的证书同时恢复。", "冻结期间的记录保留。"],
    ask: { label: "解冻的原因", hint: "例如：交接完成。" },
    kind: "primary",
    done: "seal-thawed",
  },
  revoked: {
    label: "注销",
    title: "注销这枚印章？",
    consequences: ["从现在起永远不能再用它盖章，它的证书同时吊销，不能恢复。", "以前盖的章仍然有效。", "还需要用印的，要先申请、启用新章。"],
    ask: { label: "注销的原因", hint: "例如：机构更名，换发新章。" },
    kind: "seal",
    done: "seal-revoked",
  },
};

/** Whether a name in an address is that of a step. */
export function isStep(name: string | undefined): name is Asked {
  return name !== undefined && Object.hasOwn(STEPS, name);
}
