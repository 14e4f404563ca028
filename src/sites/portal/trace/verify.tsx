import type { Route } from "#kernel/http";
import { Button, FileUpload, Icon, Notice, Section, TextArea } from "#ui";
import { show } from "../show.ts";
import { scriptPath } from "./files.ts";

const VERDICTS = [
  { state: "good", icon: "circle-check", word: "对得上", tone: "verdict verdict-good" },
  { state: "half", icon: "circle-alert", word: "只核对了一半", tone: "verdict" },
  { state: "bad", icon: "circle-x", word: "对不上", tone: "verdict verdict-bad" },
] as const;

/** Anybody with a proof checks here, in their own browser, that the acts of a matter are in the city's log. Nothing is sent to the server. */
export const verifyTraceRoute: Route = {
  method: "GET",
  path: "/verify/trace",
  who: "anyone",
  site: "portal",
  handle(incoming, ctx) {
    return show(incoming, ctx, {
      title: "核对办理凭证",
      crumbs: [
        { href: "/", label: "首页" },
        { href: "/verify", label: "核验证照" },
      ],
      extra: { styles: [], scripts: [], module: scriptPath() },
      body: (
        <>
          <h1>核对办理凭证</h1>
          <p class="lead">您的事项每走一步都有记录。凭证能证明这些记录已经写进全市的日志，以后谁也不能悄悄改掉。</p>
          {VERDICTS.map(({ state, icon, word, tone }) => (
            <section class={tone} role="status" tabindex={-1} data-verdict={state} hidden>
              <Icon name={icon} />
              <div>
                <p class="verdict-word">{word}</p>
                <p data-says />
              </div>
            </section>
          ))}
          <ul class="problems" data-acts />
          <form data-proof hidden>
            <FileUpload
              name="proof"
              label="凭证文件"
              hint="选收件凭证（PDF 或 OFD）就行，凭证在它里面；也可以选从“我的事项”下载的办理凭证，文件名以 .json 结尾。"
              accept=".pdf,.ofd,.json,application/pdf,application/json"
            />
            <TextArea name="text" label="或者把凭证内容粘贴在这里" rows={4} required={false} />
            <div class="form-foot stack">
              <p class="hint">核对在您的手机或电脑上进行，凭证不会发出去。网站只提供公开的检查点，对不对由您的设备自己算。</p>
              <Button>核对</Button>
            </div>
          </form>
          <noscript>
            <Notice title="浏览器没有开启脚本，不能在这里核对">
              <p>可以请人用另一台电脑打开本页，或者按下面的办法核对。凭证文件照样可以在“我的事项”里下载。</p>
            </Notice>
          </noscript>
          <Section title="不用这个网站怎么核对">
            <ol class="problems">
              <li>
                在装有本平台软件的电脑上运行 <code>npm run trace -- proof 凭证文件</code>，不用连网。
              </li>
              <li>
                要与别处保存的检查点比较，加上 <code>--witness 见证文件</code>。见证文件是别的单位定期留存的检查点。
              </li>
              <li>
                最新的检查点公开在 <a href="/api/v1/log/checkpoint">/api/v1/log/checkpoint</a>，谁都可以留一份。
              </li>
            </ol>
          </Section>
          <p class="hint">凭证和检查点里没有姓名、证件号码和申请内容，只有记录的校验值。</p>
        </>
      ),
    });
  },
};
