import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Button, EmptyState } from "#ui";
import { show } from "./frame.tsx";

/** What waits on the phone and what arrived: the phone draws it, for nobody else knows. */
export function QueueBody() {
  return (
    <div data-queue>
      <noscript>
        <EmptyState title="这里要用手机的脚本" icon="cloud-upload">
          <p>浏览器关了脚本，记录存不进手机：上报和办任务都是当场送出，没有信号时办不了。</p>
        </EmptyState>
      </noscript>
      <div data-entries />
      <p class="field-pad hint">有信号时自己送，也可以点下面马上送。手机没电，开机还在。</p>
      <div class="field-foot">
        <Button type="button" kind="secondary" icon="cloud-upload" name="send-now" wide>
          马上试着送
        </Button>
      </div>
    </div>
  );
}

export function get(incoming: Incoming, ctx: Ctx): Reply {
  return show(incoming, ctx, { title: "待送", body: <QueueBody /> });
}

/** An entry that was wrong, to be put right: the phone draws it from what it keeps. */
export function fix(incoming: Incoming, ctx: Ctx): Reply {
  return show(incoming, ctx, { title: "改一改再送", back: "/field/queue", body: <div data-fix /> });
}
