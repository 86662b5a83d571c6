// Rows as CSV. In: columns, rows. Out: lines. A text that a spreadsheet would run as a formula gets an apostrophe first.
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

export function cell(value) {
  if (value === null || value === undefined) return "";
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  let text = String(value);
  if (typeof value === "string" && FORMULA.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function line(values) {
  return `${values.map(cell).join(",")}\r\n`;
}
