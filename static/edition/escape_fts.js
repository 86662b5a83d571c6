// Words as the full-text index takes them, exactly as Datasette writes them: each in quotes, so none is an operator.
// Python's \s and JavaScript's differ by a few control characters and the byte order mark; this is Python's.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const PARTS = new RegExp(`[${SPACE}]+|("[^\\n"]*")`, "u");

export function escapeFts(query) {
  if (typeof query !== "string") throw new TypeError("escape_fts takes text");
  const balanced = (query.split('"').length - 1) % 2 ? `${query}"` : query;
  return balanced.split(PARTS).filter((bit) => bit && bit !== '""')
    .map((bit) => (bit.startsWith('"') ? bit : `"${bit}"`)).join(" ");
}
