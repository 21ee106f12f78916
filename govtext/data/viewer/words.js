// The data of the page, and its words in two languages.
const data = JSON.parse(document.getElementById('data').textContent);
let lang = data.lang;

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const one = (selector, root = document) => root.querySelector(selector);

function said(key) {
  const words = data.words[key];
  return words ? words[lang === 'zh' ? 0 : 1] : key;
}

function translate() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  for (const element of all('[data-t]')) element.textContent = said(element.dataset.t);
  for (const element of all('[data-t-label]')) element.setAttribute('aria-label', said(element.dataset.tLabel));
  for (const element of all('[data-t-placeholder]')) element.placeholder = said(element.dataset.tPlaceholder);
  for (const table of all('table')) labelCells(table);
  one('#language').lang = lang === 'zh' ? 'en' : 'zh-CN';
}

// On a phone each row is a card: its cells say what their columns are called.
function labelCells(table) {
  const heads = Array.from(table.tHead.rows[0].cells, (head) => head.textContent.trim());
  for (const row of table.tBodies[0].rows) for (const cell of row.cells) cell.dataset.label = heads[cell.cellIndex];
}

function download(name, content, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
