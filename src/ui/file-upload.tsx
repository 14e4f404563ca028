import { scriptPath } from "./assets.ts";
import type { Example } from "./example.ts";
import { type FieldProps, Field, inputAttributes } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** A file the city already has from this form. */
export interface UploadedFile {
  name: string;
  /** Bytes. */
  size: number;
  href?: string;
  /** The value sent by the 删除 button, under the button name `_remove`. */
  removeValue?: string;
}

export interface FileUploadProps extends FieldProps {
  /** As in the accept attribute: ".pdf,.jpg,image/*". */
  accept?: string;
  multiple?: boolean;
  files?: readonly UploadedFile[];
  /** Opens the camera on phones. */
  camera?: boolean;
}

/** "2.4 MB", "380 KB". */
export function formatSize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

/** Hands over files; lists those already handed over. The chosen names show without JavaScript too, in the browser's own words. */
export function FileUpload({ accept, multiple, files = [], camera, ...field }: FileUploadProps) {
  return (
    <Field {...field}>
      {accept?.includes("image/") && <script src={scriptPath("photos")} defer />}
      <div class="upload">
        <Icon name="upload" />
        <input
          class="upload-input"
          type="file"
          accept={accept}
          multiple={multiple}
          capture={camera ? "environment" : undefined}
          data-file-name
          data-smaller={accept?.includes("image/") || undefined}
          {...inputAttributes(field)}
        />
        <output class="upload-names" for={`f-${field.name}`} />
      </div>
      {files.length > 0 && (
        <ul class="upload-list">
          {files.map((file) => (
            <li>
              <Icon name="file-check" />
              <span class="upload-name">{file.href ? <a href={file.href}>{file.name}</a> : file.name}</span>
              <span class="hint number">{formatSize(file.size)}</span>
              {file.removeValue && (
                <button class="button-link" type="submit" name="_remove" value={file.removeValue} formnovalidate>
                  删除<span class="hush">{file.name}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}

export const examples: Example[] = [
  {
    name: "上传材料",
    show: () => (
      <FileUpload
        name="plan"
        label="经营场所平面图"
        hint="可以拍照。PDF、JPG 或 PNG，每个不超过 20 MB。"
        accept=".pdf,.jpg,.png"
        multiple
        files={[{ name: "一层平面图（厨房与就餐区）.pdf", size: 2_516_582, href: "#file", removeValue: "f1" }]}
      />
    ),
  },
  { name: "上传有误", show: () => <FileUpload name="lease" label="房屋租赁合同" error="这个文件打不开，请换成 PDF 或照片再传" /> },
];
