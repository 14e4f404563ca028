import type { Example } from "./example.ts";
import { fieldId } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface ErrorSummaryProps {
  /** Field name → what is wrong, in the order of the page. Empty: nothing is drawn. */
  errors: Readonly<Record<string, string>>;
  /** Something wrong that belongs to no field. */
  message?: string;
}

/** Stands above the form after a refused sending; each line leads to its field. */
export function ErrorSummary({ errors, message }: ErrorSummaryProps) {
  const entries = Object.entries(errors);
  if (entries.length === 0 && !message) return null;
  const title = entries.length > 0 ? `有 ${entries.length} 处需要修改` : "没有提交成功";
  return (
    <section class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex={-1} data-focus>
      <h2 id="error-summary-title">
        <Icon name="circle-alert" /> {title}
      </h2>
      {message && <p>{message}</p>}
      {entries.length > 0 && (
        <ul>
          {entries.map(([name, error]) => (
            <li>
              <a href={`#${fieldId(name)}`}>{error}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export const examples: Example[] = [
  {
    name: "错误汇总",
    show: () => (
      <ErrorSummary
        message="您已填写的内容都还在，改好后再点“继续”。"
        errors={{ id_number: "身份证号码应为 18 位，请核对后重填", net: "请选择是否通过网络经营" }}
      />
    ),
  },
];
