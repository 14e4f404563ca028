import type { Page } from "playwright-core";
import { FIELD } from "./field-shots.ts";

/** A page to be pictured: who looks (a named person, "person @ firm", or an account of staff), where, and what they do there first. */
export interface Shot {
  name: string;
  who?: string;
  path: string;
  /** Links to follow one after the other; "+/receipt" goes to a page under the present one. */
  then?: string[];
  /** What is typed or opened there. */
  prepare?(page: Page): Promise<unknown>;
  /** The button pressed at last: the picture shows the answer. */
  send?: string;
  /** The look: 长辈模式, dark, high contrast. */
  look?: "elder" | "dark" | "contrast";
}

const OWNER = "陈小满 @ 云州小满餐饮有限公司";
const FIND = "/console/search";
const MATTER = "main tbody tr a";
const FLOW = "/console/flows/food-licence";
/** A board has drawn what it shows; on a narrow screen there is none. */
const ready = async (page: Page): Promise<unknown> => ((await page.evaluate(() => innerWidth >= 900)) ? page.waitForSelector("[data-ready]") : undefined);

/** Opens every folded part of a page. */
const unfold = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.querySelectorAll("main details").forEach((part) => part.setAttribute("open", "")));
const clear = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.querySelectorAll<HTMLInputElement>("main input[type=text]").forEach((field) => (field.value = "")));
/** The first row whose text has all the words. */
const row = (...words: string[]): string => `main tr${words.map((word) => `:has-text("${word}")`).join("")} a`;
const mine = (...words: string[]): string => `main li${words.map((word) => `:has-text("${word}")`).join("")} a`;

