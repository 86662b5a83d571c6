// What the parts of the map page share: the numbers of /map.json, and the choice of party and year.
export const byId = (id) => document.getElementById(id);
export const said = (number) => number.toLocaleString("en");
export const claims = (number) => `${said(number)} claim${number === 1 ? "" : "s"}`;

export function made(tag, text, attributes = {}) {
  const one = document.createElement(tag);
  if (text) one.textContent = text;
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
}

export async function json(id) {
  const answer = await fetch(byId(id).href);
  if (!answer.ok) throw new Error(`${answer.status} for ${id}`);
  return answer.json();
}

// What is chosen, kept in the address, so that a view can be linked. Tiles are never part of it.
const form = byId("map-choice");
export const chosen = () => ({ party: form.elements.party.value, year: form.elements.year.value });
export const asked = () => new URLSearchParams(location.hash.slice(1));

export function choose(wanted) {
  for (const name of ["party", "year"]) {
    const buttons = [...form.querySelectorAll(`[name=${name}]`)];
    (buttons.find((one) => one.value === (wanted.get(name) ?? "")) ?? buttons[0]).checked = true;
  }
}

export function keep() {
  const kept = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
  history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
}

export class Numbers {
  constructor(data) {
    Object.assign(this, data);
    this.at = Object.fromEntries(data.columns.map((name, place) => [name, place]));
  }

  sum(key, column, { party, year }) {
    let total = 0;
    for (const row of this.entries[key]?.rows ?? []) {
      if ((!party || row[this.at.party] === party) && (!year || row[this.at.year] === year)) total += row[this.at[column]];
    }
    return total;
  }

  keys(kind) {
    return Object.keys(this.entries).filter((key) => key.startsWith(`${kind}/`));
  }
}
