import type { Ofd, ReferenceReport } from "#base/ofd";
import type { SignatureData } from "#base/signature";

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

/** What of a file is read to show its pages. */
function shown({ documents }: Pick<Ofd, "documents">): Set<string> {
  return new Set(documents.flatMap(({ part, pages }) => [part, ...pages.map((page) => page.part)]));
}

/** The parts that a signature leaves unprotected although the standard does not. Pure. */
export function leftOpen({ parts }: Pick<ReferenceReport, "parts">): string[] {
  return parts.filter(({ state, expected }) => state === "not-protected" && expected === false).map(({ part }) => part);
}

/**
 * Whether every part that the signature protects is as it was, and what it leaves open. Pure.
 *
 * What is left open is judged by what it can change. Of a file that we sealed (`ours`) everything was protected, so whatever is open was put in
 * afterwards. Others leave OFD.xml open, since the first signature has itself to be announced in it, and GB/T 33190 does not forbid that: it names the
 * documents, which are protected, and bears title and custom data, which then prove nothing (`labelled` of the file) but cannot alter a page. So the
 * pages hold, and to say otherwise would accuse every such producer. Any other part may be an oversight of theirs or an addition: nobody can tell, unless
 * it is a page or the document itself; then nothing that is seen is protected.
 */
export function ofParts({ fits, hash, parts }: ReferenceReport, ofd: Pick<Ofd, "documents">, ours: boolean): CheckStep {
  const step = { step: "parts", name: "文件的每个部分" };
  const of = (wanted: string): string[] => parts.filter(({ state }) => state === wanted).map(({ part }) => part);
  const [changed, missing] = [of("changed"), of("missing")];
  if (!hash) return { ...step, holds: false, says: "保护文件用的校验办法太旧或者不认识，不能证明内容没有改动。" };
  if (changed.length > 0) return { ...step, holds: false, says: `盖章以后这些部分被改动过：${named(changed)}。` };
  if (missing.length > 0) return { ...step, holds: false, says: `盖章时有、现在缺少的部分：${named(missing)}。` };
  if (!fits) return { ...step, holds: false, says: "签章没有保护文件的任何部分。" };
  const open = leftOpen({ parts });
  const protectedCount = of("fits").length;
  if (open.length === 0) return { ...step, holds: true, says: `签章保护的 ${protectedCount} 个部分都和盖章时一样，也没有多出别的。` };
  if (ours) return { ...step, holds: false, says: `文件里有不受签章保护的部分，是盖章以后加上的：${named(open)}。` };
  const pages = open.filter((part) => shown(ofd).has(part));
  if (pages.length > 0) return { ...step, holds: false, says: `页面的内容不受签章保护，看到的不一定是盖章时的样子：${named(pages)}。` };
  if (open.length === 1 && open[0] === "OFD.xml")
    return {
      ...step,
      holds: true,
      says: `签章保护的 ${protectedCount} 个部分都和盖章时一样，每一页的内容没有改动。标题、编号这些写在封面信息里的，签章没有保护，许多软件都这样盖章；请以页面上写的为准。`,
    };
  return {
    ...step,
    holds: undefined,
    says: `签章保护的 ${protectedCount} 个部分都和盖章时一样，每一页的内容没有改动。另有部分不受签章保护，可能是盖章的软件本来就不保护，也可能是后来加上的，这里分不清：${named(open)}。`,
  };
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
