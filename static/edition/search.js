// The search page without a server: the same queries as on the site with one, asked in the browser.
import { said } from "./acts.js";
import { make, sitePage } from "./cells.js";

const HEADS = { places: "Places", claims: "Claims", briefings: "Briefings" };
const KINDS = { governorate: "Governorates", group: "Armed groups", aircraft: "Aircraft", target: "Kinds of targets" };
const MOST = 20;
const LINES = {
  places: (row) => [`/place/${row.id}`, row.name, row.province],
  claims: (row) => [row.briefing_page, row.phrase, row.day],
  briefings: (row) => [row.page, row.title, row.day],
};

// A name as it stands in the address of its page.
export function slug(name) {
  return name.normalize("NFKD").replaceAll(/[^\x00-\x7f]/g, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

function listed(head, lines) {
  const items = lines.map(([page, name, beside]) => make("li", {}, make("a", { href: sitePage(page) }, name), " ", make("span", { class: "quiet" }, beside ?? "")));
  return lines.length ? [make("h2", {}, head), make("ul", {}, ...items)] : [];
}

async function named(engine, told, words) {
  const found = [];
  const spelled = new Set((await engine.rows(told.spelled, { words })).rows.map(([kind, name]) => `${kind}/${name}`));
  const bears = (kind, name) => spelled.has(`${kind}/${name}`) || (slug(words) && slug(name).includes(slug(words)));
  for (const kind of Object.keys(KINDS)) {
    const { rows } = await engine.rows(told.named, { kind });
    const held = rows.map(([name]) => name).filter((name) => bears(kind, name)).slice(0, MOST);
    found.push(...listed(KINDS[kind], held.map((name) => [`/${kind}/${slug(name)}`, name])));
  }
  return found;
}

export function searched(told, engine, state) {
  const input = document.querySelector("input[name=q]");
  input.form.after(make("p", { id: "state", role: "status", class: "quiet" }), make("div", { id: "answer" }));
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.go([["q", input.value]]);
  });
  return async (isCurrent) => {
    const words = (Object.fromEntries(state.pairs()).q ?? "").replaceAll(/["\x00-\x1f]/g, " ").split(/\s+/u).filter(Boolean).join(" ").slice(0, 200);
    input.value = words;
    if (!words) return;
    said("Searching");
    const title = words.replaceAll(/\p{L}+/gu, (word) => word[0].toUpperCase() + word.slice(1).toLowerCase());
    const found = [];
    for (const [kind, query] of Object.entries(told.queries)) {
      const { columns, rows } = await engine.rows(query, { words, title, low: words.toLowerCase() });
      found.push(...listed(HEADS[kind], rows.map((row) => LINES[kind](Object.fromEntries(columns.map((name, at) => [name, row[at]]))))));
      if (kind === "places") found.push(...await named(engine, told, words));
    }
    if (!isCurrent()) return;
    said(found.length ? "" : "Nothing bears these words. Search for fewer words, or for a name in English, Russian or Arabic spelling.");
    const all = make("p", {}, make("a", { href: sitePage(`/briefings/claims_flat?${new URLSearchParams({ _search: words })}`) }, "All claims with these words"));
    document.querySelector("#answer").replaceChildren(...found, ...(found.length ? [all] : []));
  };
}
