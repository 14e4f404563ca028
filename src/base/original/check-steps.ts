import type { ReferenceReport } from "#base/ofd";
import type { SignatureData } from "#base/seal";

/** One step of a check: it holds, it does not, or nobody here can tell. */
export interface CheckStep {
  step: string;
  name: string;
  holds: boolean | undefined;
  says: string;
}

const NAMED = 5;

function named(parts: readonly string[]): string {
  const shown = parts.slice(0, NAMED).map((part) => part.slice(0, 80));
  return `${shown.join("、")}${parts.length > NAMED ? ` 等 ${parts.length} 处` : ""}`;
}

/** Whether every part that the signature protects is as it was, and nothing else was put in. Pure. */
export function ofParts({ fits, holds, hash, parts }: ReferenceReport): CheckStep {
  const step = { step: "parts", name: "文件的每个部分" };
  const of = (wanted: string): string[] => parts.filter(({ state }) => state === wanted).map(({ part }) => part);
  const [changed, missing] = [of("changed"), of("missing")];
  if (!hash) return { ...step, holds: false, says: "保护文件用的校验办法太旧或者不认识，不能证明内容没有改动。" };
  if (changed.length > 0) return { ...step, holds: false, says: `盖章以后这些部分被改动过：${named(changed)}。` };
  if (missing.length > 0) return { ...step, holds: false, says: `盖章时有、现在缺少的部分：${named(missing)}。` };
  if (!fits) return { ...step, holds: false, says: "签章没有保护文件的任何部分。" };
  const added = parts.filter(({ state, expected }) => state === "not-protected" && expected === false).map(({ part }) => part);
  if (!holds) return { ...step, holds: false, says: `文件里有不受签章保护的部分，可能是盖章以后加上的：${named(added)}。` };
  return { ...step, holds: true, says: `签章保护的 ${of("fits").length} 个部分都和盖章时一样，也没有多出别的。` };
}

/** Whether the signature lies where it was made for. Pure. */
export function ofPlace(data: SignatureData | undefined, path: string): CheckStep[] {
  if (!data || data.propertyInfo.replace(/^\//, "") === path.replace(/^\//, "")) return [];
  return [{ step: "place", name: "签章的位置", holds: undefined, says: "签章里写的位置和它在文件里的位置不一样，可能是从别处搬来的。" }];
}

/** Whether the seal that lies beside the signature is the one in it. Pure. */
export function ofSealFile(data: SignatureData | undefined, seal: Buffer | undefined): CheckStep[] {
  if (!data || !seal || data.seal.bytes.equals(seal)) return [];
  return [{ step: "seal-file", name: "附带的印章", holds: false, says: "文件附带的印章和签章用的不是同一枚。" }];
}

/** Whether a file that we issued is the very one that we keep. Pure. */
export function asKept(same: boolean): CheckStep {
  const says = same
    ? "和签发时留存的原件一字不差。"
    : "这个签章是本平台盖的，但整个文件和留存的原件不是一字不差，可能被改动过，或者被别的软件重新保存过。请向申请人要原来下载的文件。";
  return { step: "kept", name: "留存的原件", holds: same ? true : undefined, says };
}
