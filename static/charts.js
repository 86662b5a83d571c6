// Draws the charts of a page. In: elements that name their rows (JSON) and their Vega-Lite. Out: pictures and tables.
// Expressions are interpreted, not compiled, so that no page needs to allow "unsafe-eval".
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Colours of the page, so that a chart is readable in the light and in the dark.
function theme() {
  const [ink, quiet, line] = ["--ink", "--quiet", "--line"].map(css);
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: { labelColor: quiet, titleColor: quiet, titleFontWeight: "normal", gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12 },
    legend: { labelColor: ink, titleColor: quiet, labelFontSize: 12 },
    header: { labelColor: ink, titleColor: quiet, labelFontSize: 13 },
    text: { color: ink },
    point: { color: ink },
  };
}

// Facets take no width from their container: the room beside the plot is the chart's own.
function sized(display, width, room) {
  const spec = structuredClone(display);
  const inner = Math.max(120, width - room);
  (spec.spec ?? spec).width = inner;
  return spec;
}

function table(rows, box) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of Object.keys(rows[0] ?? {})) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [name, value] of Object.entries(row)) {
      const cell = line.insertCell();
      cell.dataset.head = name;
      cell.textContent = value ?? "";
    }
  }
  box.replaceChildren(made);
}

// To those who hear the page a chart is one picture: its hundred marks have no names, and the table has their numbers.
function name(place, words) {
  const picture = place.querySelector("svg.marks");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", words);
  for (const mark of picture.querySelectorAll("[role]")) {
    mark.removeAttribute("role");
    mark.removeAttribute("aria-roledescription");
    mark.removeAttribute("aria-label");
  }
  place.querySelector("summary")?.setAttribute("aria-label", "Save the picture");
}

async function draw(chart, rows) {
  const width = chart.clientWidth;
  chart.dataset.drawn = width;
  const spec = { ...sized(JSON.parse(chart.dataset.display), width, Number(chart.dataset.room)), data: { values: rows } };
  const place = document.createElement("div");
  chart.replaceChildren(place);
  await vegaEmbed(place, spec, {
    ast: true,
    logLevel: vega.Error, // it also warns of an empty layer, which is no fault here
    renderer: "svg",
    config: theme(),
    tooltip: { theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light" },
    actions: { export: { svg: true, png: true }, source: false, compiled: false, editor: false },
  });
  name(place, `${chart.dataset.title}. The numbers follow as a table.`);
}

async function show(chart) {
  const answer = await fetch(chart.dataset.rows);
  if (!answer.ok) throw new Error(`the rows did not come (${answer.status})`);
  const { rows, truncated } = await answer.json();
  const box = chart.parentElement.querySelector(".chart-rows");
  if (!rows.length) {
    chart.textContent = "There is nothing to draw: the query has no rows.";
    return;
  }
  if (box) table(rows, box);
  await draw(chart, rows);
  if (truncated) {
    const note = document.createElement("p");
    note.className = "notices";
    note.textContent = "The query has more rows than are drawn: the picture is cut.";
    chart.after(note);
  }
  const again = () => draw(chart, rows);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new ResizeObserver(() => { if (chart.clientWidth !== Number(chart.dataset.drawn)) again(); }).observe(chart);
}

for (const chart of document.querySelectorAll(".chart[data-rows]")) {
  show(chart)
    .catch((error) => { chart.append(`The picture could not be drawn: ${error.message}`); })
    .finally(() => chart.removeAttribute("aria-busy"));
}
