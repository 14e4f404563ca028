import { speaker } from "#people/city";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { consoleEntryPage, consolePage, LinkButton, Problem, staffProblem } from "#ui";
import { firstJob, navigationFor } from "./navigation.ts";
import { displayOf } from "./show.tsx";

/** The console's error page: what happened, what is safe, what to do. Asks nothing of the database, which may be what failed. */
export function consoleErrorPage(
  refusal: { status: number; code: string; message: string },
  incoming: Incoming | undefined,
  { actor, ports }: Pick<Ctx, "actor" | "ports">,
): string {
  const title = staffProblem(refusal.status);
  const stays = refusal.status === 409 || refusal.status >= 500 || refusal.code === "FORM_EXPIRED";
  const kept = incoming?.kept;
  const home = actor.kind === "staff" ? firstJob(actor) : kept ? `/console/sign-in?back=${encodeURIComponent(kept.back)}` : "/console/sign-in";
  const body = (
    <Problem
      title={title}
      happened={refusal.message}
      {...(kept && { safe: "您刚才填的内容替您留着：半小时内用同一个账号登录，会放回原来的页面。选过的文件要重新选。" })}
      {...(stays && { safe: "内容没有被改动，已经提交的内容都在。" })}
      next={
        <LinkButton href={home} kind="secondary">
          {actor.kind === "staff" ? "回到我的工作" : "去登录"}
        </LinkButton>
      }
    />
  );
  const site = speaker({ ports }, "staff");
  const display = incoming ? displayOf(incoming) : {};
  if (actor.kind !== "staff") return consoleEntryPage({ site, title, display, body, heading: false });
  const path = incoming?.url ?? "/console";
  const duty = actor.duties?.[0];
  return consolePage({
    site,
    title,
    display,
    path,
    body,
    heading: false,
    ...(incoming && { token: incoming.formToken }),
    nav: navigationFor(actor, path),
    actor: { name: actor.name, post: duty?.post ?? "", unit: "", area: "" },
  });
}
