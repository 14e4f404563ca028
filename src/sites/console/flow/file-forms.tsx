import { Button, FileUpload, Form, LinkButton } from "#ui";
import { addressOfPart } from "./flow-tabs.tsx";

const WORDS = {
  flow: { name: "流程", format: "BPMN 2.0", accept: ".bpmn,.xml" },
  rules: { name: "规则", format: "DMN 1.5", accept: ".dmn,.xml" },
} as const;

interface FileFormsProps {
  itemId: string;
  what: "flow" | "rules";
  revision: number;
  token: string;
  errors?: Record<string, string> | undefined;
}

/** Taking the file of a flow or of rules away, bringing it back, and throwing the draft away. Works without a script. */
export function FileForms({ itemId, what, revision, token, errors = {} }: FileFormsProps) {
  const { name, format, accept } = WORDS[what];
  const at = addressOfPart(itemId, what === "flow" ? "" : "rules");
  const error = errors["file"];
  return (
    <section class="after file-forms">
      <div class="sheet">
        <h2>{name}文件</h2>
        <p class="button-row">
          <LinkButton href={`${at}/file`} kind="secondary" small icon="download">
            下载{name}文件（{format}）
          </LinkButton>
          {what === "flow" && (
            <LinkButton href={`${at}/drawing`} kind="secondary" small icon="download">
              下载流程图（SVG）
            </LinkButton>
          )}
        </p>
        <Form action={`${at}/draft`} token={token} files>
          <input type="hidden" name="revision" value={String(revision)} />
          <FileUpload
            name="file"
            label={`上传${name}文件，存为草稿`}
            hint={`${format} 文件。不会马上生效，检查通过并发布以后才用。`}
            accept={accept}
            {...(error && { error })}
          />
          <div class="form-foot">
            <Button kind="secondary" icon="upload">
              上传并存为草稿
            </Button>
          </div>
        </Form>
      </div>
      {revision > 0 && (
        <div class="sheet">
          <h2>放弃草稿</h2>
          <p>流程和规则的草稿都会删除，已发布的版本不受影响。</p>
          <Form action={`${at}/draft`} token={token}>
            <input type="hidden" name="_discard" value="1" />
            <div class="form-foot">
              <Button kind="secondary" icon="trash-2">
                放弃草稿
              </Button>
            </div>
          </Form>
        </div>
      )}
    </section>
  );
}
