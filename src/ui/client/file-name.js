// Says which files were chosen and how large they are, before they are sent.
for (const input of document.querySelectorAll("input[data-file-name]")) {
  const names = input.parentElement.querySelector(".upload-names");
  if (!names) continue;
  input.addEventListener("change", () => {
    names.textContent = [...input.files]
      .map((file) => `${file.name}（${file.size >= 1048576 ? `${(file.size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(file.size / 1024))} KB`}）`)
      .join("，");
  });
}
