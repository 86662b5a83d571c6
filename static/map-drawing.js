// The map that moves: shades, circles, names, popups and the optional tiles. In: numbers, choice, shapes. Out: Leaflet layers.
import { byId, chosen, claims, json, made, said } from "./map-numbers.js";

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const touch = matchMedia("(pointer: coarse)").matches;
const STEPS = 5;
const NAMES_FROM = 6; // the zoom from which names stand on the map
const shade = (number, most) => (number > 0 ? Math.max(1, Math.ceil(Math.sqrt(number / most) * STEPS)) : 0);

function explain(most) {
  for (const line of document.querySelectorAll(".legend [data-step]")) {
    const step = Number(line.dataset.step);
    const first = Math.floor((most * (step - 1) ** 2) / STEPS ** 2) + 1;
    const last = Math.floor((most * step ** 2) / STEPS ** 2);
    line.hidden = first > last;
    line.lastElementChild.textContent = first === last ? said(first) : `${said(first)} to ${said(last)}`;
  }
}

// What opens at a governorate or place: who claims how much in which year, and where to read on.
function popup(numbers, key) {
  const row = document.querySelector(`tr[data-key="${CSS.escape(key)}"]`);
  const { name, rows } = numbers.entries[key];
  const within = row?.querySelector(".within")?.textContent;
  const how = row?.querySelector(".how")?.textContent;
  const box = made("div", "", { class: "claimed", tabindex: "-1" });
  box.append(made("h3", name), made("p", [within, how && `said to be ${how}`].filter(Boolean).join("; ")));
  const table = made("table");
  table.append(made("caption", "Claims that name it. None is a finding."));
  const head = table.createTHead().insertRow();
  for (const words of ["Year", ...Object.values(numbers.parties)]) head.append(made("th", words, { scope: "col" }));
  const body = table.createTBody();
  const years = [...new Set(rows.map((one) => one[numbers.at.year]))].sort();
  for (const year of years.length > 1 ? [...years, null] : years) {
    const line = body.insertRow();
    if (year !== null && year === chosen().year) line.className = "now";
    line.append(made("th", year === null ? "All years" : year || "no day", { scope: "row" }));
    for (const party of Object.keys(numbers.parties)) {
      const counted = rows.filter((one) => one[numbers.at.party] === party && (year === null || one[numbers.at.year] === year));
      line.append(made("td", said(counted.reduce((sum, one) => sum + one[numbers.at.claims], 0))));
    }
  }
  const links = made("p");
  for (const [part, words] of [["a.page", "Its page"], ["a.claims", "These claims"]]) {
    const link = row?.querySelector(part);
    if (link) links.append(links.hasChildNodes() ? " · " : "", made("a", words, { href: link.href }));
  }
  box.append(table, links);
  return box;
}

// Names where they have room: governorates first, then the places with most claims.
function names(L, map, layer, some) {
  layer.clearLayers();
  if (map.getZoom() < NAMES_FROM) return;
  const taken = [];
  for (const { text, point, area, drop, room } of some) {
    const { x, y } = map.latLngToLayerPoint(point);
    const wide = text.length * 6.4;
    if (room && map.latLngToLayerPoint(room.getNorthEast()).x - map.latLngToLayerPoint(room.getSouthWest()).x < wide) continue;
    const box = [x - wide / 2, y + drop - 8, x + wide / 2, y + drop + 8];
    if (taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1])) continue;
    taken.push(box);
    const icon = L.divIcon({ className: area ? "map-name area-name" : "map-name", html: made("span", text), iconSize: [wide, 16], iconAnchor: [wide / 2, 8 - drop] });
    L.marker(point, { icon, interactive: false, keyboard: false }).addTo(layer);
  }
}

// A layer of the map, and what it needs to be drawn for a choice and shown from a table.
function areasOf(L, map, numbers, shapes) {
  const keyOf = Object.fromEntries(numbers.keys("governorate").map((key) => [numbers.entries[key].name, key]));
  const found = {};
  L.geoJSON(shapes, {
    style: () => ({ className: "area" }),
    onEachFeature: (feature, layer) => {
      const key = keyOf[feature.properties.name];
      if (!key) return;
      found[key] = layer;
      layer.bindPopup(() => popup(numbers, key), { maxWidth: 280, maxHeight: 320 });
    },
  }).addTo(map);
  return found;
}

function circlesOf(L, map, numbers) {
  const found = {};
  const keys = numbers.keys("place").filter((key) => numbers.entries[key].point && numbers.sum(key, "with_point", {}));
  keys.sort((one, other) => numbers.sum(other, "with_point", {}) - numbers.sum(one, "with_point", {}));
  for (const key of keys) {
    found[key] = L.circleMarker(numbers.entries[key].point, { className: "dot" });
    found[key].bindPopup(() => popup(numbers, key), { maxWidth: 280, maxHeight: 320 });
    found[key].bindTooltip(() => `${numbers.entries[key].name}: ${claims(numbers.sum(key, "with_point", chosen()))}`);
  }
  return found;
}

