// Adds and takes away rows at once; without a script the same buttons ask the server for it.
for (const rows of document.querySelectorAll("[data-rows]:not([data-watched])")) {
  rows.dataset.watched = "yes"; // a page with several fields names this script at each
  const name = rows.dataset.rows;
  const all = () => [...rows.querySelectorAll(":scope > [data-row]")];
  const renumber = () => {
    const list = all();
    for (const [at, row] of list.entries()) {
      row.querySelector("[data-row-number]").textContent = at + 1;
      const remove = row.querySelector(".rows-remove");
      remove.value = `remove ${name} ${at}`;
      remove.hidden = list.length === 1;
      for (const part of row.querySelectorAll("[name],[id],[for],[aria-describedby]"))
        for (const attribute of ["name", "id", "for", "aria-describedby"]) {
          const value = part.getAttribute(attribute);
          if (value && part.name !== "_rows") part.setAttribute(attribute, value.replace(new RegExp(`((?:^|f-| )${name})-\\d+-`, "g"), `$1-${at}-`));
        }
    }
    rows.querySelector(".rows-add").hidden = list.length >= Number(rows.dataset.most);
  };
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=_rows]");
    if (!button || !rows.querySelector(".rows-add")) return;
    event.preventDefault();
    if (button.classList.contains("rows-add")) {
      const row = all().at(-1).cloneNode(true);
      for (const input of row.querySelectorAll("input, textarea")) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = false;
        else input.value = "";
      }
      for (const select of row.querySelectorAll("select")) select.selectedIndex = 0;
      for (const told of row.querySelectorAll("output, .field-error")) told.remove();
      button.before(row);
      renumber();
      row.querySelector("input, select, textarea")?.focus();
    } else {
      button.closest("[data-row]").remove();
      renumber();
      rows.querySelector(".rows-add").focus();
    }
  });
}
