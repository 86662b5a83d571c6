// A page whose rows have no point leaves the map without bounds; say so instead of showing an empty box.
window.addEventListener("unhandledrejection", (event) => {
  const map = document.querySelector(".leaflet-container");
  if (!map || !String(event.reason).includes("Bounds are not valid")) return;
  event.preventDefault();
  const note = document.createElement("p");
  note.textContent = "None of these rows has a point, so there is no map. The rows follow.";
  map.replaceWith(note);
});