function draw(L, map, numbers, { areas, circles, labels }) {
  const choice = chosen();
  const totals = Object.keys(areas).map((key) => [key, numbers.sum(key, "claims", choice)]);
  const most = Math.max(1, ...totals.map(([, total]) => total));
  for (const [key, total] of totals) {
    areas[key].getElement().setAttribute("class", `area s${shade(total, most)} leaflet-interactive`);
  }
  explain(most);
  const biggest = Math.max(1, ...Object.keys(circles).map((key) => numbers.sum(key, "with_point", { party: choice.party })));
  for (const [key, circle] of Object.entries(circles)) {
    const number = numbers.sum(key, "with_point", choice);
    if (!number) { circle.remove(); continue; }
    circle.setRadius(3 + 15 * Math.sqrt(number / biggest)).addTo(map);
    const whole = numbers.sum(key, "at_place", choice) >= number;
    circle.getElement().setAttribute("class", `dot${whole ? "" : " near"} leaflet-interactive`);
  }
  const some = Object.entries(areas).map(([key, layer]) => ({ text: numbers.entries[key].name, point: layer.getBounds().getCenter(), room: layer.getBounds(), area: true, drop: 0 }));
  for (const [key, circle] of Object.entries(circles)) {
    if (map.hasLayer(circle)) some.push({ text: numbers.entries[key].name, point: circle.getLatLng(), drop: circle.getRadius() + 9 });
  }
  names(L, map, labels, some);
}

// Pictures of a tile server, only while the box is ticked; where none comes, the box goes off and says so.
function tiles(L, map, box) {
  const layer = L.tileLayer(`${box.dataset.tiles}/{z}/{x}/{y}.png`, {
    maxZoom: 12,
    attribution: '© <a href="https://www.openstreetmap.org/copyright" rel="noreferrer">OpenStreetMap contributors</a>',
  });
  const note = box.closest("p").querySelector("span");
  let came = 0;
  const turn = () => {
    map.getContainer().classList.toggle("with-tiles", box.checked);
    if (box.checked) layer.addTo(map); else layer.remove();
  };
  layer.on("tileload", () => { came += 1; });
  layer.on("tileerror", () => {
    if (came || !box.checked) return;
    box.checked = false;
    turn();
    note.textContent = "The tile server did not answer, so the outlines stay.";
  });
  box.addEventListener("change", turn);
  box.closest("p").hidden = false;
}

export async function drawn(numbers) {
  const [L, governorates, outlines] = await Promise.all([import(byId("map-leaflet").href), json("map-governorates"), json("map-outlines")]);
  const box = byId("map");
  box.replaceChildren();
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Map of claims. The tables below hold the same numbers.");
  const map = L.map(box, { minZoom: 5.5, maxZoom: 12, zoomSnap: 0.5, scrollWheelZoom: false, dragging: !touch, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still });
  map.attributionControl.setPrefix(false);
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  map.createPane("land").style.zIndex = 150;
  const land = outlines.features.filter((one) => one.properties.layer !== "governorate");
  const named = governorates.features.filter((one) => numbers.keys("governorate").some((key) => numbers.entries[key].name === one.properties.name));
  map.fitBounds(L.geoJSON(named.length ? named : governorates).getBounds(), { animate: false, padding: [8, 8] });
  L.geoJSON(land, { pane: "land", interactive: false, style: (one) => ({ className: one.properties.layer }) }).addTo(map);
  const layers = { areas: areasOf(L, map, numbers, governorates), circles: circlesOf(L, map, numbers), labels: L.layerGroup().addTo(map) };
  map.setMaxBounds(L.geoJSON(land).getBounds().pad(0.25));
  tiles(L, map, byId("map-tiles").querySelector("input"));
  byId("map-keys").hidden = false;
  const redraw = () => draw(L, map, numbers, layers);
  map.on("zoomend", redraw);
  return { redraw, show: (key) => show(map, { ...layers.areas, ...layers.circles }[key]) };
}

// Opens a row on the map: the reader's place goes there and comes back to the button when the popup closes.
function show(map, layer) {
  if (!layer || !map.hasLayer(layer)) return;
  const from = document.activeElement;
  map.getContainer().scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  map.closePopup();
  if (layer.getLatLng) map.setView(layer.getLatLng(), Math.max(map.getZoom(), 7.5), { animate: false });
  layer.openPopup();
  layer.getPopup().getElement()?.querySelector(".claimed")?.focus({ preventScroll: true });
  layer.once("popupclose", () => from?.matches?.("button.show") && from.focus());
}
