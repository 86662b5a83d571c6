// A table to browse: search, filters, facets, sorting, pages; the address says it all in Datasette's words.
import { button, copyLink, download, said } from "./acts.js";
import { listOf, make, sitePage, tableOf } from "./cells.js";
import { filterOf, quoted, rowsOf, spelled, WORDS } from "./filters.js";

const SIZE = 50;
const MOST_VALUES = 8;

const number = (count) => count.toLocaleString("en");

function without(pairs, ...names) {
  return pairs.filter(([name]) => !names.includes(name));
}

function form(table, pairs, go) {
  const searched = Object.fromEntries(pairs)._search ?? "";
  const search = table.fts_table && make("div", { class: "field" }, make("label", { for: "ask-search" }, "Search"),
    make("input", { id: "ask-search", name: "_search", type: "search", value: searched, maxlength: "200" }));
  const options = (names) => names.map(([value, words]) => make("option", { value }, words));
  const filter = [["column", "Column", make("select", { id: "ask-column", name: "column" }, ...options([["", "no filter"], ...table.columns.map((name) => [name, name])]))],
    ["how", "How compared", make("select", { id: "ask-how", name: "how" }, ...options(Object.entries(WORDS)))],
    ["value", "Value", make("input", { id: "ask-value", name: "value", type: "text", autocomplete: "off" })]];
  const labelled = filter.map(([name, words, input]) => make("div", { class: "field" }, make("label", { for: `ask-${name}` }, words), input));
  const ask = document.querySelector("#ask");
  ask.hidden = false;
  ask.replaceChildren(make("div", { class: "fields" }, search || null, ...labelled), make("p", {}, make("input", { type: "submit", value: "Show" })));
  ask.onsubmit = (event) => {
    event.preventDefault();
    const { _search, column, how, value } = Object.fromEntries(new FormData(ask));
    const next = without(pairs, "_search", "_offset");
    if (_search) next.push(["_search", _search]);
    if (column) next.push([how === "exact" ? column : `${column}__${how}`, value]);
    go(next);
  };
}

// Each filter in words, with a way out of it.
function chips(table, pairs, go) {
  return pairs.flatMap(([name, value], at) => {
    const filter = filterOf(table, name);
    if (!filter) return [];
    const words = `${filter.column} ${WORDS[filter.how] ?? filter.how} ${how(filter.how, value)}`;
    return [button(`${words} ×`, () => go(without(pairs.filter((_, other) => other !== at), "_offset")))];
  });
}

function how(compared, value) {
  return /null|blank/.test(compared) ? "" : `"${value}"`;
}

function heading(table, pairs, go) {
  const { _sort, _sort_desc } = Object.fromEntries(pairs);
  return (column) => {
    const next = _sort_desc === column || (!_sort && !_sort_desc && table.sort_desc === column) ? "_sort" : "_sort_desc";
    const mark = column === _sort ? " ▲" : column === _sort_desc ? " ▼" : "";
    return button(column + mark, () => go([...without(pairs, "_sort", "_sort_desc", "_offset"), [next, column]]));
  };
}

async function facets(table, pairs, asked, engine, go) {
  const names = new Set([...(table.facets ?? []), ...pairs.filter(([name]) => name === "_facet").map(([, value]) => value)]);
  const found = [];
  for (const name of names) {
    if (!table.columns.includes(name)) continue;
    const column = quoted(name);
    const narrowed = asked.from.includes(" where ") ? "and" : "where";
    const query = `select ${column}, count(*) as n ${asked.from} ${narrowed} ${column} is not null group by 1 order by n desc, 1 limit ${MOST_VALUES}`;
    const { rows } = await engine.rows(query, asked.values);
    if (!rows.length) continue;
    const values = rows.map(([value, count]) => make("li", {}, button(String(value), () => go([...without(pairs, name, "_offset"), [name, String(value)]])), ` ${number(count)}`));
    found.push(make("section", { class: "facet" }, make("h2", {}, name), make("ul", {}, ...values)));
  }
  return found;
}

function pages(offset, count, pairs, go) {
  const to = (at) => go([...without(pairs, "_offset"), ["_offset", String(at)]]);
  return make("p", { class: "acts" }, offset > 0 ? button("Earlier rows", () => to(Math.max(0, offset - SIZE))) : null,
    offset + SIZE < count ? button("Next rows", () => to(offset + SIZE)) : null);
}

export function table(told, engine, state) {
  return async (isCurrent) => {
    const pairs = state.pairs();
    const asked = rowsOf(told, pairs);
    const offset = Math.max(0, Number.parseInt(Object.fromEntries(pairs)._offset, 10) || 0);
    form(told, pairs, state.go);
    said("Asking");
    const [[count]] = (await engine.rows(asked.count, asked.values)).rows;
    const page = await engine.rows(`${asked.rows} limit ${SIZE} offset ${offset}`, asked.values);
    if (!isCurrent()) return;
    const left = asked.unknown.length ? ` Not a column here, so it does not limit: ${asked.unknown.join(", ")}.` : "";
    const range = count > SIZE ? `Rows ${number(offset + 1)} to ${number(offset + page.rows.length)} of ` : "";
    said(`${range}${number(count)} row${count === 1 ? "" : "s"}.${left}`);
    const acts = make("p", { class: "acts" }, ...chips(told, pairs, state.go), button("These rows as CSV", () => download(engine, told.name, asked.rows, asked.values)),
      button("Copy link", copyLink), make("a", { href: sitePage(`/briefings?${new URLSearchParams({ sql: spelled(asked.rows, asked.values) })}`) }, "As SQL"));
    const single = count === 1 && told.keys.length && told.keys.every((key) => pairs.some(([name]) => name === key));
    const rows = single ? listOf(page.columns, page.rows[0]) : tableOf(page.columns, page.rows, heading(told, pairs, state.go));
    document.querySelector("#answer").replaceChildren(acts, rows, pages(offset, count, pairs, state.go));
    const beside = single ? [] : await facets(told, pairs, asked, engine, state.go);
    if (!isCurrent()) return;
    const isOpen = document.querySelector("#facets details")?.open;
    const box = make("details", { class: "columns", open: isOpen }, make("summary", {}, "Narrow down"), make("div", { class: "facets" }, ...beside));
    document.querySelector("#facets").replaceChildren(...(beside.length ? [box] : []));
  };
}
