// Rows as a table of the page. Text of the data goes in as text only; the site's own addresses become links.
const root = document.documentElement.dataset.root ?? "./";
const OUTSIDE = { source_url: "source", link: "source", url: "source", archive_url: "archive" };
const INSIDE = /^\/[a-z]+(\/[^/?#\s][^?#\s]*)?$/;

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A page of the site as seen from here: /briefing/tass/846000 is ../../briefing/tass/846000/.
export function sitePage(path) {
  const [address, query] = path.split("?");
  return `${root}${address.slice(1)}${address.endsWith("/") ? "" : "/"}${query ? `#${query}` : ""}`;
}

// The language of words most of whose letters are not Latin, as scrapers/pages/letters.py has it.
export function languageOf(text) {
  const often = (letters) => (text.match(letters) ?? []).length;
  const [latin, russian, arabic] = [/[A-Za-z]/g, /[\u0400-\u04ff]/g, /[\u0600-\u06ff\u0750-\u077f]/g].map(often);
  return Math.max(russian, arabic) > latin ? (arabic > russian ? "ar" : "ru") : null;
}

function spoken(value) {
  return typeof value === "string" ? { dir: "auto", lang: languageOf(value) } : {};
}

function shown(value, column) {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value !== "string") return String(value);
  if ((column === "page" || column.endsWith("_page")) && INSIDE.test(value)) return make("a", { href: sitePage(value) }, "page");
  if (column === "briefing" && /^[a-z_]+\/[^?#\s]+$/.test(value)) {
    return make("a", { href: sitePage(`/briefing/${value.split("/").map(encodeURIComponent).join("/")}`) }, value);
  }
  if (column in OUTSIDE && /^https?:\/\//.test(value)) return make("a", { href: value, rel: "noreferrer" }, OUTSIDE[column]);
  return value;
}

function cell(value, column) {
  const td = make("td", { class: `col-${column.replaceAll(/[^\w-]/g, "-")}`, "data-head": column, ...spoken(value) });
  if (value !== null) td.append(shown(value, column));
  return td;
}

// `heading` makes the head of a column, where a page sorts by it.
export function tableOf(columns, rows, heading = (column) => column) {
  const head = columns.map((column) => make("th", { scope: "col", class: `col-${column.replaceAll(/[^\w-]/g, "-")}` }, heading(column)));
  const body = rows.map((row) => make("tr", {}, ...row.map((value, at) => cell(value, columns[at]))));
  const table = make("table", { class: "rows-and-columns" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  return make("div", { class: "table-wrapper", tabindex: "0", role: "region", "aria-label": "Rows" }, table);
}

// One row, read from top to bottom; what is empty is left out.
export function listOf(columns, row) {
  const facts = columns.flatMap((column, at) => (row[at] === null ? [] : [make("div", {}, make("dt", {}, column), make("dd", spoken(row[at]), shown(row[at], column)))]));
  return make("dl", { class: "row-facts" }, ...facts);
}
