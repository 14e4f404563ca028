import type { Ofd, OfdSignature, ReferenceReport } from "#drawing/ofd";
import type { SignedValue } from "#trust/signature";
import { firstGraphemes } from "#values/graphemes";

/** One step of a check: it holds, it does not, or nobody here can tell. */
export interface CheckStep {
  step: string;
  name: string;
  holds: boolean | undefined;
  says: string;
}

type Around = Pick<OfdSignature, "path" | "type" | "seal" | "stamps"> & { signatures: number };

const NAMED = 5;

function named(parts: readonly string[]): string {
  const shown = parts.slice(0, NAMED).map((part) => firstGraphemes(part, 80));
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
 * it is a page or the document itself; then nothing that is seen is protected, which is said, and which is no proof that it was altered.
 */
export function ofParts({ fits, hash, weak, parts }: ReferenceReport, ofd: Pick<Ofd, "documents">, ours: boolean): CheckStep {
  const step = { step: "parts", name: "文件的每个部分" };
  const of = (wanted: string): string[] => parts.filter(({ state }) => state === wanted).map(({ part }) => part);
  const [changed, missing] = [of("changed"), of("missing")];
  // What does not fit was changed, by whatever hash; a protected part that is gone is as good as changed.
  if (changed.length > 0) return { ...step, holds: false, says: `盖章以后这些部分被改动过：${named(changed)}。` };
  if (missing.length > 0) return { ...step, holds: false, says: `盖章时有、现在缺少的部分：${named(missing)}。` };
  if (!hash) return { ...step, holds: undefined, says: "保护文件用的校验办法这里不认识，查不出内容有没有改动。" };
  if (weak) return { ...step, holds: undefined, says: "每个部分的校验值都对得上，但用的校验办法太旧，已经能伪造，不能证明内容没有改动。" };
  if (!fits) return { ...step, holds: undefined, says: "签章没有保护文件的任何部分，看到的内容不能靠它证明。" };
  const open = leftOpen({ parts });
  const protectedCount = of("fits").length;
  if (open.length === 0) return { ...step, holds: true, says: `签章保护的 ${protectedCount} 个部分都和盖章时一样，也没有多出别的。` };
  if (ours) return { ...step, holds: false, says: `文件里有不受签章保护的部分，是盖章以后加上的：${named(open)}。` };
  const pages = open.filter((part) => shown(ofd).has(part));
  if (pages.length > 0) return { ...step, holds: undefined, says: `页面的内容不受签章保护，看到的不一定是盖章时的样子：${named(pages)}。` };
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

/** What departs from the standard around a signature and decides nothing: the hashes bind it to this file. Pure. */
export function ofDepartures(value: SignedValue | undefined, { path, type, seal, stamps, signatures }: Around): string[] {
  const said: string[] = [];
  const sealing = value?.kind === "sealing" ? value.data : undefined;
  const plain = (place: string): string => place.replaceAll("\\", "/").replace(/^\//, "").toLowerCase();
  if (sealing && plain(sealing.propertyInfo) !== plain(path)) said.push("签章里写的位置和它在文件里的位置写法不一样；它保护哪些内容以校验值为准，不受影响。");
  if (sealing && seal && !sealing.seal.bytes.equals(seal)) said.push("文件附带的印章文件和签章里用的印章不是同一份；以签章里的为准。");
  if (value?.kind === "cms" && type === "Seal") said.push("文件把它叫作电子印章，里面其实是没有印章图样的数字签名；按数字签名核对。");
  if (sealing && type === "Sign") said.push("文件把它叫作数字签名，里面其实是电子签章；按电子签章核对。");
  if (sealing && stamps.length === 0 && signatures === 1) said.push("这个签章没有写盖在哪一页，页面上看不到它。");
  return said;
}
