import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeTask } from "#matter/work";
import { getMatter, type Task } from "#matter/matter";
import { restaurantDraft, samplePdf } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { openPortal, type Portal } from "../../../test/visitor.ts";

let city: TestCity;
let portal: Portal;
beforeAll(async () => {
  city = await testCity();
  portal = await openPortal(city);
});
afterAll(async () => {
  await portal.close();
  await city.close();
});

const LIN = "990101194405120027";
const YU = { name: "余红", id_number: "990101196809030043" };
const PDF = samplePdf("平面图").toString();
const revisionOf = (html: string): string => /name="_revision" value="(\d+)"/.exec(html)![1]!;

describe("a guide", () => {
  test("lists fewer materials once the situation is told, and says which the city has", async () => {
    const all = await portal.visitor().get("/items/food-licence");
    expect(all.html).toContain("与食品经营相适应的主要设备设施");
    expect(all.html).toContain("市里已有，您不用交");
    const vending = await portal.visitor().get("/items/food-licence?business=retail&retail_kinds=bulk&online=no&vending=yes&by_agent=no");
    expect(vending.html).toContain("自动设备放置地点");
    const without = await portal.visitor().get("/items/food-licence?business=retail&retail_kinds=bulk&online=no&vending=no&by_agent=no");
    expect(without.html).not.toContain("自动设备放置地点、许可证展示方法");
  });

  test("says why nothing is needed and offers no application then", async () => {
    const { html } = await portal.visitor().get("/items/food-licence?business=prepackaged");
    expect(html).toContain("您不用办这个事项");
    expect(html).not.toContain("在线办理</span>");
  });

  test("leaves out of the address what is no question or no answer of the item", async () => {
    const { status, html } = await portal.visitor().get("/items/food-licence?business=%3Cscript%3E&evil=1&operations=hot");
    expect(status).toBe(200);
    expect(html).not.toContain("evil");
    expect(html).not.toContain("%3Cscript");
  });

  test("gives every visitor a form token of their own although the page is kept", async () => {
    const [first, second] = [portal.visitor(), portal.visitor()];
    await first.get("/items/food-licence");
    await second.get("/items/food-licence");
    expect(first.cookies["yw_form"]).not.toBe(second.cookies["yw_form"]);
    expect((await first.post("/display", { mode: "elder", back: "/items/food-licence" })).to).toBe("/items/food-licence");
    expect((await first.get("/items/food-licence")).html).toContain('data-mode="elder"');
    expect((await second.get("/items/food-licence")).html).not.toContain('data-mode="elder"');
  });
});

describe("finding", () => {
  test.each([
    ["开饭店", "/items/food-licence"],
    ["spjyxk", "/items/food-licence"],
    ["老人补贴", "/items/old-age-allowance"],
  ])("%s leads to %s", async (typed, href) => {
    expect((await portal.visitor().get(`/search?q=${encodeURIComponent(typed)}`)).html).toContain(`href="${href}"`);
  });

  test("every theme of a pack is one that people can open", async () => {
    const themes = (await city.ctx().db.query<{ themes: string[] }>("select themes from catalogue.items", [])).flatMap((row) => row.themes);
    for (const theme of new Set(themes)) expect((await portal.visitor().get(`/themes/${theme}`)).status, theme).toBe(200);
  });
});

