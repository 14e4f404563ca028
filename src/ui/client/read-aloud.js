// 长辈模式: reads the page aloud with the device's own voice; the button appears only where there is one.
const button = document.querySelector("[data-read-aloud]");
if (button && "speechSynthesis" in window) {
  const label = button.querySelector("span");
  const words = label.textContent;
  const rest = () => {
    label.textContent = words;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      rest();
      return;
    }
    const text = [...document.querySelectorAll("main h1, main h2, main h3, main p, main li, main label, main legend, main dt, main dd")]
      .filter((element) => element.offsetParent !== null && !element.querySelector("p, li"))
      .map((element) => element.innerText.trim())
      .filter(Boolean)
      .join("。");
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = "zh-CN";
    speech.rate = 0.9;
    speech.onend = rest;
    speech.onerror = rest;
    label.textContent = "停下";
    speechSynthesis.speak(speech);
  });
}
