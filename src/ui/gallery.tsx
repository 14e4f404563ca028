import type { ComponentChildren } from "preact";
import { examples as alarmSign } from "./alarm-sign.tsx";
import { examples as breadcrumb } from "./breadcrumb.tsx";
import { examples as button } from "./button.tsx";
import { examples as card } from "./card.tsx";
import { examples as chart } from "./chart.tsx";
import { examples as checklistField } from "./checklist-field.tsx";
import { examples as choice } from "./choice.tsx";
import { examples as confirm } from "./confirm.tsx";
import { examples as dateField } from "./date-field.tsx";
import { examples as paperField } from "./paper-field.tsx";
import { examples as definitionList } from "./definition-list.tsx";
import { examples as displayForm } from "./display-form.tsx";
import { htmlDocument } from "./document.tsx";
import { examples as emptyState } from "./empty-state.tsx";
import { examples as errorSummary } from "./error-summary.tsx";
import type { Example } from "./example.ts";
import { examples as fileUpload } from "./file-upload.tsx";
import { examples as filterRow } from "./filter-row.tsx";
import { examples as guide } from "./guide.tsx";
import { examples as icon } from "./icon.tsx";
import { examples as instantField } from "./instant-field.tsx";
import { examples as keyField } from "./key-field.tsx";
import { examples as licenceCard } from "./licence-card.tsx";
import { examples as notice } from "./notice.tsx";
import { examples as pager } from "./pager.tsx";
import { examples as partyField } from "./party-field.tsx";
import { examples as placeField } from "./place-field.tsx";
import { examples as progressLine } from "./progress-line.tsx";
import { examples as qrCode } from "./qr-code.tsx";
import { examples as seal } from "./seal.tsx";
import { examples as rowsField } from "./rows-field.tsx";
import { examples as sealMark } from "./seal-mark.tsx";
import { examples as searchBox } from "./search-box.tsx";
import { examples as select } from "./select.tsx";
import { examples as signatureField } from "./signature-field.tsx";
import type { Display } from "./site.ts";
import { examples as stat } from "./stat.tsx";
import { examples as state } from "./state.tsx";
import { examples as table } from "./table.tsx";
import { examples as textField } from "./text-field.tsx";
import { examples as urgency } from "./urgency.tsx";

/** Every component with its examples, in the order of the gallery. Those of the console are shown at its own sizes. */
export const gallery: readonly { key: string; title: string; console?: true; examples: readonly Example[] }[] = [
  { key: "button", title: "按钮", examples: button },
  { key: "text-field", title: "文字、号码、金额", examples: textField },
  { key: "date-field", title: "日期", examples: dateField },
  { key: "instant-field", title: "日期和时间", examples: instantField },
  { key: "paper-field", title: "身份证件", examples: paperField },
  { key: "choice", title: "单选与多选", examples: choice },
  { key: "select", title: "下拉选择", examples: select },
  { key: "place-field", title: "地点", examples: placeField },
  { key: "party-field", title: "当事人", examples: partyField },
  { key: "key-field", title: "按编号选", examples: keyField },
  { key: "rows-field", title: "几行", examples: rowsField },
  { key: "checklist-field", title: "核查表", examples: checklistField },
  { key: "signature-field", title: "签名", examples: signatureField },
  { key: "file-upload", title: "上传", examples: fileUpload },
  { key: "error-summary", title: "错误汇总", examples: errorSummary },
  { key: "notice", title: "提示", examples: notice },
  { key: "alarm-sign", title: "预警级别", examples: alarmSign },
  { key: "state", title: "状态与时限", examples: state },
  { key: "urgency", title: "还剩多久（工作台）", console: true, examples: urgency },
  { key: "progress-line", title: "进度", examples: progressLine },
  { key: "definition-list", title: "事实与核对", examples: definitionList },
  { key: "card", title: "卡片与清单", examples: card },
  { key: "guide", title: "办事指南", examples: guide },
  { key: "licence-card", title: "证照", examples: licenceCard },
  { key: "seal", title: "印章", examples: seal },
  { key: "seal-mark", title: "城市印记", examples: sealMark },
  { key: "qr-code", title: "亮证码", examples: qrCode },
  { key: "search-box", title: "搜索", examples: searchBox },
  { key: "breadcrumb", title: "路径", examples: breadcrumb },
  { key: "table", title: "表格", console: true, examples: table },
  { key: "filter-row", title: "筛选与页签", console: true, examples: filterRow },
  { key: "pager", title: "翻页", console: true, examples: pager },
  { key: "stat", title: "数字", console: true, examples: stat },
  { key: "chart", title: "图", console: true, examples: chart },
  { key: "confirm", title: "确认", examples: confirm },
  { key: "empty-state", title: "空与错", examples: emptyState },
  { key: "display-form", title: "显示方式", examples: displayForm },
  { key: "icon", title: "图标", examples: icon },
];

function Shown({ example }: { example: Example }): ComponentChildren {
  return (
    <div class="gallery-example">
      <p class="small">
        {example.name}
        {example.note && `：${example.note}`}
      </p>
      {example.show()}
    </div>
  );
}

/** `/gallery`: every component with its examples on one page, as HTML text. */
export function galleryPage(display: Display = {}): string {
  return htmlDocument({
    kind: "gallery",
    title: "组件样例 - 一网",
    display,
    children: (
      <main id="main" class="gallery-main" tabindex={-1}>
        <h1>组件样例</h1>
        <ul class="gallery-index">
          {gallery.map(({ key, title }) => (
            <li>
              <a href={`#c-${key}`}>{title}</a>
            </li>
          ))}
        </ul>
        {gallery.map(({ key, title, console: staff, examples }) => (
          <section id={`c-${key}`}>
            <h2>{title}</h2>
            <div class={staff && "console"}>
              {examples.map((example) => (
                <Shown example={example} />
              ))}
            </div>
          </section>
        ))}
      </main>
    ),
  });
}
