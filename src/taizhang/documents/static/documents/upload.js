// Handing in: drag and drop, and how far the upload is.
const form = document.querySelector("form.drop");
if (form) {
  const files = form.querySelector("input[type=file]"), bar = form.querySelector("progress");
  for (const type of ["dragover", "dragenter"]) form.addEventListener(type, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const type of ["dragleave", "drop"]) form.addEventListener(type, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => { event.preventDefault(); files.files = event.dataTransfer.files; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) { bar.hidden = false; bar.value = (100 * sent.loaded) / sent.total; } });
    request.addEventListener("load", () => { location.href = request.responseURL || location.href; });
    request.addEventListener("error", () => form.submit());
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
