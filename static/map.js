// The map of a table or question: begins where its rows can be told apart, says what a point means and how many rows have
// none, and lets nothing into a popup but words and links of this site. The plugin that draws it comes later, by itself.
const CAPTION = "A point is the place that a party named, in or near which it claims something. It is not the spot of a strike. " +
  "Rows that name only a governorate or country have no point. A number in a circle counts rows that stand close together. The rows follow below.";
const PLACES = "The places of the gazetteer that have a point, by no means all of them claimed as targets. A number in a circle counts places that stand close together.";
const NONE = "None of these rows has a point, so there is no map. The rows follow.";
const MIDDLE = [34.8, 39]; // of Syria, shown while no row that came has a point
const of = (selector) => document.querySelector(selector);

function noted(kind) {
  let note = of(`.map-note.${kind}`);
  if (note) return note;
  note = document.createElement("p");
  note.className = `map-note ${kind}`;
  of(".leaflet-container").before(note);
  return note;
}

// A link of a popup must be a path of this site; pictures and anything else that loads or runs is left out.
const sitePath = (address) => /^\/(?![/\\])/.test(address ?? "");

function inert(html) {
  const sheet = document.createElement("template");
  sheet.innerHTML = html;
  for (const one of sheet.content.querySelectorAll("*")) {
    if (!["A", "P", "STRONG", "DL", "DT", "DD", "SPAN"].includes(one.tagName)) { one.remove(); continue; }
    const link = one.getAttribute("href");
    for (const { name } of [...one.attributes]) one.removeAttribute(name);
    if (one.tagName === "A" && sitePath(link)) one.setAttribute("href", link);
  }
  const box = document.createElement("div");
  box.append(...sheet.content.childNodes);
  return box;
}

// A place has no popup of its own, so its columns become a name, a line and a link.
function placed(box) {
  const cells = Object.fromEntries([...box.querySelectorAll("dt")].map((name) => [name.textContent, name.nextElementSibling?.firstChild?.textContent ?? ""]));
  if (!cells.id || !cells.name) return box;
  const link = document.createElement("a");
  link.href = `/place/${encodeURIComponent(cells.id)}`;
  link.textContent = cells.name;
  const line = document.createElement("p");
  line.textContent = [cells.kind, cells.province, cells.country].filter((words) => words && words !== "null").join(", ");
  const one = document.createElement("div");
  one.append(link, line);
  return one;
}

// How many rows of the whole table, as filtered, have no point; a question's rows all stand on its page.
async function count() {
  if (!document.body.classList.contains("table")) {
    const cells = [...document.querySelectorAll("td.col-latitude")];
    return { all: cells.length, without: cells.filter((cell) => !cell.textContent.trim()).length };
  }
  const asked = new URLSearchParams(location.search);
  for (const name of [...asked.keys()]) if (/^_(facet|next|size|sort)/.test(name)) asked.delete(name);
  const rows = async (more) => {
    const address = `${location.pathname}.json?${new URLSearchParams([...asked, ["_size", "0"], ["_nofacet", "1"], ...more])}`;
    return (await (await fetch(address)).json()).filtered_table_rows_count;
  };
  return { all: await rows([]), without: await rows([["latitude__isnull", "1"]]) };
}

async function tell() {
  noted("what").textContent = of("body.table-places") ? PLACES : CAPTION;
  const { all, without } = await count();
  if (!Number.isInteger(all) || !Number.isInteger(without) || !of(".leaflet-container")) return;
  if (without) noted("without").textContent = `${without.toLocaleString("en")} of ${all.toLocaleString("en")} rows have no point.`;
}

// Nothing that came has a point: where more rows can come the map waits for them, else it goes.
function empty(map) {
  map.setView(MIDDLE, 6);
  setTimeout(() => {
    const box = map.getContainer();
    if (box.nextElementSibling?.textContent) {
      noted("none").textContent = "None of the rows that came so far has a point.";
      return;
    }
    noted("what").textContent = NONE;
    document.querySelectorAll(".map-note.without").forEach((note) => note.remove());
    box.remove();
  });
}

function prepare(leaflet) {
  const { fitBounds } = leaflet.Map.prototype;
  leaflet.Map.prototype.fitBounds = function (bounds, options) {
    if (!bounds.isValid()) { empty(this); return this; }
    document.querySelectorAll(".map-note.none").forEach((note) => note.remove());
    // Each thousand of rows asks to be fitted, without options; a map that a reader has in hand stays where it is.
    if (this.inHand) return arguments.length > 1 ? fitBounds.call(this, bounds, options) : this;
    // Until then it goes no nearer than where governorates have names.
    return fitBounds.call(this, bounds, { maxZoom: 8, padding: [36, 36], animate: false });
  };
  const { bindPopup } = leaflet.Marker.prototype;
  leaflet.Marker.include({
    // There may be 50,000 markers, so a popup is made when its marker comes into view.
    bindPopup(content, options) {
      let box;
      const shown = () => (box ??= of("body.table-places") ? placed(inert(String(content))) : inert(String(content)));
      this.once("add", () => this.getElement().setAttribute("alt", (shown().querySelector("strong") ?? shown().querySelector("a"))?.textContent ?? "A row"));
      return bindPopup.call(this, shown, { maxWidth: 240, ...options });
    },
  });
  leaflet.Map.addInitHook(function () {
    const box = this.getContainer();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Map of the rows below");
    for (const name of ["pointerdown", "keydown", "wheel"]) box.addEventListener(name, () => { this.inHand = true; }, { capture: true, passive: true });
    setTimeout(() => tell().catch(() => {}));
  });
}

// Leaflet says that it came only by setting window.L. Other pages that draw with it are left alone.
let leaflet;
Object.defineProperty(window, "L", {
  configurable: true,
  get: () => leaflet,
  set: (value) => {
    const first = leaflet === undefined && value && value.Map && of("body.table, body.query");
    leaflet = value;
    if (first) prepare(value);
  },
});
