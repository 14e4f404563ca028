import { expect, test } from "vitest";
import { badInput, conflict, forbidden, notFound, Refusal, unauthenticated, unavailable } from "./index.ts";

test.each<[string, Refusal, number, string, string]>([
  ["what cannot be taken", badInput("AMOUNT", "请核对金额。"), 422, "AMOUNT", "请核对金额。"],
  ["nobody signed in", unauthenticated(), 401, "SIGN_IN_NEEDED", "请先登录，再办理这件事。"],
  ["a session that has ended", unauthenticated("登录已经过期。"), 401, "SIGN_IN_NEEDED", "登录已经过期。"],
  ["somebody who may not", forbidden(), 403, "NOT_PERMITTED", "您的账号没有办理这件事的权限。"],
  ["somebody who may not, told why", forbidden("这不是发给您的待遇。"), 403, "NOT_PERMITTED", "这不是发给您的待遇。"],
  ["a page that there is not", notFound(), 404, "NOT_FOUND", "没有找到这个页面，请检查地址或编号。"],
  ["a thing that there is not", notFound("办件"), 404, "NOT_FOUND", "没有找到这个办件，请检查地址或编号。"],
  ["a state that does not allow it", conflict("RATED", "您已经评价过了。"), 409, "RATED", "您已经评价过了。"],
  ["what does not answer", unavailable("短信网关没有应答。"), 503, "UNAVAILABLE", "短信网关没有应答。"],
])("%s is refused with a status, a code and a sentence", (_what, refusal, status, code, message) => {
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toBeInstanceOf(Error);
  expect({ ...refusal, message: refusal.message }).toEqual({ name: "Refusal", status, code, message, fields: undefined, see: undefined });
});

test("each field has its own sentence; what stands in the way is shown where it is one's own", () => {
  expect(badInput("AMOUNT", "请核对。", { amount: "请填写金额。" })).toMatchObject({ fields: { amount: "请填写金额。" }, see: undefined });
  expect(conflict("HELD", "已经有一件在办。", "/my/matters/1")).toMatchObject({ fields: undefined, see: "/my/matters/1" });
});
