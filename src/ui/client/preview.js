// The picture of what a form would lead to follows what is chosen and typed; without this a button of the form shows it.
for (const picture of document.querySelectorAll("img[data-preview]")) {
  const form = picture.closest("form");
  const follow = () => {
    const given = new FormData(form);
    const asked = new URLSearchParams(picture.dataset.fields.split(" ").map((name) => [name, given.get(name) ?? ""]));
    picture.src = `${picture.dataset.preview}?${asked}`;
  };
  picture.addEventListener("load", () => (picture.hidden = false));
  picture.addEventListener("error", () => (picture.hidden = true));
  form.addEventListener("change", follow);
}
