import type { Example } from "./example.ts";
import { type IconName, Icon } from "./icon.tsx";
import { t } from "./text.ts";
import type { Display } from "./site.ts";

interface DisplayFormProps {
  display: Display;
  /** Where to come back to: path and query of this page. */
  back: string;
  token?: string;
}

interface Switch extends DisplayFormProps {
  name: "mode" | "contrast" | "theme";
  value: string;
  icon: IconName;
  label: string;
}

/** POST /display sets one cookie and returns to the same page: works without JavaScript. */
function DisplaySwitch({ name, value, icon, label, back, token }: Switch) {
  return (
    <form class="display-switch" method="post" action="/display">
      {token !== undefined && <input type="hidden" name="_token" value={token} />}
      <input type="hidden" name="back" value={back} />
      <button type="submit" name={name} value={value}>
        <Icon name={icon} />
        <span>{label}</span>
      </button>
    </form>
  );
}

/** Into 长辈模式 and back out of it. */
export function ElderSwitch(props: DisplayFormProps) {
  return props.display.mode === "elder" ? (
    <DisplaySwitch {...props} name="mode" value="standard" icon="undo-2" label={t("标准模式")} />
  ) : (
    <DisplaySwitch {...props} name="mode" value="elder" icon="zoom-in" label={t("长辈模式")} />
  );
}

/** More contrast and back. */
export function ContrastSwitch(props: DisplayFormProps) {
  return props.display.contrast === "more" ? (
    <DisplaySwitch {...props} name="contrast" value="standard" icon="contrast" label={t("标准对比度")} />
  ) : (
    <DisplaySwitch {...props} name="contrast" value="more" icon="contrast" label={t("高对比度")} />
  );
}

/** Dark pages and back. */
export function ThemeSwitch(props: DisplayFormProps) {
  return props.display.theme === "dark" ? (
    <DisplaySwitch {...props} name="theme" value="light" icon="sun" label={t("浅色")} />
  ) : (
    <DisplaySwitch {...props} name="theme" value="dark" icon="moon" label={t("深色")} />
  );
}

export const examples: Example[] = [
  {
    name: "显示方式",
    note: "每一个都是一张小表单，提交到 /display。",
    show: () => (
      <div class="button-row">
        <ElderSwitch display={{}} back="/" />
        <ContrastSwitch display={{}} back="/" />
        <ThemeSwitch display={{}} back="/" />
      </div>
    ),
  },
];