describe("signing in", () => {
  test("is asked for where it is needed, and leads back there", async () => {
    const { status, to } = await portal.visitor().get("/items/food-licence/apply?business=catering");
    expect(status).toBe(303);
    expect(to).toBe(`/sign-in?back=${encodeURIComponent("/items/food-licence/apply?business=catering")}`);
  });

  test("does not say whether number or name was wrong, and keeps what was typed", async () => {
    const person = portal.visitor();
    await person.get("/sign-in");
    const wrong = await person.post("/sign-in", { name: "陈小满", id_number: LIN });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("姓名和身份证号对不上");
    expect(wrong.html).toContain('value="陈小满"');
  });

  test.each(["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])("never leads to %s", async (back) => {
    const { name, id_number } = YU;
    const person = portal.visitor();
    await person.get("/sign-in");
    expect((await person.post("/sign-in", { name, id_number, back })).to).toBe("/my");
  });

  test("again in the middle of a form leads back to the same page, and what was saved is there", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/form/premises`;
    await person.get(path);
    delete person.cookies["yw_session"];
    const refused = await person.post(path, { premises_address: "另一个地址八号" });
    expect(refused.status).toBe(401);
    expect(refused.html).toContain(`/sign-in?back=${encodeURIComponent(path)}`);
    expect((await (await portal.owner()).get(path)).html).toMatch(/云州市青溪区青瓷街道窑前路\d{4}号/);
  });
});

describe("an application", () => {
  test("of a firm is not begun by a person for themselves: the page says how to switch", async () => {
    const { html } = await (await portal.signedIn("chen-xiaoman")).get("/items/food-licence/apply");
    expect(html).toContain("这个事项要以单位的名义申请");
    expect(html).not.toContain('action="/items/food-licence/applications"');
  });

  test("begins with what the guide was told, and shows what the registers know instead of asking", async () => {
    const person = await portal.owner();
    await person.get("/items/food-licence/apply");
    const started = await person.post("/items/food-licence/applications", {
      business: "catering",
      operations: ["hot", "drinks"],
      online: "no",
      vending: "no",
      by_agent: "no",
    });
    const first = await person.get((await person.get(started.to)).to);
    expect(first.html).toContain("经营者名称");
    expect(first.html).toContain("云州小满餐饮有限公司");
    expect(first.html).toContain("来自法人库");
    expect(first.html).not.toContain('name="operator_name"');
  });

  test("keeps what was typed and names the field when a page is refused", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/form/operator`;
    await person.get(path);
    const refused = await person.post(path, { registered_address: "窑前路1号", contact_phone: "12" });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#f-contact_phone"');
    expect(refused.html).toContain('value="12"');
  });

  test("refuses a value for a field that the register fixes", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/form/operator`;
    await person.get(path);
    expect((await person.post(path, { operator_name: "别家的店", registered_address: "窑前路1号", contact_phone: "19900000003" })).status).toBe(422);
  });

  test("says clearly that a page is stale, and loses nothing of what was typed", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/form/operator`;
    const before = revisionOf((await person.get(path)).html);
    await person.post(path, { _revision: before, registered_address: "窑前路1号", contact_phone: "19900000003" });
    const stale = await person.post(path, { _revision: before, registered_address: "窑前路2号", contact_phone: "19900000003" });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("在别的页面改过了");
    expect(stale.html).toContain("窑前路2号");
  });

  test("takes no file that is not what its name says, and keeps the good ones", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/materials`;
    await person.get(path);
    const bad = await person.send(path, {}, { field: "layout", name: "平面图.pdf", content: "这不是 PDF" });
    expect(bad.status).toBe(422);
    expect(bad.html).toContain("没有收下");
    const good = await person.send(path, { "_later-rules-list": "yes" }, { field: "layout", name: "平面图.pdf", content: PDF });
    expect(good.status).toBe(303);
    expect((await person.get(path)).html).toContain("平面图.pdf");
  });

  test("sent twice leads to the same receipt, with its number and paper", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const path = `/my/matters/${matterId}/apply/check`;
    const revision = revisionOf((await person.get(path)).html);
    expect((await person.post(path, { _revision: revision })).status).toBe(422);
    const both = await Promise.all([
      person.post(path, { _revision: revision, declaration: "yes" }),
      person.post(path, { _revision: revision, declaration: "yes" }),
    ]);
    expect(both.map(({ to }) => to)).toEqual([`/my/matters/${matterId}/receipt`, `/my/matters/${matterId}/receipt`]);
    const { number } = (await getMatter(city.ctx(), matterId)).matter;
    const receipt = await person.get(both[0]!.to);
    expect(receipt.html).toContain(number!);
    const paper = /href="([^"]+documents[^"]+)"/.exec(receipt.html)![1]!;
    expect((await person.get(paper)).html.startsWith("%PDF-")).toBe(true);
    expect((await person.get(path)).to).toBe(`/my/matters/${matterId}/receipt`);
  });
});

describe("a matter of somebody else", () => {
  test.each(["", "/apply", "/apply/form/operator", "/apply/materials", "/apply/check", "/receipt", "/supplement", "/withdraw", "/discard", "/rate/1"])(
    "cannot be opened at %s",
    async (page) => {
      const matterId = await restaurantDraft(city);
      expect((await (await portal.signedIn("lin-xiuying")).get(`/my/matters/${matterId}${page}`)).status).toBe(403);
    },
  );
});

describe("supplement", () => {
  test("shows what is asked for, lets it be changed and sends it back", async () => {
    const person = await portal.owner();
    const matterId = await restaurantDraft(city);
    const check = `/my/matters/${matterId}/apply/check`;
    await person.get(check);
    await person.post(check, { declaration: "yes" });
    const task = (await getMatter(city.ctx(), matterId)).open.find((each: Task) => each.kind === "acceptance")!;
    await completeTask(await city.staff("linjing"), matterId, task.taskId, {
      outcome: "supplement",
      problems: [{ about: "layout", problem: "请标出自制饮品专用操作区" }],
    });
    expect((await person.get("/my")).html).toContain("等您补正");
    const page = await person.get(`/my/matters/${matterId}/supplement`);
    expect(page.html).toContain("请标出自制饮品专用操作区");
    await person.get(`/my/matters/${matterId}/apply/materials`);
    await person.send(
      `/my/matters/${matterId}/apply/materials`,
      { "_later-rules-list": "yes", _from: "check" },
      { field: "layout", name: "新图.pdf", content: `${PDF} ` },
    );
    await person.get(check);
    expect((await person.post(check, { declaration: "yes" })).to).toBe(`/my/matters/${matterId}/receipt`);
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  });
});

describe("licences", () => {
  test("are shown by a code that anybody may verify, the holder masked", async () => {
    const person = await portal.signedIn("lin-xiuying");
    const wallet = await person.get("/my/licences");
    expect(wallet.html).toContain("居民身份证");
    const number = /编号 ([^<]+)</.exec(wallet.html)![1]!;
    const verdict = await portal.visitor().get(`/verify?code=${encodeURIComponent(number)}`);
    expect(verdict.html).toContain("verdict-good");
    expect(verdict.html).not.toContain("林秀英");
    expect((await portal.visitor().get("/verify?code=NOTHING")).html).toContain("查不到");
  });

  test("of somebody else cannot be opened", async () => {
    const path = /href="(\/my\/licences\/[^"/]+)"/.exec((await (await portal.signedIn("lin-xiuying")).get("/my/licences")).html)![1]!;
    const other = await portal.signedIn("yu-hong");
    for (const page of ["", "/show", "/pdf", "/ofd", "/copies"]) expect((await other.get(`${path}${page}`)).status).toBe(403);
  });
});

describe("agency", () => {
  test("is given and taken back by the legal representative alone", async () => {
    const person = await portal.signedIn("chen-xiaoman");
    const path = /href="(\/agency\/[^"]+)"/.exec((await person.get("/agency")).html)![1]!;
    expect((await (await portal.signedIn("lin-xiuying")).get(path)).status).toBe(403);
    const wrong = await person.post(path, { id_number: "123", "until_day-year": "2027", "until_day-month": "1", "until_day-day": "1" });
    expect(wrong.status).toBe(422);
    const idNumber = YU.id_number;
    await person.post(path, {
      id_number: idNumber,
      items: "*",
      "from_day-year": "2026",
      "from_day-month": "11",
      "from_day-day": "1",
      "until_day-year": "2027",
      "until_day-month": "1",
      "until_day-day": "1",
    });
    const given = (await person.get(path)).html;
    expect(given).toContain("余红");
    expect(given).not.toContain(idNumber);
  });
});

describe("errors", () => {
  test("are pages in plain words", async () => {
    const { status, html } = await portal.visitor().get("/nowhere");
    expect(status).toBe(404);
    expect(html).toContain("找不到这个页面");
    expect(html).toContain("12345");
  });
});
