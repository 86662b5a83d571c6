// A page that asks the database in the reader's own browser. In: what the page says of itself, the address. Out: rows.
import { said } from "./acts.js";
import { Engine } from "./engine.js";
import { question } from "./question.js";
import { searched } from "./search.js";
import { sql } from "./sql.js";
import { table } from "./table.js";

const KINDS = { question, search: searched, sql, table };

const state = {
  // What the address asks for: behind # it stays with the reader, behind ? it came from a plain form.
  pairs() {
    const asked = location.hash.includes("=") ? location.hash.slice(1) : location.search.slice(1);
    return [...new URLSearchParams(asked)];
  },
  go(pairs) {
    const asked = `#${new URLSearchParams(pairs)}`;
    if (location.hash === asked) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = asked;
  },
};

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

function start() {
  const told = JSON.parse(document.querySelector("#edition").textContent);
  const root = document.documentElement.dataset.root ?? "./";
  const database = { ...told.database, url: new URL(root + told.database.address, location.href).href };
  const engine = new Engine(database, (got, of) => said(`Loading the database: ${megabytes(got)} of ${megabytes(of)} MB`));
  const show = KINDS[told.kind](told, engine, state);
  let turn = 0;
  const shown = async () => {
    turn += 1;
    const mine = turn;
    try {
      await show(() => mine === turn);
    } catch (error) {
      if (mine === turn) said(error.message, true);
    }
  };
  addEventListener("hashchange", () => (location.hash.includes("=") || !location.hash) && shown());
  shown();
}

start();
