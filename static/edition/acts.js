// What a page of rows can do beside showing them: speak, copy its address, write a file. In: rows. Out: words, buttons.
import { make } from "./cells.js";

export function said(words, isWrong = false) {
  const line = document.querySelector("#state");
  line.textContent = words;
  line.classList.toggle("message-error", isWrong);
}

// A file of all rows, made in the browser, and offered as one that was downloaded.
export async function download(engine, name, query, values) {
  said("Writing the file");
  const { file, count } = await engine.file(query, values);
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  said(`${count.toLocaleString("en")} rows written to ${name}.csv`);
}

// A button that does a thing and says what went wrong.
export function button(words, act) {
  return make("button", { type: "button", click: () => Promise.resolve(act()).catch((error) => said(error.message, true)) }, words);
}

export async function copyLink() {
  await navigator.clipboard.writeText(location.href);
  said("The address of this answer is copied.");
}
