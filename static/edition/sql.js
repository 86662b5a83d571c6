// A reader's own SQL: a field, the parameters that it names, its answer.
import { said } from "./acts.js";
import { make } from "./cells.js";
import { answered, fields, SHOWN } from "./question.js";

const EXAMPLE = "select day, phrase, place, briefing_page from claims_flat\nwhere target = 'ammunition depot' order by day desc limit 20";

function form(text, names, values, go) {
  const area = make("textarea", { name: "sql", "aria-labelledby": "sql", rows: String(Math.min(20, text.split("\n").length + 2)), spellcheck: "false" });
  area.value = text;
  const ask = document.querySelector("#ask");
  const run = make("p", {}, make("input", { type: "submit", value: "Run SQL" }));
  ask.hidden = false;
  ask.replaceChildren(area, ...[fields(names.map((name) => ({ name })), values), run].filter(Boolean));
  ask.onsubmit = (event) => {
    event.preventDefault();
    go([...new FormData(ask)]);
  };
  area.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && ask.requestSubmit());
}

export function sql(told, engine, state) {
  return async (isCurrent) => {
    const { sql: text, ...values } = Object.fromEntries(state.pairs());
    form(text ?? EXAMPLE, Object.keys(values), values, state.go);
    if (!text) return;
    said("Asking");
    const answer = await engine.rows(text, values, SHOWN);
    if (!isCurrent()) return;
    form(text, answer.names, values, state.go);
    answered(engine, "rows", text, values, answer);
  };
}