const PORTAL: Shot[] = [
  { name: "home", path: "/" },
  { name: "home-signed-in", who: OWNER, path: "/" },
  { name: "home-grandmother", who: "林秀英", path: "/", look: "elder" },
  { name: "search", path: "/search?q=开饭店" },
  { name: "search-empty", path: "/search?q=放风筝比赛" },
  { name: "theme", path: "/themes/open-shop" },
  { name: "theme-empty", path: "/themes/school" },
  { name: "departments", path: "/departments" },
  { name: "department", path: "/departments/市场监管局" },
  { name: "items", path: "/items" },
  { name: "guide", path: "/items/food-licence" },
  { name: "guide-answered", path: "/items/food-licence?business=catering&operations=hot&operations=drinks&online=no&vending=no&by_agent=no" },
  { name: "guide-allowance", path: "/items/old-age-allowance" },
  { name: "start", who: OWNER, path: "/items/outdoor-advertising/apply" },
  { name: "start-again", who: OWNER, path: "/items/food-licence/apply" },
  { name: "start-wrong-party", who: OWNER, path: "/items/old-age-allowance/apply" },
  { name: "sign-in", path: "/sign-in" },
  {
    name: "sign-in-error",
    path: "/sign-in",
    prepare: (page) => page.fill(".own-account [name=name][type=text], .own-account input.input >> nth=0", "陈小满"),
    send: ".own-account button",
  },
  { name: "my", who: OWNER, path: "/my" },
  { name: "my-agent", who: "朱玲 @ 云州小满餐饮有限公司", path: "/my" },
  { name: "logins", who: "林秀英", path: "/my/logins" },
  { name: "drafts", who: "白露 @ 云州南湖商业广场管理有限公司", path: "/my/drafts" },
  { name: "payment-mine", who: "林秀英", path: "/my/payments" },
  { name: "payment-own", who: "林秀英", path: "/my/payments", then: ["main li a"] },
  { name: "payment-own-refused", who: "林秀英", path: "/my/payments", then: ["main li a"], send: "form[action$=account] button" },
  { name: "payment-receipt", who: "林秀英", path: "/my", then: ["main a[href^='/my/matters/']:not([href*=rate])", "+/receipt"] },
  { name: "payment-progress", who: "林秀英", path: "/my", then: ["main a[href^='/my/matters/']:not([href*=rate])"] },
  { name: "bring", who: "郭芳 @ 清泉", path: "/my/matters/{promised}/materials" },
  { name: "promised", who: "郭芳 @ 清泉", path: "/my/matters/{promised}" },
  { name: "payment-start-twice", who: "林秀英", path: "/items/old-age-allowance/apply?who=self&account=social-card", send: "main form button" },
  { name: "my-empty", who: "马强", path: "/my" },
  { name: "application", who: OWNER, path: "/my", then: [mine("草稿")] },
  { name: "application-situation", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:nth-child(1) a"] },
  { name: "application-form-1", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:nth-child(2) a"] },
  { name: "application-form-2", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:nth-child(3) a"] },
  {
    name: "application-form-error",
    who: OWNER,
    path: "/my",
    then: [mine("草稿"), ".step-list li:nth-child(3) a"],
    prepare: clear,
    send: 'main button:has-text("保存并继续")',
  },
  { name: "application-materials", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:nth-last-child(2) a"] },
  { name: "application-check", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:last-child a"] },
  { name: "application-check-error", who: OWNER, path: "/my", then: [mine("草稿"), ".step-list li:last-child a"], send: 'main button:has-text("提交申请")' },
  { name: "progress-open", who: "江莉 @ 云州佳丽超市有限公司", path: "/my", then: [mine("食品经营许可")] },
  { name: "progress-granted", who: OWNER, path: "/my", then: [mine("已办结")] },
  { name: "progress-refused", who: "邓刚 @ 云州海味料理有限公司", path: "/my", then: [mine("不予许可")] },
  { name: "supplement", who: "朱玲 @ 云州小满餐饮有限公司", path: "/my", then: [mine("补正")] },
  { name: "receipt", who: "江莉 @ 云州佳丽超市有限公司", path: "/my", then: [mine("食品经营许可"), "+/receipt"] },
  { name: "withdraw", who: "江莉 @ 云州佳丽超市有限公司", path: "/my", then: [mine("食品经营许可"), 'main a:has-text("撤回")'] },
  { name: "rate", who: "林秀英", path: "/my", then: [mine("评价")] },
  { name: "rate-error", who: "林秀英", path: "/my", then: [mine("评价")], send: 'main button:has-text("提交评价")' },
  { name: "wallet", who: OWNER, path: "/my/licences" },
  { name: "wallet-own", who: "马强", path: "/my/licences" },
  { name: "licence", who: OWNER, path: "/my/licences", then: ['main a:has-text("食品经营许可证")'] },
  { name: "licence-show", who: OWNER, path: "/my/licences", then: ['main a:has-text("食品经营许可证")', 'main a:has-text("亮证")'] },
  { name: "licence-copy-new", who: OWNER, path: "/my/licences", then: ['main a:has-text("食品经营许可证")', 'main a:has-text("做一份加注件")'] },
  {
    name: "licence-copy-made",
    who: OWNER,
    path: "/my/licences",
    then: ['main a:has-text("食品经营许可证")', 'main a:has-text("做一份加注件")'],
    prepare: async (page) => {
      await page.fill("[name=use]", "办理场地租赁合同");
      await page.fill("[name=recipient]", "云州远山置业有限公司");
    },
    send: 'main button:has-text("做加注件")',
  },
  { name: "verify", path: "/verify" },
  { name: "verify-good", path: "/verify?code={valid}" },
  { name: "verify-bad", path: "/verify?code={stopped}" },
  { name: "verify-unknown", path: "/verify?code=JY29901010000999" },
  { name: "verify-paper", path: "/verify/paper/{paper}" },
  { name: "verify-paper-unknown", path: "/verify/paper/unknown" },
  { name: "verify-seal", path: "/verify/seal" },
  { name: "verify-seal-good", path: "/verify/seal?code=9901000000002" },
  { name: "verify-seal-bad", path: "/verify/seal?code=9901000000008" },
  { name: "verify-seal-unknown", path: "/verify/seal?code=9901009999999" },
  { name: "notices", who: OWNER, path: "/my/notices" },
  { name: "notices-empty", who: "马强", path: "/my/notices" },
  { name: "looks", who: OWNER, path: "/my/looks" },
  { name: "looks-empty", who: "马强", path: "/my/looks" },
  { name: "agency", who: "陈小满", path: "/agency" },
  { name: "agents", who: "陈小满", path: "/agency", then: ['main a[href^="/agency/"]'] },
  { name: "help", path: "/help" },
  { name: "privacy", path: "/privacy" },
  { name: "accessibility", path: "/accessibility" },
  { name: "not-found", path: "/items/nothing" },
  { name: "gallery", path: "/gallery" },
  { name: "elder-guide", path: "/items/old-age-allowance", look: "elder" },
  { name: "elder-my", who: "林秀英", path: "/my", look: "elder" },
  { name: "dark-home", path: "/", look: "dark" },
  { name: "dark-guide", path: "/items/food-licence", look: "dark" },
  { name: "dark-wallet", who: OWNER, path: "/my/licences", look: "dark" },
  { name: "contrast-guide", path: "/items/food-licence", look: "contrast" },
];

const CONSOLE: Shot[] = [
  { name: "payment-list", who: "shiyong", path: "/console/payments" },
  { name: "payment-one", who: "shiyong", path: "/console/payments", then: ["main tbody tr a"] },
  { name: "payment-end", who: "shiyong", path: "/console/payments", then: ["main tbody tr a", "a:has-text('停发')"] },
  { name: "payment-amount-refused", who: "shiyong", path: "/console/payments", then: ["main tbody tr a", "a:has-text('调整金额')"], send: "main form button" },
  { name: "payment-departures", who: "shiyong", path: "/console/departures" },
  { name: "sign-in", path: "/console/sign-in" },
  { name: "sign-in-error", path: "/console/sign-in", prepare: (page) => page.fill("[name=username]", "linjing"), send: "main form button" },
  { name: "inbox", who: "linjing", path: "/console/inbox" },
  { name: "inbox-inspector", who: "luping", path: "/console/inbox" },
  { name: "inbox-empty", who: "renhong", path: "/console/inbox" },
  { name: "inbox-done", who: "linjing", path: "/console/inbox/done" },
  { name: "account", who: "linjing", path: "/console/account" },
  { name: "search", who: "sujin", path: FIND },
  { name: "search-empty", who: "sujin", path: `${FIND}?q=没有这样的件` },
  { name: "matter-acceptance", who: "linjing", path: "/console/inbox", then: [MATTER] },
  { name: "matter-acceptance-open", who: "linjing", path: "/console/inbox", then: [MATTER], prepare: unfold },
  {
    name: "matter-acceptance-error",
    who: "linjing",
    path: "/console/inbox",
    then: [MATTER],
    prepare: unfold,
    send: "form:has(input[name=_outcome][value=decline]) button >> nth=-1",
  },
  { name: "matter-review", who: "zhouwen", path: "/console/inbox", then: [MATTER] },
  { name: "matter-decision", who: "gaojian", path: "/console/inbox", then: [MATTER] },
  { name: "matter-inspection", who: "luping", path: "/console/inbox", then: [MATTER] },
  { name: "inspection", who: "luping", path: "/console/inbox", then: [MATTER, 'main a:has-text("填写核查表")'] },
  {
    name: "inspection-error",
    who: "luping",
    path: "/console/inbox",
    then: [MATTER, 'main a:has-text("填写核查表")'],
    send: 'main button:has-text("提交记录")',
  },
  { name: "matter-granted", who: "sujin", path: FIND, then: [row("食品经营", "已办结")] },
  { name: "matter-refused", who: "sujin", path: FIND, then: [row("不予")] },
  { name: "matter-paused", who: "sujin", path: FIND, then: [row("特别程序")] },
  { name: "unmask", who: "linjing", path: "/console/inbox", then: [MATTER, 'main a[href*="unmask"]'] },
  { name: "stop", who: "zhouwen", path: "/console/inbox", then: [MATTER, "+/stops"] },
  { name: "extension", who: "gaojian", path: "/console/inbox", then: [MATTER, "+/extension"] },
  { name: "matter-flow", who: "gaojian", path: "/console/inbox?kind=decision", then: [MATTER, "+?part=flow"] },
  { name: "move-return", who: "gaojian", path: "/console/inbox?kind=decision", then: [MATTER, 'main a[href*="/moves/return"]'] },
  { name: "move-hand-over", who: "linjing", path: "/console/inbox", then: [MATTER, 'main a[href*="/moves/hand-over"]'] },
  { name: "move-sign", who: "zhouwen", path: "/console/inbox", then: [MATTER, 'main a[href*="/moves/sign"]'] },
  { name: "move-sign-error", who: "zhouwen", path: "/console/inbox", then: [MATTER, 'main a[href*="/moves/sign"]'], send: "main form button >> nth=-1" },
  { name: "move-terminate", who: "gaojian", path: "/console/inbox?kind=decision", then: [MATTER, "+/moves/terminate"] },
  { name: "move-jump", who: "xuran", path: "/console/search", then: [MATTER] },
  { name: "inbox-batch", who: "linjing", path: "/console/inbox?kind=acceptance" },
  { name: "absence", who: "linjing", path: "/console/absence" },
  { name: "board", who: "sujin", path: "/console/board" },
  { name: "ratings", who: "sujin", path: "/console/ratings" },
  { name: "rating", who: "sujin", path: "/console/ratings", then: [MATTER] },
  { name: "licences", who: "gaojian", path: "/console/licences" },
  { name: "licence", who: "gaojian", path: "/console/licences?q=JY", then: [MATTER] },
  { name: "licence-suspension", who: "gaojian", path: "/console/licences?q=JY", then: [MATTER, 'main a[href$="/suspension"]'] },
  { name: "licence-cancellation", who: "gaojian", path: "/console/licences?q=JY", then: [MATTER, 'main a[href$="/cancellation"]'] },
  { name: "seals", who: "zhuangyan", path: "/console/seals" },
  { name: "seals-empty", who: "yinhe", path: "/console/seals?q=没有这枚" },
  { name: "seal", who: "yinhe", path: "/console/seals?state=active&kind=unit", then: [MATTER] },
  { name: "seal-applied", who: "zhuangyan", path: "/console/seals?state=applied", then: [MATTER] },
  { name: "seal-frozen", who: "shenji", path: "/console/seals?state=frozen", then: [MATTER] },
  { name: "seal-approval", who: "zhuangyan", path: "/console/seals?state=applied", then: [MATTER, 'main a[href$="/steps/approved"]'] },
  { name: "seal-freezing", who: "yinhe", path: "/console/seals?state=active&kind=unit", then: [MATTER, 'main a[href$="/steps/frozen"]'] },
  {
    name: "seal-revocation-error",
    who: "yinhe",
    path: "/console/seals?state=active&kind=unit",
    then: [MATTER, 'main a[href$="/steps/revoked"]'],
    send: "main form button >> nth=-1",
  },
  {
    name: "seal-new",
    who: "yinhe",
    path: "/console/seals/new",
    prepare: async (page) => {
      await page.check("[name=kind][value=contract]");
      await page.selectOption("[name=unit]", { label: "云州市市场监督管理局" });
      await page.locator(".seal-large:not([hidden])").waitFor();
    },
  },
  { name: "seal-new-error", who: "yinhe", path: "/console/seals/new", send: 'main button:has-text("提交申请")' },
  { name: "seal-uses", who: "shenji", path: "/console/seals/uses" },
  { name: "seal-uses-own", who: "yinhe", path: "/console/seals?state=active&kind=unit", then: [MATTER, 'main a[href*="/uses?seal="]'] },
  { name: "certificates", who: "zhuangyan", path: "/console/certificates" },
  { name: "certificate", who: "zhuangyan", path: "/console/certificates?kind=server", then: [MATTER] },
  { name: "certificate-of-seal", who: "yinhe", path: "/console/certificates?kind=seal", then: [MATTER] },
  { name: "certificate-revocation", who: "zhuangyan", path: "/console/certificates?kind=server", then: [MATTER, 'main a[href$="/steps/revoked"]'] },
  { name: "registers", who: "admin", path: "/console/registers" },
  { name: "records", who: "zhouwen", path: "/console/registers", then: ["main tbody a"] },
  { name: "records-narrowed", who: "zhouwen", path: "/console/registers", then: ["main tbody a", "+?f-business=catering&sort=-licensed_on"] },
  { name: "records-organisations", who: "linjing", path: "/console/registers/organisation" },
  { name: "records-export", who: "zhouwen", path: "/console/registers", then: ["main tbody a", 'main a[href*="/export"]'] },
  { name: "record", who: "zhouwen", path: "/console/registers", then: ["main tbody a", "main tbody a"] },
  { name: "record-on-a-day", who: "zhouwen", path: "/console/registers", then: ["main tbody a", "main tbody a", "+?on=2026-11-25"] },
  { name: "register-import", who: "admin", path: "/console/registers", then: ['main a[href$="/import"]'] },
  { name: "record-unmasking", who: "zhouwen", path: "/console/registers", then: ["main tbody a", "main tbody a", "main a.unmask"] },
  { name: "own-account", who: "linjing", path: "/console/account" },
  { name: "own-password", who: "linjing", path: "/console/account/password" },
  { name: "own-password-error", who: "linjing", path: "/console/account/password", send: "main form button >> nth=-1" },
  { name: "own-second-factor", who: "linjing", path: "/console/account/second-factor" },
  { name: "own-logins", who: "linjing", path: "/console/account/logins" },
  { name: "staff-request", who: "admin", path: "/console/staff", then: ['main a[href$="/request"]'] },
  {
    name: "staff-request-sent",
    who: "admin",
    path: "/console/staff",
    then: ['main a[href$="/request"]'],
    prepare: async (page) => {
      await page.check("[name=kind] >> nth=1");
      await page.fill("[name=reason]", "本人到场，忘了密码");
    },
    send: "main form button >> nth=-1",
  },
  { name: "two-persons", who: "anlan", path: "/console/requests" },
  { name: "catalogue", who: "admin", path: "/console/catalogue" },
  { name: "catalogue-item", who: "admin", path: "/console/catalogue/items/food-licence" },
  { name: "catalogue-import", who: "admin", path: "/console/catalogue/import" },
  { name: "staff", who: "admin", path: "/console/staff" },
  { name: "staff-new", who: "admin", path: "/console/staff/new" },
  { name: "staff-new-error", who: "admin", path: "/console/staff/new", send: "main form button >> nth=-1" },
  { name: "appointments", who: "admin", path: "/console/appointments" },
  { name: "appointment-new", who: "admin", path: "/console/appointments/new" },
  { name: "organisation", who: "admin", path: "/console/organisation" },
  { name: "calendar", who: "admin", path: "/console/calendar" },
  { name: "calendar-day", who: "admin", path: "/console/calendar/2026-11-23" },
  { name: "flows", who: "xuran", path: "/console/flows" },
  { name: "flow", who: "xuran", path: FLOW, prepare: ready },
  {
    name: "flow-simulation",
    who: "xuran",
    path: FLOW,
    prepare: async (page) => {
      await ready(page);
      if (await page.locator("[data-side=simulation]").isVisible()) {
        await page.click("[data-side=simulation]");
        await page.click("text=开始试办");
        await page.locator("[data-panel=simulation] .waiting li").first().waitFor();
      }
    },
  },
  { name: "flow-versions", who: "xuran", path: `${FLOW}/versions` },
  { name: "flow-figures", who: "xuran", path: `${FLOW}/figures` },
  { name: "flow-publication", who: "xuran", path: `${FLOW}/publication` },
  { name: "flow-migration", who: "xuran", path: `${FLOW}/migration` },
  { name: "flow-difference", who: "xuran", path: `${FLOW}/difference?from=1` },
  { name: "rules", who: "xuran", path: "/console/rules/food-licence", prepare: ready },
  { name: "trace", who: "shenji", path: "/console/trace" },
  { name: "forbidden", who: "linjing", path: "/console/board" },
  { name: "promised", who: "linjing", path: "/console/matters/{promised}" },
  { name: "bring", who: "linjing", path: "/console/matters/{promised}/materials" },
  { name: "not-found", who: "linjing", path: "/console/matters/nothing" },
  { name: "dark-matter", who: "zhouwen", path: "/console/inbox", then: [MATTER], look: "dark" },
  { name: "dark-board", who: "sujin", path: "/console/board", look: "dark" },
];

/** Every page of all sites, in its usual, empty and error states. */
export const SHOTS: Shot[] = Object.entries({ portal: PORTAL, console: CONSOLE, field: FIELD }).flatMap(([site, shots]) =>
  shots.map((shot) => ({ ...shot, name: `${site}-${shot.name}` })),
);
