// The map page: its tables for the party and year that are chosen, and the map beside them. Without it the page stays whole.
// In: the page's rows and links, /map.json. Out: rows sorted and counted anew; map-drawing.js draws the rest.
import { drawn } from "./map-drawing.js";
import { asked, byId, choose, chosen, claims, json, keep, made, Numbers, said } from "./map-numbers.js";

const form = byId("map-choice");

// The tables: numbers of the choice, rows without any left out, those with most first.
function list(numbers) {
  const choice = chosen();
  for (const body of document.querySelectorAll("tbody:has(> tr[data-key])")) {
    const rows = [...body.rows].map((row) => ({ row, total: numbers.sum(row.dataset.key, "claims", choice) }));
    rows.sort((one, other) => other.total - one.total || one.row.dataset.rank - other.row.dataset.rank);
    for (const { row, total } of rows) {
      const { key } = row.dataset;
      row.hidden = total === 0;
      for (const cell of row.querySelectorAll("td[data-party]")) {
        const { party } = cell.dataset;
        cell.textContent = said(numbers.sum(key, "claims", { party, year: choice.year }));
      }
      const link = row.querySelector("a.claims");
      link.href = narrowed(link.dataset.whole, choice);
      const show = row.querySelector("button.show");
      if (show) show.hidden = key.startsWith("place/") && !numbers.sum(key, "with_point", choice);
      body.append(row);
    }
    const hidden = rows.filter(({ total }) => total === 0).length;
    const note = body.closest(".box").nextElementSibling;
    if (!note?.classList.contains("left-out")) continue;
    note.hidden = hidden === 0;
    note.textContent = hidden === 1 ? "One row without a claim of this choice is left out." : `${said(hidden)} rows without a claim of this choice are left out.`;
  }
  for (const cell of document.querySelectorAll("[data-party]")) {
    cell.classList.toggle("dim", Boolean(choice.party) && cell.dataset.party !== choice.party);
  }
}

// The table of claims takes the choice as filters; a link to anything else (as in an edition without a server) stays.
function narrowed(whole, { party, year }) {
  if (!/\/claims_flat\?/.test(whole)) return whole;
  return whole + (party ? `&party=${party}` : "") + (year ? `&year=${year}` : "");
}

function tell(numbers) {
  const choice = chosen();
  const all = numbers.sum("all", "claims", choice);
  const pointed = numbers.sum("all", "with_point", choice);
  const nowhere = numbers.keys("unplaced").reduce((sum, key) => sum + numbers.sum(key, "claims", choice), 0);
  const who = choice.party ? numbers.parties[choice.party] : "Both parties";
  byId("map-status").textContent = `${who}, ${choice.year || "all years"}: ${claims(all)}. ${said(pointed)} have a circle at their place, ` +
    `${said(all - pointed - nowhere)} only shade a governorate, ${said(nowhere)} are not on the map.`;
  for (const button of form.querySelectorAll("input")) {
    const number = button.parentElement.querySelector(".n");
    if (number) number.textContent = said(numbers.sum("all", "claims", { ...choice, [button.name]: button.value }));
  }
}

async function start() {
  const numbers = new Numbers(await json("map-numbers"));
  document.querySelectorAll("tr[data-key]").forEach((row, rank) => {
    row.dataset.rank = rank;
    const link = row.querySelector("a.claims");
    link.dataset.whole = link.getAttribute("href");
  });
  let map;
  const update = () => { list(numbers); tell(numbers); map?.redraw(); };
  const go = () => {
    if (location.hash && !["party", "year", "place", "governorate"].some((name) => asked().has(name))) return;
    choose(asked());
    update();
    for (const kind of ["place", "governorate"]) if (asked().has(kind)) map?.show(`${kind}/${asked().get(kind)}`);
  };
  choose(asked());
  update();
  form.hidden = false;
  form.addEventListener("change", () => { keep(); update(); });
  window.addEventListener("hashchange", go);
  map = await drawn(numbers);
  for (const row of document.querySelectorAll('tr[data-key^="governorate/"], tr[data-key^="place/"]')) {
    const name = row.querySelector("a.page").textContent;
    const button = made("button", "show", { type: "button", class: "show", "aria-label": `Show ${name} on the map` });
    button.addEventListener("click", () => map.show(row.dataset.key));
    row.querySelector(".links").append(" ", button);
  }
  go();
}

start().catch((error) => {
  byId("map-status").append(" The map that moves did not load; the drawing shows all years.");
  console.warn(error);
});
