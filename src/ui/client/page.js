// After a refused form: the summary of what is wrong takes the focus, as a new page would.
document.querySelector("[data-focus]")?.focus();

// Open menus close when something else is pressed, and with Escape.
const menus = document.querySelectorAll("details.console-person, details.console-menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
