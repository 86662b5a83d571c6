// The map of a table: begins where its rows can be told apart, says what a point means, and speaks when there is none.
const CAPTION = "A point is the place that a party named, in or near which it claims something. It is not the spot of a strike. " +
  "Rows that name only a governorate or country have no point. The rows follow below.";

function below(map, text) {
  const note = document.createElement("p");
  note.className = "map-note";
  note.textContent = text;
  map.before(note);
}

function prepare(leaflet) {
  const fit = leaflet.Map.prototype.fitBounds;
  // Until the reader takes the map in hand, it goes no nearer than where governorates have names.
  leaflet.Map.prototype.fitBounds = function (bounds, options) {
    return fit.call(this, bounds, this.inHand ? options : { maxZoom: 8, padding: [36, 36] });
  };
  leaflet.Map.addInitHook(function () {
    const box = this.getContainer();
    box.setAttribute("aria-label", "Map of the rows below");
    for (const name of ["pointerdown", "keydown"]) box.addEventListener(name, () => { this.inHand = true; }, true);
    const claims = !document.querySelector("body.table-places");
    setTimeout(() => below(box, claims ? CAPTION : "The places of the gazetteer that have a point, by no means all of them claimed as targets."));
  });
}

// Leaflet comes later, by itself, and says so only by setting window.L.
let leaflet;
Object.defineProperty(window, "L", {
  configurable: true,
  get: () => leaflet,
  set: (value) => {
    const first = leaflet === undefined && value && value.Map;
    leaflet = value;
    if (first) prepare(value);
  },
});

// A page whose rows have no point leaves the map without bounds.
window.addEventListener("unhandledrejection", (event) => {
  const map = document.querySelector(".leaflet-container");
  if (!map || !String(event.reason).includes("Bounds are not valid")) return;
  event.preventDefault();
  document.querySelectorAll(".map-note").forEach((note) => note.remove());
  below(map, "None of these rows has a point, so there is no map. The rows follow.");
  map.remove();
});
