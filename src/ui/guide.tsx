import type { ComponentChild, ComponentChildren } from "preact";
import type { Definition } from "./definition-list.tsx";
import type { Example } from "./example.ts";
import { LinkButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Tag } from "./state.tsx";
import { t } from "./text.ts";

export interface SideBoxProps {
  /** The one thing to do: "在线办理". */
  action?: { href: string; label: string };
  /** The other ways: "预约窗口". */
  also?: readonly { href: string; label: string }[];
  facts: readonly Definition[];
}

/** Beside a guide: do it now, and the five facts most asked for. */
export function SideBox({ action, also = [], facts }: SideBoxProps) {
  return (
    <div class="side-box">
      {action && (
        <LinkButton href={action.href} wide>
          {action.label}
        </LinkButton>
      )}
      {also.map(({ href, label }) => (
        <LinkButton href={href} kind="secondary" wide>
          {label}
        </LinkButton>
      ))}
      <dl>
        {facts.map(({ term, detail }) => (
          <div>
            <dt>{term}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** One material of a service item. */
export interface MaterialRow {
  name: string;
  /** Who has it already: "人口库", "您的营业执照（电子证照）". Set: nothing to hand over. */
  held?: string;
  need?: "required" | "optional" | "deferred";
  /** "原件 1 份" */
  form?: string;
  note?: ComponentChild;
  sample?: string;
}

const needs = { required: undefined, optional: "选交", deferred: "可以后补" } as const;

/** What to bring, with what the city already holds ticked off. */
export function MaterialsList({ materials }: { materials: readonly MaterialRow[] }) {
  const own = materials.filter((material) => !material.held);
  const held = materials.filter((material) => material.held);
  return (
    <div class="materials">
      {own.length > 0 && (
        <>
          <h3>
            {t("要您准备")}（{own.length} 份）
          </h3>
          <ul>
            {own.map(({ name, need, form, note, sample }) => (
              <li>
                <Icon name="file-text" />
                <div>
                  <p>
                    {name} {need && needs[need] && <Tag>{needs[need]}</Tag>}
                  </p>
                  {(form || note || sample) && (
                    <p class="hint">
                      {form}
                      {form && note && "。"}
                      {note}{" "}
                      {sample && (
                        <a href={sample}>
                          {t("看样本")}
                          <span class="hush">：{name}</span>
                        </a>
                      )}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {held.length > 0 && (
        <>
          <h3>
            {t("市里已有，您不用交")}（{held.length} 份）
          </h3>
          <ul class="materials-held">
            {held.map(({ name, held: where }) => (
              <li>
                <Icon name="circle-check" label={t("已有")} />
                <div>
                  <p>{name}</p>
                  <p class="hint">
                    {t("来自")}
                    {where}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A page with a box that stays beside it; on a phone the box comes after the head. */
export function GuideLayout({ head, side, children }: { head: ComponentChildren; side: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="guide">
      <div class="guide-head">{head}</div>
      <aside class="guide-side" aria-label={t("在线办理")}>
        {side}
      </aside>
      <div class="guide-body">{children}</div>
    </div>
  );
}

export const examples: Example[] = [
  {
    name: "在线办理",
    show: () => (
      <SideBox
        action={{ href: "#apply", label: "在线办理" }}
        also={[{ href: "#book", label: "预约窗口" }]}
        facts={[
          { term: "要多久", detail: "8 个工作日（法定 20 个）" },
          { term: "跑几趟", detail: "0 趟" },
          { term: "多少钱", detail: "免费" },
          { term: "最近窗口", detail: "政务服务中心 二楼 B12" },
          { term: "咨询电话", detail: <a href="tel:99000001">9900-0001</a> },
        ]}
      />
    ),
  },
  {
    name: "材料",
    show: () => (
      <MaterialsList
        materials={[
          { name: "经营场所平面图", form: "电子件 1 份", note: "手画也可以，标清厨房、就餐区和出入口。", sample: "#sample" },
          { name: "健康证明", need: "deferred", form: "电子件" },
          { name: "营业执照", held: "电子证照库" },
          { name: "法定代表人身份证", held: "人口库" },
        ]}
      />
    ),
  },
];
