// Edit the sent file as programs on top of SheetJS do. Told by make.py what to do.
"use strict";

const fs = require("node:fs");
const XLSX = require("xlsx");

const KEYS = 0, HEAD = 1, FIRST = 2;

function pageOf(book, type) {
  const name = book.SheetNames.find((each) =>
    ["A1", "B1", "C1"].some((place) => {
      const cell = book.Sheets[each][place];
      return cell && String(cell.v).startsWith(`${type}.`);
    }));
  return book.Sheets[name];
}

function at(page, row, column) {
  return page[XLSX.utils.encode_cell({ r: row, c: column })];
}

function size(page) {
  return XLSX.utils.decode_range(page["!ref"]).e;
}

function columnOf(page, field) {
  for (let c = 0; c <= size(page).c; c += 1) {
    const cell = at(page, KEYS, c);
    if (cell && String(cell.v).split(" ")[0].endsWith(`.${field}`)) return c;
  }
  throw new Error(field);
}

function rowOf(page, field, value) {
  const c = columnOf(page, field);
  for (let r = FIRST; r <= size(page).r + 1; r += 1) {
    const cell = at(page, r, c);
    if ((cell && cell.v !== undefined ? String(cell.v) : "") === value) return r;
  }
  throw new Error(`${field} ${value}`);
}

function lastRow(page) {
  let last = 0;
  for (let r = 0; r <= size(page).r; r += 1) if (at(page, r, 0)) last = r;
  return last;
}

function write(page, row, column, value) {
  const place = XLSX.utils.encode_cell({ r: row, c: column });
  if (value === null) delete page[place];
  else if (value.day) {
    const day = (Date.parse(`${value.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86400000;
    page[place] = { t: "n", v: day, z: "dd/mm/yyyy" };
  } else page[place] = { t: typeof value === "number" ? "n" : "s", v: value };
  const end = size(page);
  page["!ref"] = XLSX.utils.encode_range({
    s: { r: 0, c: 0 }, e: { r: Math.max(end.r, row), c: Math.max(end.c, column) },
  });
}

function fill(page, row, values) {
  for (const [field, value] of Object.entries(values)) write(page, row, columnOf(page, field), value);
}

// Rows or columns in another order: cells are taken out and put back elsewhere.
function rearrange(page, moved) {
  const found = [];
  for (let r = 0; r <= size(page).r; r += 1) {
    for (let c = 0; c <= size(page).c; c += 1) {
      const place = XLSX.utils.encode_cell({ r, c });
      if (page[place]) found.push([r, c, page[place]]);
      delete page[place];
    }
  }
  for (const [r, c, cell] of found) {
    const to = moved(r, c);
    if (to) page[XLSX.utils.encode_cell(to)] = cell;
  }
}

const steps = {
  put: (book, type, [by, value], field, wanted) => {
    const page = pageOf(book, type);
    write(page, rowOf(page, by, value), columnOf(page, field), wanted);
  },
  spare: (book, type, values) => {
    const page = pageOf(book, type);
    fill(page, rowOf(page, Object.keys(values)[0], ""), values);
  },
  below: (book, type, values) => {
    const page = pageOf(book, type);
    fill(page, lastRow(page) + 1, values);
  },
  sort: (book, type, field) => {
    const page = pageOf(book, type);
    const c = columnOf(page, field);
    const rows = [];
    for (let r = FIRST; r <= lastRow(page); r += 1) rows.push(r);
    const text = (r) => (at(page, r, c) ? String(at(page, r, c).v) : "");
    const sorted = [...rows].sort((a, b) => (text(a) < text(b) ? 1 : text(a) > text(b) ? -1 : a - b));
    const to = new Map(sorted.map((r, n) => [r, rows[n]]));
    rearrange(page, (r, column) => ({ r: to.has(r) ? to.get(r) : r, c: column }));
  },
  delete_column: (book, type, field) => {
    const page = pageOf(book, type);
    const gone = columnOf(page, field);
    rearrange(page, (r, c) => (c === gone ? null : { r, c: c > gone ? c - 1 : c }));
  },
  insert_column: (book, type, field, texts) => {
    const page = pageOf(book, type);
    const place = columnOf(page, field);
    rearrange(page, (r, c) => ({ r, c: c >= place ? c + 1 : c }));
    texts.forEach((text, n) => write(page, HEAD + n, place, text));
    const end = size(page);
    page["!ref"] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: end.r, c: end.c + 1 } });
  },
};

const work = JSON.parse(fs.readFileSync(0, "utf8"));
for (const [target, each] of Object.entries(work)) {
  const all = each.all ? { cellStyles: true, cellDates: true, bookVBA: true, sheetStubs: true } : {};
  let book = XLSX.readFile(each.source, { cellNF: true, ...all });
  for (const [name, ...given] of each.steps || []) steps[name](book, ...given);
  if (each.only) {
    // One sheet copied into a new book.
    const page = pageOf(book, each.only);
    book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, page, "Sheet1");
  }
  XLSX.writeFile(book, target, { ...(each.all ? all : {}), compression: true });
}
