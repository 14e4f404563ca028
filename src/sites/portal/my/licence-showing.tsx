import { LICENCE_STATES, SHOWN_FOR, showingCode } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";
import { EmptyState, formatTime, ShowCode } from "#ui";
import { show } from "../show.ts";
import { ownLicence } from "./party.ts";

async function showPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licence = await ownLicence(ctx, incoming.params["licence"]!);
  const path = `/my/licences/${licence.licenceId}`;
  if (licence.state !== "valid") {
    return show(incoming, ctx, {
      title: "不能亮证",
      back: { href: path, label: "回到证照" },
      body: (
        <EmptyState title={`这本证照${LICENCE_STATES[licence.state].label}，不能出示`} icon="circle-x">
          <p>原因在证照页上写着。有疑问请打发证机关电话或 12345。</p>
        </EmptyState>
      ),
    });
  }
  const { code, until } = showingCode(ctx, licence.licenceId);
  return show(incoming, ctx, {
    title: `亮证：${licence.name}`,
    back: { href: path, label: "回到证照" },
    body: (
      <>
        <h1 class="hush">亮证</h1>
        <ShowCode
          text={`${ctx.publicUrl}/verify?code=${code}`}
          title={licence.name}
          holder={licence.holder.label}
          seconds={SHOWN_FOR}
          until={formatTime(until)}
          refresh={`${path}/show`}
        />
        <p class="hint show-hint">请对方用手机相机扫。码只能用 {SHOWN_FOR / 60} 分钟，截图过后没有用。</p>
      </>
    ),
  });
}

/** Showing a licence to somebody: a code for two minutes. */
export const showingRoute: Route = { method: "GET", path: "/my/licences/:licence/show", who: "person", site: "portal", handle: showPage };
