import { make } from "./page.js";

let serial = 0;

function framed(label, input, hint) {
  const id = `p-${(serial += 1)}`;
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return make(
    "div",
    { class: "field" },
    make("label", { class: "field-label", for: id }, label),
    hint ? make("div", { class: "field-hint", id: `${id}-hint` }, hint) : "",
    input,
  );
}

/** A line of text; what is typed is taken when the field is left. */
export function textField({ label, value = "", hint, list }, take) {
  const input = make("input", { type: "text", class: "input", value, list, onchange: () => take(input.value.trim() || undefined) });
  return framed(label, input, hint);
}

/** Several lines: formulas and notes. */
export function areaField({ label, value = "", hint, code }, take) {
  const input = make("textarea", {
    class: code ? "input code" : "input",
    rows: "3",
    spellcheck: "false",
    onchange: () => take(input.value.trim() || undefined),
  });
  input.value = value;
  return framed(label, input, hint);
}

/** One of several; what is set already and is none of them stays choosable. */
export function choiceField({ label, value = "", hint, options, empty = "（不设）" }, take) {
  const known = value === "" || options.some((option) => option.value === value);
  const lines = [{ value: "", label: empty }, ...options, ...(known ? [] : [{ value, label: value }])];
  const input = make(
    "select",
    { class: "input", onchange: () => take(input.value || undefined) },
    lines.map((option) => make("option", { value: option.value, selected: option.value === value }, option.label)),
  );
  return framed(label, input, hint);
}

/** Yes or no. */
export function tickField({ label, value = false }, take) {
  const input = make("input", { type: "checkbox", checked: value, onchange: () => take(input.checked) });
  const id = `p-${(serial += 1)}`;
  input.id = id;
  return make("div", { class: "field designer-tick" }, input, make("label", { for: id }, label));
}
