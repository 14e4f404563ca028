import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { LinkButton, Problem, staffProblem } from "#ui";
import { drawn } from "./frame.tsx";

const KEPT = "这部手机上存的任务和个人信息现在清掉。还没送出的记录锁在手机里，谁也看不了；七天内用同一个账号登录，会接着送。";

/** The phone's error page. Where the office has ended the login or the duty, it clears the phone of what it kept. */
export function fieldErrorPage(
  refusal: { status: number; code: string; message: string },
  incoming: Incoming | undefined,
  by: Pick<Ctx, "actor" | "ports">,
): string {
  const { status, code, message } = refusal;
  const ended = status === 401 || (status === 403 && code !== "FORM_EXPIRED" && by.actor.kind !== "staff");
  const title = staffProblem(status);
  const back = incoming && incoming.url.startsWith("/field") ? incoming.url : "/field";
  const body = (
    <Problem
      title={title}
      happened={message}
      {...(status === 401 && { safe: KEPT })}
      {...(status >= 500 && { safe: "手机里存的都在，没有丢。" })}
      next={
        status === 401 ? (
          <LinkButton href={`/console/sign-in?back=${encodeURIComponent(back)}`}>登录</LinkButton>
        ) : (
          <LinkButton href="/field" kind="secondary">
            回到任务
          </LinkButton>
        )
      }
    />
  );
  return drawn(incoming, by, { title, body, way: ended ? "locked" : "page" });
}
