import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import type { Example } from "./example.ts";
import { type IconName, Icon } from "./icon.tsx";

/** Look of a button: one `primary` a page; `seal` for refusal and what cannot be undone. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "seal";

interface Common {
  kind?: ButtonKind;
  icon?: IconName;
  /** The small size of the console's rows and filters. */
  small?: boolean;
  /** As wide as its box: phones, side boxes. */
  wide?: boolean;
  children: ComponentChildren;
}

export interface ButtonProps extends Common {
  name?: string;
  value?: string;
  type?: "submit" | "button";
  /** Sends the form to another address. */
  formAction?: string;
  form?: string;
}

export interface LinkButtonProps extends Common {
  href: string;
}

function look({ kind = "primary", small, wide }: Common): string {
  return classNames("button", `button-${kind}`, small && "button-small", wide && "button-wide");
}

/** Sends a form. */
export function Button({ icon, children, name, value, type = "submit", formAction, form, ...rest }: ButtonProps) {
  return (
    <button class={look({ ...rest, children })} type={type} name={name} value={value} formaction={formAction} form={form}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** Goes to another page and looks like a button: the next step, not a change of data. */
export function LinkButton({ icon, children, href, ...rest }: LinkButtonProps) {
  return (
    <a class={look({ ...rest, children })} href={href}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

/** Prints the page. It shows itself only where a script can do that. */
export function PrintButton({ children = "打印" }: { children?: ComponentChildren }) {
  return (
    <button class="button button-secondary" type="button" data-print hidden>
      <Icon name="printer" />
      <span>{children}</span>
    </button>
  );
}

/** Buttons in a row, first the one most people want; on a phone one under the other. */
export function ButtonRow({ children }: { children: ComponentChildren }) {
  return <div class="button-row">{children}</div>;
}

export const examples: Example[] = [
  {
    name: "按钮",
    note: "一页只有一个实心按钮。印泥色只用于不可轻动的操作。",
    show: () => (
      <ButtonRow>
        <Button>保存并继续</Button>
        <Button kind="secondary">存草稿</Button>
        <Button kind="quiet">放弃</Button>
        <Button kind="seal" icon="circle-x">
          终止办理
        </Button>
      </ButtonRow>
    ),
  },
  {
    name: "链接按钮与小号",
    show: () => (
      <ButtonRow>
        <LinkButton href="#apply" icon="arrow-right">
          在线办理
        </LinkButton>
        <LinkButton href="#book" kind="secondary" icon="calendar">
          预约窗口
        </LinkButton>
        <Button kind="secondary" small>
          筛选
        </Button>
        <Button kind="quiet" small icon="download">
          导出
        </Button>
        <PrintButton>打印回执</PrintButton>
      </ButtonRow>
    ),
  },
];
