// Small things for pages of our own: elements, and questions to the server.

/** Makes an element: `make("button", { type: "button", class: "x", onclick }, "words", child)`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

/** A button of the house. */
export function button(words, onclick, kind = "secondary") {
  return make("button", { type: "button", class: `button button-small button-${kind}`, onclick }, make("span", {}, words));
}

/** What the server declined, in its own words. */
export class Declined extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

const OFFLINE = "连不上服务器，改动还在页面上，请稍后再试。";
const ELSEWHERE = "登录可能已经过期。请先下载文件，再重新登录。";

async function answerOf(sent) {
  const response = await sent.catch(() => {
    throw new Declined(OFFLINE, "OFFLINE");
  });
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new Declined(ELSEWHERE, "ELSEWHERE");
  const data = await response.json();
  if (!response.ok) throw new Declined(data.message, data.code);
  return data;
}

/** Asks for JSON. */
export function ask(path) {
  return answerOf(fetch(path, { headers: { accept: "application/json" } }));
}

/** Sends JSON with the page's token, and gives the answer. */
export function tell(path, token, body) {
  return answerOf(fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...body, _token: token }) }));
}

/** Hands a text to the browser as a file. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Calls a function once it has been quiet for a while. */
export function whenQuiet(pause, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}
