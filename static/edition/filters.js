// The rows of a table that an address asks for, in Datasette's own words: party=russia, day__gte=2016-01-01, _search, _sort.
// In: a table as the page describes it, pairs of names and values. Out: SQL with its values.
const COMPARED = {
  exact: (column, value) => `${column} = ${value}`,
  not: (column, value) => `${column} != ${value}`,
  contains: (column, value) => `${column} like '%' || ${value} || '%'`,
  notcontains: (column, value) => `${column} not like '%' || ${value} || '%'`,
  startswith: (column, value) => `${column} like ${value} || '%'`,
  endswith: (column, value) => `${column} like '%' || ${value}`,
  gt: (column, value) => `${column} > ${value}`,
  gte: (column, value) => `${column} >= ${value}`,
  lt: (column, value) => `${column} < ${value}`,
  lte: (column, value) => `${column} <= ${value}`,
  like: (column, value) => `${column} like ${value}`,
  notlike: (column, value) => `${column} not like ${value}`,
  glob: (column, value) => `${column} glob ${value}`,
  in: (column, value) => `${column} in (select value from json_each(${value}))`,
  isnull: (column) => `${column} is null`,
  notnull: (column) => `${column} is not null`,
  isblank: (column) => `(${column} is null or ${column} = '')`,
  notblank: (column) => `(${column} is not null and ${column} != '')`,
  arraycontains: (column, value) => `${value} in (select value from json_each(${column}))`,
};
export const WORDS = {
  exact: "is", not: "is not", contains: "contains", startswith: "starts with", gt: "is after or above", gte: "is from",
  lt: "is before or below", lte: "is up to", isnull: "is empty", notnull: "is not empty",
};

export function quoted(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

// A filter of the address as column and comparison; nothing where the table has no such column.
export function filterOf(table, name) {
  if (table.columns.includes(name)) return { column: name, how: "exact" };
  const at = name.lastIndexOf("__");
  const [column, how] = [name.slice(0, at), name.slice(at + 2)];
  return at > 0 && table.columns.includes(column) && COMPARED[how] ? { column, how } : null;
}

function listed(value) {
  return value.startsWith("[") ? value : JSON.stringify(value.split(",").map((one) => one.trim()));
}

function order(table, pairs) {
  const chosen = pairs.findLast(([name]) => name === "_sort" || name === "_sort_desc");
  const [name, column] = chosen ?? (table.sort_desc ? ["_sort_desc", table.sort_desc] : ["_sort", table.sort]);
  const ties = table.keys.filter((key) => key !== column).map(quoted);
  const first = table.columns.includes(column) ? [`${quoted(column)}${name === "_sort_desc" ? " desc" : ""}`] : [];
  return [...first, ...ties].join(", ");
}

export function rowsOf(table, pairs) {
  const where = [];
  const values = {};
  const unknown = [];
  for (const [name, value] of pairs) {
    const filter = filterOf(table, name);
    const slot = `p${where.length}`;
    if (name === "_search" && table.fts_table) {
      if (!value.trim()) continue;
      where.push(`${quoted(table.fts_pk)} in (select rowid from ${quoted(table.fts_table)} where ${quoted(table.fts_table)} match escape_fts(:${slot}))`);
      values[slot] = value;
    } else if (filter) {
      where.push(COMPARED[filter.how](quoted(filter.column), `:${slot}`));
      values[slot] = filter.how === "in" ? listed(value) : value;
    } else if (!name.startsWith("_")) {
      unknown.push(name);
    }
  }
  const from = `from ${quoted(table.name)}${where.length ? ` where ${where.join(" and ")}` : ""}`;
  const by = order(table, pairs);
  return { rows: `select * ${from}${by ? ` order by ${by}` : ""}`, count: `select count(*) ${from}`, from, values, unknown };
}

// The SQL with its values written in, for a reader who goes on by hand.
export function spelled(sql, values) {
  return sql.replace(/:(p\d+)\b/g, (_, slot) => `'${String(values[slot]).replaceAll("'", "''")}'`);
}
