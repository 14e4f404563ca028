// Counts the seconds a shown code is good for. Screen readers hear only the beginning and the end.
for (const element of document.querySelectorAll("[data-countdown]")) {
  const end = Date.now() + Number(element.dataset.countdown) * 1000;
  const draw = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    element.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    element.closest("[data-expires]")?.setAttribute("data-expired", "");
  };
  const timer = setInterval(draw, 1000);
  draw();
}
