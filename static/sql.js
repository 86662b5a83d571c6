// The editor puts a field of its own over the one for SQL; it is named like that one, for those who hear the page.
window.addEventListener("load", () => {
  document.querySelectorAll(".CodeMirror textarea").forEach((field) => field.setAttribute("aria-label", "SQL"));
});
