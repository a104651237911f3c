// The list: looks again while documents wait to be read, and refuses a file that is too large before it is sent.

const form = document.querySelector("form[data-limit]");
if (form) {
  const file = form.elements.file, problem = document.querySelector("#problem"), submit = form.querySelector("button");
  file.addEventListener("change", () => {
    form.querySelector("output").textContent = file.files[0]?.name ?? "";
    const large = file.files.length > 0 && file.files[0].size > Number(form.dataset.limit);
    problem.hidden = !large;
    submit.disabled = large;
  });
  form.addEventListener("submit", () => { submit.disabled = true; document.body.setAttribute("aria-busy", "true"); });
}

async function look() {
  const answer = await fetch("/", { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["state", "list"]) document.getElementById(id).replaceWith(page.getElementById(id));
  wait();
}

function wait() {
  if (document.querySelector("#state[data-waiting]")) setTimeout(() => look().catch(wait), 1000);
}
wait();
