import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState } from "#ui";
import { drawn } from "./frame.tsx";
import { QueueBody } from "./queue.tsx";

/** The page that the phone keeps for when there is no net. Nothing of anybody stands in it: the phone draws it full from what it keeps. */
export function get(incoming: Incoming, ctx: Ctx): Reply {
  const body = (
    <>
      <div data-page />
      <div data-missing hidden>
        <EmptyState title="这一页没有存在手机里" icon="wifi-off">
          <p>现在没有信号，这一页打不开。存下的任务、上报和待送都能用；有信号时再来看这一页。</p>
        </EmptyState>
      </div>
      <template data-queue-page>
        <QueueBody />
      </template>
    </>
  );
  const reply: Reply = {
    kind: "page",
    html: drawn({ ...incoming, mode: { elder: false, theme: "" }, cookies: {} }, ctx, { title: "外勤", body, way: "shell" }),
  };
  return { ...reply, headers: { "permissions-policy": "camera=(self), microphone=(), geolocation=(self)" } };
}
