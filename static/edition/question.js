// A named question: its parameters as a form, its answer as a table.
import { button, copyLink, download, said } from "./acts.js";
import { make, tableOf } from "./cells.js";

export const SHOWN = 500;

// How one parameter is asked for: a list where there are few values, else a field with a hint.
function field({ name, label, choices, hint, suggestions }, value) {
  const id = `ask-${name}`;
  const words = make("label", { for: id }, label ?? name);
  if (choices) {
    const options = ["", ...new Set([...choices, value].filter(Boolean))].map((one) => make("option", { value: one, selected: one === value }, one || "any"));
    return make("div", { class: "field" }, words, make("select", { id, name }, ...options));
  }
  const list = suggestions && make("datalist", { id: `${id}-list` }, ...suggestions.map((one) => make("option", { value: one })));
  return make("div", { class: "field" }, words, make("input", { id, name, type: "text", value, placeholder: hint, list: list && `${id}-list`, autocomplete: "off" }), list);
}

// The form of some parameters, filled with what the address asks for.
export function fields(known, values) {
  return known.length ? make("div", { class: "fields" }, ...known.map((one) => field(one, values[one.name] ?? ""))) : null;
}

function form(told, values, go) {
  const ask = document.querySelector("#ask");
  ask.hidden = !told.fields.length;
  if (!told.fields.length) return;
  ask.replaceChildren(fields(told.fields, values), make("p", {}, make("input", { type: "submit", value: "Show" }), make("span", { class: "quiet" }, "A blank field does not limit.")));
  ask.onsubmit = (event) => {
    event.preventDefault();
    go([...new FormData(ask)]);
  };
}

// The answer of a query with what can be done with it.
export function answered(engine, name, query, values, { columns, rows, more }) {
  const count = more ? `The first ${SHOWN} rows; the file has all.` : `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
  said(rows.length ? count : "Nothing to show: fill in or change the fields above.");
  const acts = make("p", { class: "acts" }, button("All rows as CSV", () => download(engine, name, query, values)), button("Copy link", copyLink));
  document.querySelector("#answer").replaceChildren(...(rows.length ? [acts, tableOf(columns, rows)] : []));
}

export function question(told, engine, state) {
  return async (isCurrent) => {
    const values = Object.fromEntries(state.pairs());
    form(told, values, state.go);
    said("Asking");
    const answer = await engine.rows(told.sql, values, SHOWN);
    if (isCurrent()) answered(engine, told.name, told.sql, values, answer);
  };
}
