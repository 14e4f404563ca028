// The page /verify/trace: a proof is opened or pasted and checked right here; the file itself is never sent anywhere.
import { proofText } from "./inside.js";
import { checkProof, readProof } from "./proof.js";

const form = document.querySelector("[data-proof]");
const verdicts = new Map([...document.querySelectorAll("[data-verdict]")].map((each) => [each.dataset.verdict, each]));
const [file, text, acts] = [form.querySelector("input[type=file]"), form.querySelector("textarea"), document.querySelector("[data-acts]")];

async function ask(path) {
  const answer = await fetch(`/api/v1/log/${path}`, { credentials: "omit" });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

function show({ state, says }, proof) {
  for (const [name, verdict] of verdicts) verdict.hidden = name !== state;
  const shown = verdicts.get(state);
  shown.querySelector("[data-says]").textContent = says;
  const rows = state === "bad" ? [] : (proof?.acts ?? []);
  acts.replaceChildren(
    ...rows.map(({ act, at, index }) => {
      const row = document.createElement("li");
      row.textContent = `${new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false })}　${act}　第 ${index} 片叶`;
      return row;
    }),
  );
  shown.focus();
}

form.hidden = false;
file.addEventListener("change", async () => {
  if (file.files[0]) text.value = await proofText(new Uint8Array(await file.files[0].arrayBuffer()));
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const proof = readProof(text.value);
  show(
    proof ? await checkProof(proof, ask) : { state: "bad", says: "这里面没有办理凭证，或者没有复制完整。请选收件凭证，或者从办理进度页下载的凭证文件。" },
    proof,
  );
});
