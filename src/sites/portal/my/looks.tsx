import { organisationNow } from "#people/duty";
import { listOwnLooks } from "#matter/party";
import type { Route } from "#kernel/http";
import { EmptyState, formatDateTime, Notice } from "#ui";
import { show } from "../show.ts";

/** 谁看过我的数据: every look at one's data, by whom, when, what and why. */
export const looksRoute: Route = {
  method: "GET",
  path: "/my/looks",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const [looks, organisation] = await Promise.all([listOwnLooks(ctx), organisationNow(ctx)]);
    return show(incoming, ctx, {
      title: "谁看过我的数据",
      back: { href: "/my", label: "我的事项" },
      body: (
        <>
          <h1>谁看过我的数据</h1>
          <p class="lead">工作人员每看一次您的信息，系统每自动核对一次，都当时就记在这里：谁、什么时候、看了什么、为什么。谁也改不了。</p>
          {looks.length === 0 ? (
            <EmptyState title="还没有人看过" icon="eye">
              <p>您提交以后，办理的人打开您的事项，这里就会出现一条。</p>
            </EmptyState>
          ) : (
            <ul class="link-list looks">
              {looks.map(({ at, actor, fields, purpose, matterId }) => (
                <li>
                  <div>
                    <p>
                      <strong>{actor.unit ? `${organisation.unitName(actor.unit)} ${actor.name}` : actor.name}</strong>
                    </p>
                    <p>看了：{fields.join("、")}</p>
                    <p>为了：{purpose}</p>
                    <p class="hint small">
                      {formatDateTime(at)}
                      {matterId && (
                        <>
                          {" · "}
                          <a href={`/my/matters/${matterId}`}>看这件事</a>
                        </>
                      )}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )}
          <Notice>
            <p>
              觉得不该看的，打 <a href="tel:12345">12345</a> 反映，审计人员会查。
            </p>
          </Notice>
        </>
      ),
    });
  },
};
