import { scriptPath } from "./assets.ts";
import type { Example } from "./example.ts";
import { type FieldProps, FieldGroup, fieldId } from "./field.tsx";
import { GroupPiece } from "./group-piece.tsx";

/** A signature as it was given: the name, and its strokes where it was drawn. */
export function SignatureMark({ name, drawn }: { name: string; drawn?: string }) {
  if (!drawn) return <span class="signature-name">{name}</span>;
  return (
    <span class="signature-mark">
      {name}
      <svg viewBox="0 0 300 100" role="img" aria-label={`${name}的手写签名`}>
        <path d={drawn} />
      </svg>
    </span>
  );
}

/** A signature: the name typed; with a script also drawn by hand. Sends `name-name` and `name-drawn`, an SVG path within 300 × 100. */
export function SignatureField({ value = "", drawn, ...field }: FieldProps & { value?: string; drawn?: string }) {
  const id = fieldId(field.name);
  return (
    <FieldGroup {...field}>
      <script src={scriptPath("fields")} defer />
      <div class="group" data-signature>
        <GroupPiece id={id} label="签名人姓名">
          <input class="input input-20" id={id} name={`${field.name}-name`} value={value} autocomplete="name" aria-invalid={field.error ? "true" : undefined} />
        </GroupPiece>
        <input type="hidden" name={`${field.name}-drawn`} value={drawn ?? ""} data-drawn />
        <div class="signature-pad" data-pad hidden={!drawn}>
          <svg viewBox="0 0 300 100" role="img" aria-label="手写签名">
            <path d={drawn ?? ""} />
          </svg>
          <button class="button-link" type="button" data-wipe hidden>
            擦掉重签
          </button>
        </div>
      </div>
    </FieldGroup>
  );
}

const STROKES = "M40 20L40 80M20 45L90 40M60 15L75 85M110 30L160 25L120 80M190 20L190 85M170 50L250 45L230 80";

export const examples: Example[] = [
  { name: "签名", note: "有脚本时下面还能手写。", show: () => <SignatureField name="signed" label="请您签名" value="陈小满" drawn={STROKES} /> },
  { name: "签名有误", show: () => <SignatureField name="companion" label="陪同人签名" error="请填写陪同人签名，写上姓名" /> },
  { name: "签过的名", show: () => <SignatureMark name="陈小满" drawn={STROKES} /> },
];
