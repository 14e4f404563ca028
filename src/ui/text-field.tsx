import type { Example } from "./example.ts";
import { type FieldProps, Field, inputAttributes } from "./field.tsx";

export interface TextFieldProps extends FieldProps {
  value?: string;
  type?: "text" | "tel" | "email" | "url" | "password" | "search" | "date" | "time";
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | "url";
  /** How long an answer usually is, in figures or half characters: the box is that wide. */
  length?: 4 | 8 | 12 | 20 | 30;
  autocomplete?: string;
  maxLength?: number;
  placeholder?: string;
  readonly?: boolean;
  /** Words before or after the box: "¥", "平方米". */
  prefix?: string;
  suffix?: string;
}

// Browsers count units of 16 bits, of which a rare character has two and one with a selector four. What is too long the server says, in letters.
const UNITS_EACH = 4;

/** One line of text. */
export function TextField({ value, type = "text", length, prefix, suffix, inputMode, maxLength, ...field }: TextFieldProps) {
  const input = (
    <input
      class={length ? `input input-${length}` : "input"}
      // JSX types every input type apart and takes no union of them.
      type={type as "text"}
      value={value}
      inputmode={inputMode}
      maxlength={maxLength && (inputMode ? maxLength : maxLength * UNITS_EACH)}
      autocomplete={field.autocomplete}
      placeholder={field.placeholder}
      readOnly={field.readonly}
      {...inputAttributes(field)}
    />
  );
  return (
    <Field {...field}>
      {prefix || suffix ? (
        <div class="input-row">
          {prefix && <span>{prefix}</span>}
          {input}
          {suffix && <span>{suffix}</span>}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}

/** Several lines. `rows` is the height before it grows a scroll bar. */
export function TextArea({ value, rows = 5, maxLength, ...field }: FieldProps & { value?: string; rows?: number; maxLength?: number }) {
  const hint = maxLength ? (
    <>
      {field.hint} 最多 {maxLength} 字。
    </>
  ) : (
    field.hint
  );
  return (
    <Field {...field} hint={hint}>
      <textarea class="input" rows={rows} maxlength={maxLength && maxLength * UNITS_EACH} {...inputAttributes({ ...field, hint })}>
        {value}
      </textarea>
    </Field>
  );
}

/** A number typed, not stepped: wheels and arrows change numbers unseen. */
export function NumberField({ decimal, ...props }: TextFieldProps & { decimal?: boolean }) {
  return <TextField length={8} {...props} inputMode={decimal ? "decimal" : "numeric"} autocomplete="off" />;
}

/** A sum in yuan with two decimals. */
export function MoneyField(props: TextFieldProps) {
  return <TextField length={12} prefix="¥" suffix="元" {...props} inputMode="decimal" autocomplete="off" />;
}

/** A mobile or fixed telephone number. */
export function PhoneField(props: TextFieldProps) {
  return <TextField length={20} autocomplete="tel" {...props} type="tel" inputMode="tel" maxLength={20} />;
}

/** 居民身份证号码: eighteen characters, the last may be X, so the keyboard is not a number pad. Longer where another paper is named with it. */
export function IdNumberField(props: TextFieldProps) {
  return <TextField length={20} autocomplete="off" {...props} maxLength={40} />;
}

/** The six figures sent by text message. */
export function CodeField(props: TextFieldProps) {
  return <TextField length={8} {...props} inputMode="numeric" autocomplete="one-time-code" maxLength={8} />;
}

export const examples: Example[] = [
  {
    name: "一行文字",
    show: () => <TextField name="shop_name" label="店铺名称" hint="与营业执照上的名称一致。" value="云州小满餐饮有限公司" />,
  },
  {
    name: "有错误的一行",
    show: () => (
      <IdNumberField
        name="id_number"
        label="居民身份证号码"
        hint="18 位，最后一位可能是 X。"
        value="9901011990010"
        error="身份证号码应为 18 位，请核对后重填"
      />
    ),
  },
  {
    name: "已预填",
    show: () => <TextField name="address" label="经营场所" value="云州市青溪区青瓷街道窑前路 18 号" source="来自市场主体库" />,
  },
  {
    name: "电话、数字、金额",
    show: () => (
      <>
        <PhoneField name="phone" label="手机号码" hint="用来通知您办理进度。" value="19900001234" />
        <NumberField name="area" label="经营面积" suffix="平方米" value="126" decimal />
        <MoneyField name="rent" label="月租金" required={false} />
      </>
    ),
  },
  {
    name: "多行文字",
    show: () => <TextArea name="reason" label="申请说明" hint="说清楚发生了什么、您希望怎样处理。" maxLength={500} rows={4} />,
  },
];
