// Holds the published file in memory and runs SQL over it, apart from the page.
// In: {database} once, then {sql, values, most} or {sql, values, file: true}.
// Out: {got} while loading, {ready}, then {columns, rows, more, names}, {file, count}, or {error}.
import sqlite from "../sqlite/index.mjs";
import { line } from "./csv.js";
import { escapeFts } from "./escape_fts.js";

const PIECE = 5000; // rows that become one piece of a file
let db;
let engine;

async function loaded({ url, size, sha256 }) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The database did not come: ${answer.status}. Try again later, or take the file.`);
  const parts = [];
  let got = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    got += value.length;
    postMessage({ got });
  }
  let whole = new Blob(parts);
  const [first, second] = new Uint8Array(await whole.slice(0, 2).arrayBuffer());
  // A host that names the file's own compression to the browser has it unpacked already.
  if (first === 0x1f && second === 0x8b) whole = await new Response(whole.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const other = crypto.subtle && await digest(bytes) !== sha256; // a host without https has no checksums
  if (bytes.length !== size || other) {
    throw new Error("This page and the database belong to different editions, or the file came damaged. Load the page again.");
  }
  return bytes;
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function opened(database) {
  const [bytes, module] = await Promise.all([loaded(database), sqlite({ print: () => {}, printErr: () => {} })]);
  engine = module;
  const { capi, wasm } = engine;
  db = new engine.oo1.DB(":memory:");
  const at = wasm.allocFromTypedArray(bytes);
  const kept = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
  db.checkRc(capi.sqlite3_deserialize(db.pointer, "main", at, bytes.length, bytes.length, kept));
  db.createFunction("escape_fts", (_, words) => escapeFts(words), { arity: 1, deterministic: true });
}

// The parameters that a statement names, each bound to its value, or blank as on a form that was left empty.
function bound(statement, values) {
  const names = [];
  for (let at = 1; at <= statement.parameterCount; at += 1) {
    const name = engine.capi.sqlite3_bind_parameter_name(statement.pointer, at);
    const plain = name ? name.slice(1) : String(at);
    names.push(plain);
    statement.bind(at, values[plain] ?? "");
  }
  return names;
}

function rowsOf(statement, most) {
  const rows = [];
  while (statement.step()) {
    if (rows.length === most) return { rows, more: true };
    rows.push(statement.get([]));
  }
  return { rows, more: false };
}

function fileOf(statement) {
  const parts = ["\uFEFF", line(statement.getColumnNames())];
  let count = 0;
  let piece = "";
  while (statement.step()) {
    piece += line(statement.get([]));
    count += 1;
    if (count % PIECE === 0) {
      parts.push(piece);
      piece = "";
    }
  }
  return { file: new Blob([...parts, piece], { type: "text/csv;charset=utf-8" }), count };
}

function answer({ sql, values = {}, most = Infinity, file }) {
  const statement = db.prepare(sql);
  try {
    const names = bound(statement, values);
    if (!statement.columnCount) throw new Error("Only a query that gives rows can be asked here.");
    return file ? fileOf(statement) : { columns: statement.getColumnNames(), names, ...rowsOf(statement, most) };
  } finally {
    statement.finalize();
  }
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.database) {
      await opened(data.database);
      postMessage({ ready: true });
    } else {
      postMessage(answer(data));
    }
  } catch (error) {
    postMessage({ error: error.message.replace(/^SQLITE_\w+: (sqlite3 result code \d+: )?/, "") });
  }
});
