import { issueBelow } from "#trust/certificate";
import { kindsNow } from "#content/catalogue";
import { stateTone } from "#content/kind";
import { listDuties } from "#people/duty";
import { issuedFile } from "#proof/document";
import { listStaff } from "#people/identity";
import { listDocuments } from "#matter/matter";
import { searchMatters } from "#matter/lists";
import { viewAsStaff } from "#matter/view";
import { activateSeal, freezeSeal, applyForSeal, approveSeal, type SealApplication, makeSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { City } from "../city.ts";

const MARKET = "11990100MB0000001T";
const PLATFORM = "11990100MB0000009K";
const HOSTS = ["www.yunzhou.example", "console.yunzhou.example"];

const FETCHED = 3;

/** Some documents are fetched sealed, so that the log of uses has what it is for. */
async function fetchDocuments(ctx: Ctx): Promise<void> {
  const { rows } = await searchMatters(ctx, {});
  const kinds = await kindsNow(ctx);
  const good = rows.filter(({ kind, state }) => stateTone(kinds.get(kind)?.kind, state) === "good");
  for (const { matterId } of good.slice(0, FETCHED)) {
    const view = await viewAsStaff(ctx, matterId);
    for (const document of (await listDocuments(ctx, matterId)).slice(-1)) await issuedFile(ctx, view, document, "pdf");
  }
}

/** The register as its keepers left it by now: a finance seal in use, a contract seal that waits to be approved, a frozen seal of a person, a server's certificate, and the first uses. */
export async function seedSealRegister(city: City): Promise<void> {
  const started = city.ctx().now.getTime();
  const staff = await listStaff(city.ctx());
  const by = async (username: string, daysAgo: number): Promise<Ctx> => {
    const { staffId, name } = staff.find((each) => each.username === username)!;
    const ctx = { ...city.ctx(), now: new Date(started - daysAgo * 86_400_000) };
    return { ...ctx, actor: { kind: "staff", id: staffId, name, duties: await listDuties(ctx, staffId) } };
  };
  const made = async (wish: SealApplication, daysAgo: number): Promise<string> => {
    const id = await applyForSeal(await by("yinhe", daysAgo), wish);
    await approveSeal(await by("zhuangyan", daysAgo - 1), id, "经核对，同意制作");
    await makeSeal(await by("zhuangyan", daysAgo - 2), id);
    await activateSeal(await by("yinhe", daysAgo - 2), id);
    return id;
  };
  await made({ kind: "finance", unit: MARKET, purposes: ["finance"], reason: "财务票据改为电子票据" }, 120);
  const holder = staff.find(({ username }) => username === "gaojian")!;
  const personal = await made(
    { kind: "legal-person", unit: MARKET, name: holder.name, holderId: holder.staffId, purposes: ["contract", "document"], reason: "签订电子合同" },
    90,
  );
  await freezeSeal(await by("yinhe", 6), personal, "本人外出学习，期间停用");
  await applyForSeal(await by("yinhe", 1), { kind: "contract", unit: MARKET, purposes: ["contract"], reason: "政府采购合同改为电子签订" });
  const subject = { country: "CN", organisation: "云州市政务服务和数据管理局", commonName: HOSTS[0]! };
  await issueBelow(await by("zhuangyan", 60), PLATFORM, { kind: "server", subject, hosts: HOSTS });
  await fetchDocuments(await by("gaojian", 0));
}
