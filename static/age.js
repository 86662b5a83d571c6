// Says how old the record is when the page is read, for a page that stays behind cannot know it when it is made.
// In: the newest <time> in .age. Out: a sentence, a warning where it is older than promised.
"use strict";
const PROMISED = 14; // days; the publishers are asked every morning, so two weeks without a sign mean that nobody asks

function daysSince(day, now = Date.now()) {
  return Math.floor((now - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

for (const place of document.querySelectorAll(".age")) {
  const days = [...place.querySelectorAll("time.recorded, time.asked, time.verified")].map((time) => time.dateTime).filter(Boolean).sort();
  const age = daysSince(days.at(-1));
  if (!(age >= 0)) continue;
  const note = document.createElement("strong");
  note.className = "age-note";
  const words = `That is ${age === 0 ? "today" : `${age.toLocaleString("en")} day${age === 1 ? "" : "s"} ago`}.`;
  note.textContent = age > PROMISED ? `${words} A record that is kept up is never older than ${PROMISED} days: this page may be out of date.` : words;
  if (age > PROMISED) note.classList.add("message-error");
  place.append(" ", note);
}
