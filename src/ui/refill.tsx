import { renderToString } from "preact-render-to-string";
import { Notice } from "./notice.tsx";

/** What was typed into a form, by field. */
export type TypedFields = Readonly<Record<string, string | readonly string[]>>;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const plain = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? plain(found[1] ?? "") : undefined;
}

function without(tag: string, name: string): string {
  return tag.replace(new RegExp(`\\s${name}(?:="[^"]*")?(?=[\\s/>])`), "");
}

// What nobody types, or nobody else may have: it stays as the page has it now.
const LEFT = new Set(["hidden", "password", "file", "submit", "button"]);

function input(tag: string, values: (name: string) => readonly string[] | undefined): string {
  const [name, type = "text"] = [attribute(tag, "name"), attribute(tag, "type")];
  if (name === undefined || LEFT.has(type)) return tag;
  const given = values(name);
  if (type === "radio" || type === "checkbox") {
    const bare = without(tag, "checked");
    return given?.includes(attribute(tag, "value") ?? "on") ? bare.replace(/\s*\/?>$/, " checked>") : bare;
  }
  return given?.[0] === undefined ? tag : without(tag, "value").replace(/\s*\/?>$/, () => ` value="${escaped(given[0]!)}">`);
}

function select(whole: string, values: (name: string) => readonly string[] | undefined): string {
  const given = values(attribute(/^<select[^>]*>/.exec(whole)![0], "name") ?? "");
  if (!given) return whole;
  return whole.replace(/<option[^>]*>/g, (option) => {
    const bare = without(option, "selected");
    return given.includes(attribute(option, "value") ?? "") ? bare.replace(/>$/, " selected>") : bare;
  });
}

function textarea(whole: string, values: (name: string) => readonly string[] | undefined): string {
  const [head] = /^<textarea[^>]*>/.exec(whole)!;
  const given = values(attribute(head, "name") ?? "");
  return given?.[0] === undefined ? whole : `${head}${escaped(given[0])}</textarea>`;
}

const FIELD = /<textarea[^>]*>[\s\S]*?<\/textarea>|<select[^>]*>[\s\S]*?<\/select>|<input[^>]*>/g;

/** Opens the folded part that a place of a page lies in. */
function unfolded(before: string): string {
  const at = before.lastIndexOf("<details");
  if (at < 0 || before.lastIndexOf("</details>") > at) return before;
  const end = before.indexOf(">", at);
  return /\sopen[\s>=]/.test(before.slice(at, end + 1)) ? before : `${before.slice(0, end)} open${before.slice(end)}`;
}

const SAID = (files: boolean): string =>
  renderToString(
    <Notice kind="done" title="登录过期前您填的内容已经放回来了" live>
      <p>还没有提交。请核对以后再提交{files && "；选过的文件要重新选"}。密码、动态口令要重新填。</p>
    </Notice>,
  );

/** The same page with what was typed before in its form of an address, and a sentence that says so; undefined when it has no such form. Of our own markup only. */
export function refilled(html: string, action: string, fields: TypedFields, files: boolean): string | undefined {
  let page = "";
  let from = 0;
  let found = false;
  for (const { 0: form, index } of html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)) {
    const [head] = /^<form[^>]*>/.exec(form)!;
    if (attribute(head, "action") !== action || attribute(head, "method") !== "post") continue;
    let touched = false;
    const values = (name: string): readonly string[] | undefined => {
      const given = Object.hasOwn(fields, name) ? [fields[name]!].flat() : undefined;
      touched ||= given?.some((each) => each !== "") ?? false;
      return given;
    };
    const body = form
      .slice(head.length)
      .replace(FIELD, (field) =>
        field.startsWith("<textarea") ? textarea(field, values) : field.startsWith("<select") ? select(field, values) : input(field, values),
      );
    page += html.slice(from, index);
    if (touched) page = unfolded(page);
    page += `${head}${touched ? body : form.slice(head.length)}`;
    from = index + form.length;
    found ||= touched;
  }
  if (!found) return undefined;
  return `${page}${html.slice(from)}`.replace(/<main[^>]*>/, (main) => `${main}${SAID(files)}`);
}
