import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { samplePdf } from "../../src/seed/walk.ts";
import { applyInFull, beginForFirm } from "./application.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const text = (visitor: Visitor): Promise<string> => visitor.page.locator("main").innerText();

/** A member of staff opens a matter's page from their inbox. */
async function takeUp(staff: Visitor, username: string, matterId: string): Promise<void> {
  await staff.signInAsStaff(username);
  await staff.isSound();
  await staff.go(`/console/matters/${matterId}`);
  await staff.isSound();
}

async function pressOutcome(staff: Visitor, outcome: string): Promise<void> {
  const form = staff.page.locator(`form:has(input[name=_outcome][value=${outcome}])`);
  if (!(await form.locator("button").last().isVisible())) await staff.page.locator(`details:has(input[name=_outcome][value=${outcome}]) > summary`).click();
  await staff.arrives(() => form.locator("button").last().click());
}

describe.each([360, 1280])("at %i px", (width) => {
  test(
    "a restaurant gets its licence: found, applied for, supplemented, inspected, decided, shown, verified, rated, supervised",
    { timeout: 180_000 },
    async () => {
      const she = await stage.visitor(width);
      // 1. found by words, by initials, by life event, by department; read; asked
      for (const path of ["/", "/search?q=开饭店", "/search?q=spjyxk", "/themes/open-shop", "/departments/市场监管局"]) {
        await she.go(path);
        await she.isSound();
        if (path !== "/") expect(await text(she)).toContain("食品经营许可");
      }
      await she.go("/items/food-licence");
      await she.isSound();
      await she.page.check("input[name=business][value=catering]");
      await she.press("看我要带什么");
      expect(await text(she)).not.toContain("自动设备放置地点");
      await she.isSound();

      // 2. signed in for her firm, form pre-filled, licence instead of paper, files, receipt
      await beginForFirm(she);
      expect(await text(she)).toContain("云州小满餐饮有限公司");
      const matterId = await applyInFull(she, she.isSound);
      const { matter } = await getMatter(stage.city.ctx(), matterId);
      expect(await text(she)).toContain(matter.number!);
      await stage.city.drain();

      // 3. the clerk asks for a supplement once; she supplements; the clerk accepts
      const clerk = await stage.visitor(width);
      await takeUp(clerk, "linjing", matterId);
      const { open } = await getMatter(stage.city.ctx(), matterId);
      await clerk.page.locator("details:has(input[name=_outcome][value=supplement]) > summary").click();
      await clerk.page.selectOption(`[name="${open[0]!.taskId}-supplement-problems-0-on"]`, { index: 1 });
      await clerk.page.fill(`[name="${open[0]!.taskId}-supplement-problems-0-say"]`, "平面图上请标出自制饮品专用操作区");
      await pressOutcome(clerk, "supplement");
      await stage.city.drain();
      await she.go("/my");
      expect(await text(she)).toContain("补正");
      await she.isSound();
      await she.go(`/my/matters/${matterId}/supplement`);
      expect(await text(she)).toContain("请标出自制饮品专用操作区");
      await she.isSound();
      await she.go(`/my/matters/${matterId}/apply/check`);
      await she.page.check("[name=declaration]");
      await she.press("提交补正");
      await takeUp(clerk, "linjing", matterId);
      await pressOutcome(clerk, "accept");

      // 4. a reviewer and, in another office, an inspector with a phone; then who decides
      const reviewer = await stage.visitor(width);
      await takeUp(reviewer, "zhouwen", matterId);
      await pressOutcome(reviewer, "pass");
      const inspector = await stage.visitor(360);
      await takeUp(inspector, "tanglei", matterId);
      await inspector.press("填写核查表");
      await inspector.isSound();
      for (const group of await inspector.page.locator('.check-point input[value="yes"]').all()) await group.check();
      await inspector.page.selectOption("[name=companion]", { label: "方敏" });
      await inspector.page.check("[name=outcome][value=pass]");
      await inspector.press("提交记录");
      const second = await stage.visitor(360);
      await takeUp(second, "fangmin", matterId);
      expect(await text(second)).toContain("等方敏确认");
      await second.isSound();
      await pressOutcome(second, "agree");
      const decider = await stage.visitor(width);
      await takeUp(decider, "gaojian", matterId);
      await pressOutcome(decider, "grant");
      expect(await text(decider)).toContain("还没有补交");
      await she.go(`/my/matters/${matterId}`);
      expect(await text(she)).toContain("还有 1 份材料要补交");
      await she.press("去补交");
      await she.isSound();
      await she.page.setInputFiles("[name=rules-list]", { name: "制度目录.pdf", mimeType: "application/pdf", buffer: samplePdf("制度目录") });
      await she.press("补交");
      expect(await text(she)).toContain("材料已收到");
      await takeUp(decider, "gaojian", matterId);
      await pressOutcome(decider, "grant");
      await stage.city.drain();
      expect((await getMatter(stage.city.ctx(), matterId)).matter).toMatchObject({ state: "granted", outcome: "granted" });

      // 5. in her wallet, shown, verified green; suspended, it verifies red
      await she.go("/my/licences");
      await she.isSound();
      const link = she.page.locator('main a:has-text("食品经营许可证")').first();
      await she.arrives(() => link.click());
      await she.isSound();
      const licencePath = new URL(she.page.url()).pathname;
      const paper = await she.context.request.get(`${stage.base}${licencePath}/pdf`);
      expect([paper.status(), paper.headers()["content-type"]]).toEqual([200, "application/pdf"]);
      const rows = await stage.city.ctx().db.query<{ number: string }>("select number from licence.licences where matter_id = $1", [matterId]);
      const anybody = await stage.visitor(width);
      await anybody.go(`/verify?code=${rows[0]!.number}`);
      await anybody.isSound();
      expect(await text(anybody)).toContain("有效");
      await decider.go(`/console/licences/${licencePath.split("/").at(-1)}`);
      await decider.isSound();
      await decider.go(`/console/licences/${licencePath.split("/").at(-1)}/suspension`);
      await decider.page.fill("[name=reason]", "责令整改期间暂扣");
      await decider.page.fill("[name=basis]", "食品安全法 第一百二十六条");
      await decider.arrives(() => decider.page.locator("main form button").last().click());
      await anybody.go(`/verify?code=${rows[0]!.number}`);
      await anybody.isSound();
      expect(await text(anybody)).toContain("暂扣");

      // 6. told at each step, sees every act, rates each interaction once
      await she.go("/my/notices");
      await she.isSound();
      for (const told of ["申请已收到", "请补正材料", "申请已受理", "已经批准"]) expect(await text(she)).toContain(told);
      await she.go(`/my/matters/${matterId}`);
      await she.isSound();
      await she.go(`/my/matters/${matterId}/rate/3`);
      await she.isSound();
      await she.page.check("[name=level][value='4']");
      await she.page.check("[name=named][value=yes]");
      await she.press("提交评价");
      await she.go("/my/looks");
      await she.isSound();
      expect(await text(she)).toContain("林静");

      // 7. the supervisor sees figures, the bad rating with its deadline, and the whole history
      const supervisor = await stage.visitor(width);
      await takeUp(supervisor, "sujin", matterId);
      for (const path of ["/console/board", "/console/search", "/console/ratings", `/console/ratings/${matterId}/3`]) {
        await supervisor.go(path);
        await supervisor.isSound();
      }
      expect(await text(supervisor)).toContain("不满意");
      for (const visitor of [she, clerk, reviewer, inspector, decider, anybody, supervisor]) await visitor.context.close();
    },
  );
});
