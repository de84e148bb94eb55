// Edit the sent file as programs on top of ExcelJS do. Told by make.py what to do.
"use strict";

const fs = require("node:fs");
const ExcelJS = require("exceljs");

const KEYS = 1, HEAD = 2, FIRST = 3;

function textOf(cell) {
  return cell.value === null || cell.value === undefined ? "" : String(cell.text);
}

function pageOf(book, type) {
  return book.worksheets.find((page) =>
    [1, 2, 3].some((c) => textOf(page.getCell(KEYS, c)).startsWith(`${type}.`)));
}

function columnOf(page, field) {
  for (let c = 1; c <= page.columnCount; c += 1) {
    if (textOf(page.getCell(KEYS, c)).split(" ")[0].endsWith(`.${field}`)) return c;
  }
  throw new Error(field);
}

function rowOf(page, field, value) {
  const c = columnOf(page, field);
  for (let r = FIRST; r <= page.rowCount + 1; r += 1) {
    if (textOf(page.getCell(r, c)) === value) return r;
  }
  throw new Error(`${field} ${value}`);
}

function lastRow(page) {
  let last = 0;
  for (let r = 1; r <= page.rowCount; r += 1) if (textOf(page.getCell(r, 1))) last = r;
  return last;
}

function write(page, row, column, value) {
  const cell = page.getCell(row, column);
  if (value && value.day) {
    cell.value = new Date(`${value.day}T00:00:00Z`);
    cell.numFmt = "dd/mm/yyyy";
  } else cell.value = value;
}

function fill(page, row, values) {
  for (const [field, value] of Object.entries(values)) write(page, row, columnOf(page, field), value);
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
  copy: (book, type, [by, value], values) => {
    const page = pageOf(book, type);
    const from = rowOf(page, by, value), to = lastRow(page) + 1;
    for (let c = 1; c <= page.columnCount; c += 1) page.getCell(to, c).value = page.getCell(from, c).value;
    fill(page, to, values);
  },
  delete_row: (book, type, [by, value]) => {
    const page = pageOf(book, type);
    page.spliceRows(rowOf(page, by, value), 1);
  },
  delete_column: (book, type, field) => {
    const page = pageOf(book, type);
    page.spliceColumns(columnOf(page, field), 1);
  },
  insert_column: (book, type, field, texts) => {
    const page = pageOf(book, type);
    page.spliceColumns(columnOf(page, field), 0, [null, ...texts]);
  },
  filter: (book, type, field, value) => {
    const page = pageOf(book, type);
    const c = columnOf(page, field);
    for (let r = FIRST; r <= lastRow(page); r += 1) {
      page.getRow(r).hidden = textOf(page.getCell(r, c)) !== value;
    }
  },
};

async function main() {
  const work = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const [target, each] of Object.entries(work)) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(each.source);
    for (const [name, ...given] of each.steps || []) steps[name](book, ...given);
    await book.xlsx.writeFile(target);
  }
}

main();
