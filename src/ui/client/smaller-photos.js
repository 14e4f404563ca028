// Photographs that are too large to be sent are made smaller here, before they are. Where that does not work they go as they are, and the city says so.
const LARGEST = 10 * 1024 * 1024;
const SIDES = [3200, 2400, 1600];

const smaller = async (file) => {
  for (const side of SIDES) {
    const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, side / Math.max(whole.width, whole.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(whole.width * scale));
    canvas.height = Math.max(1, Math.round(whole.height * scale));
    const brush = canvas.getContext("2d");
    // A picture that lets through what lies behind it has white behind it on paper, too.
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (made && made.size <= LARGEST)
      return new File([made], file.name.replace(/\.[^.]+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  }
  return file;
};

for (const input of document.querySelectorAll("input[data-smaller]:not([data-watched])")) {
  input.dataset.watched = "yes"; // a page with several fields names this script at each
  const form = input.form;
  let work = Promise.resolve();
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    if (!chosen.some((file) => file.size > LARGEST && file.type.startsWith("image/"))) return;
    form.dataset.shrinking = "yes";
    work = Promise.all(chosen.map((file) => (file.size > LARGEST && file.type.startsWith("image/") ? smaller(file).catch(() => file) : file)))
      .then((files) => {
        // Chosen anew meanwhile: that choice is looked after by its own event.
        if (input.files.length !== chosen.length || chosen.some((file, at) => input.files[at] !== file)) return;
        const list = new DataTransfer();
        for (const file of files) list.items.add(file);
        input.files = list.files;
        input.dispatchEvent(new Event("change"));
      })
      .finally(() => delete form.dataset.shrinking);
  });
  // Sent before they are ready: it waits for them.
  form.addEventListener(
    "submit",
    (event) => {
      if (!form.dataset.shrinking) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      work.then(() => form.requestSubmit(submitter));
    },
    true,
  );
}
