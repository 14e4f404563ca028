import { FileUpload, formatSize } from "#ui";
import type { BroughtFile } from "./around.ts";
import { common, plain, type Asked, type FieldDefinition, type FormType } from "./field.ts";
import { countFault, keywords } from "./judge.ts";

// The files themselves lie with the material of their matter, under the name of their field; the answer names them.

/** Under which material the files of a field lie. */
export function fileShelf(name: string): string {
  return `field.${name}`;
}

const MOST = 20;
const PICTURES = new Set(["image/jpeg", "image/png"]);

/** A type of field that asks for files; `pictures`: none but photographs. */
export function filesOf({ word, noun, accept, pictures }: { word: string; noun: string; accept: string; pictures: boolean }): FormType {
  const bring = ({ label }: FieldDefinition): string => `请上传${label}`;
  const named = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === "string");
  const lying = (field: FieldDefinition, asked: Pick<Asked, "around">): readonly BroughtFile[] | undefined => asked.around.files?.[field.name];
  const own: FormType = {
    word,
    keys: ["min", "max"],
    schema: ({ min, max = MOST }) => keywords({ type: "array", uniqueItems: true, minItems: min, maxItems: max, items: { type: "string", maxLength: 60 } }),
    read: (_text, field) => ({ fault: bring(field) }),
    posted(_field, take) {
      const given = take();
      return given.length > 0 ? given : null;
    },
    check(value, field, around) {
      if (!named(value)) return bring(field);
      const files = lying(field, { around });
      for (const id of files ? value : []) {
        const file = files!.find((each) => each.id === id);
        if (!file) return `${field.label}里有一个文件没有收到，请重新上传`;
        if (pictures && !PICTURES.has(file.type)) return `${field.label}里的“${file.name}”不是照片，请换成 JPG 或 PNG`;
      }
      if (new Set(value).size < value.length) return `${field.label}里有一个文件写了两次，请去掉一个`;
      return countFault(value.length, { ...field, max: field.max ?? MOST }, ["交", noun]);
    },
    missing: bring,
    say(value, field, around) {
      if (!named(value)) return plain(value);
      const files = lying(field, { around });
      return files ? value.map((id) => files.find((each) => each.id === id)?.name ?? "没有收到的文件").join("、") : `${value.length} ${noun}`;
    },
    show(value, field, around) {
      const files = lying(field, { around });
      if (!named(value) || !files || around.filesAt === undefined) return own.say(value, field, around);
      return (
        <ul>
          {files
            .filter(({ id }) => value.includes(id))
            .map(({ id, name, size }) => (
              <li>
                <a href={`${around.filesAt}/${id}`}>{name}</a> <span class="hint">{formatSize(size)}</span>
              </li>
            ))}
        </ul>
      );
    },
    draw(asked) {
      const { field, value, around } = asked;
      const ids = named(value) ? value : [];
      const files = (lying(field, asked) ?? []).filter(({ id }) => ids.includes(id));
      return (
        <>
          <FileUpload
            {...common(asked)}
            accept={accept}
            multiple={field.max !== 1}
            camera={pictures}
            files={files.map(({ id, name, size }) => ({
              name,
              size,
              removeValue: id,
              ...(around.filesAt !== undefined && { href: `${around.filesAt}/${id}` }),
            }))}
          />
          {ids.map((id) => (
            <input type="hidden" name={field.name} value={id} />
          ))}
        </>
      );
    },
  };
  return own;
}

/** 文件: PDF, OFD, pictures. */
export const files = filesOf({ word: "文件", noun: "个文件", accept: "image/jpeg,image/png,application/pdf,application/ofd,.ofd", pictures: false });
