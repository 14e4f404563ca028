/** An element with attributes and children: <p class="hint">…</p> is mark("p", {class: "hint"}, …). */
export function mark(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that does something here. */
export const button = (words, press, kind = "secondary") => mark("button", { type: "button", class: `button button-${kind}`, click: press }, words);

const two = (number) => String(number).padStart(2, "0");

/** "08:52", or "11-29 08:52" of another day, by the phone's clock. */
export function timeWords(at) {
  const day = new Date(at);
  const time = `${two(day.getHours())}:${two(day.getMinutes())}`;
  return day.toDateString() === new Date().toDateString() ? time : `${two(day.getMonth() + 1)}-${two(day.getDate())} ${time}`;
}

/** A number as it stands in a list: where a day stands in it, that and what follows. */
export function shortNumber(number) {
  const [, day, serial] = /((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{2,8})$/.exec(number) ?? [];
  return day === undefined ? number : `${day}-${serial}`;
}
