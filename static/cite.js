// The cite box with this site's address in it, and buttons to copy. Without this script the text can be selected.
"use strict";
const home = document.querySelector("header .name");
const site = home ? new URL(".", home.href).href.slice(0, -1) : location.origin;
for (const area of document.querySelectorAll("details.cite textarea")) {
  area.value = area.value.split("[site]").join(site);
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(area.value);
    button.textContent = "Copied";
  });
  area.closest("label").after(button);
}
for (const hint of document.querySelectorAll("details.cite .cite-site")) hint.remove();
