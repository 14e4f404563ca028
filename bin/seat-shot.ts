import type { Shot } from "./shot-list.ts";

/** The seat of the telephone while somebody speaks: the simulated switchboard rings, the call is answered, the order begun. */
export const SEAT_SHOT: Shot = {
  name: "console-seat",
  who: "sunli",
  path: "/console/seat",
  prepare: async (page) => {
    for (const button of ["上岗", "演示：来一个电话", "接听"]) {
      const there = page.locator(`main button:has-text("${button}"):visible`).first();
      if (button === "上岗" && (await there.count()) > 0) await page.fill("[name=seat]", `80${page.viewportSize()!.width}`.slice(0, 6));
      if ((await there.count()) > 0) await Promise.all([page.waitForEvent("load"), there.click()]);
    }
    if ((await page.locator("[name=summary]").count()) === 0) return;
    await page.fill("[name=summary]", "我家在书院街20号，门口路灯不亮好几天了");
    await page.locator("#seat-categories").waitFor();
  },
};
