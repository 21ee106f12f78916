// The text: from offsets to places on the page, the details of each mark, and moving from mark to mark.
// Offsets count code points, as in the JSON of a report; the page counts UTF-16 units.
const tip = one('#tip');
let described = null;
let pinned = false;
const hovers = window.matchMedia('(hover: hover)');

const reportOf = (element) => element.closest('.text').dataset.report;
const textOf = (key) => one(`.text[data-report="${key}"]`);

// The parts of a paragraph in order, each with its length in the archived text.
function parts(block) {
  const found = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) found.push([node, Array.from(node.data).length]);
    else if (node.matches('input.blank')) found.push([node, Number(node.dataset.length)]);
    else if (node.matches('.control')) found.push([node, 1]);
  }
  return found;
}

function blockAt(key, offset) {
  const blocks = all('.block', textOf(key));
  let low = 0;
  let high = blocks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (Number(blocks[middle].dataset.start) <= offset) low = middle;
    else high = middle;
  }
  return blocks[low];
}

function rangeOf(key, start, end) {
  const block = blockAt(key, start);
  const range = document.createRange();
  let position = Number(block.dataset.start);
  let begun = false;
  for (const [node, length] of parts(block)) {
    const text = node.nodeType === Node.TEXT_NODE;
    const unit = (offset) => Array.from(node.data).slice(0, offset - position).join('').length;
    if (!begun && start < position + length) {
      if (text) range.setStart(node, unit(start));
      else range.setStartBefore(node);
      begun = true;
    }
    if (begun && end <= position + length) {
      if (text) range.setEnd(node, unit(end));
      else range.setEndAfter(node);
      return range;
    }
    position += length;
  }
  return null;
}

function paint(name, ranges) {
  if (!window.CSS || !CSS.highlights) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

function line(list, key, value) {
  if (value === undefined || value === null || value === '') return;
  const term = document.createElement('dt');
  const description = document.createElement('dd');
  term.textContent = said(key);
  description.textContent = value;
  list.append(term, description);
}

function describe(mark) {
  const key = reportOf(mark);
  const item = data.reports[key].items[mark.dataset.id];
  if (!item) return;
  const letters = data.reports[key].letters || (data.reports[key].letters = Array.from(data.reports[key].text));
  const list = document.createElement('dl');
  line(list, 'is', `${said(`type.${item.type}`)} · ${said(item.is)}`);
  line(list, 'indicator', item.indicator);
  line(list, 'canonical', item.canonical);
  line(list, 'number', item.number);
  for (const name of ['bound', 'direction', 'base', 'status', 'strength']) line(list, name, item[name] && said(item[name]));
  for (const name of ['period', 'scope', 'days', 'level']) line(list, name, item[name]);
  line(list, 'rule', item.rule);
  for (const [field, rule, start, end] of item.evidence || []) {
    line(list, 'evidence', `${data.words[field] ? said(field) : field}: ${letters.slice(start, end).join('') || '—'} (${rule})`);
  }
  hideTip();
  tip.replaceChildren(list);
  tip.hidden = false;
  mark.setAttribute('aria-describedby', 'tip');
  described = mark;
  placeTip(mark);
  paint('indicator', item.at ? [rangeOf(key, ...item.at)].filter(Boolean) : []);
  paint('evidence', (item.evidence || []).filter((cue) => cue[3] > cue[2] && cue[0] !== 'value').map((cue) => rangeOf(key, cue[2], cue[3])).filter(Boolean));
}

function placeTip(mark) {
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  const below = box.bottom + 6 + tip.offsetHeight < window.innerHeight;
  tip.classList.toggle('above', box.top > window.innerHeight / 2);
  tip.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - tip.offsetHeight - 6)}px`;
}

function hideTip() {
  tip.hidden = true;
  pinned = false;
  if (described) described.removeAttribute('aria-describedby');
  described = null;
  paint('indicator', []);
  paint('evidence', []);
}

function isShown(mark) {
  const text = mark.closest('.text');
  return !Array.from(mark.classList).some((type) => text.classList.contains(`no-${type}`));
}

function focusMark(mark) {
  for (const other of all('mark[tabindex="0"]', mark.closest('.text'))) other.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: 'nearest' });
  describe(mark);
}

function moveMark(mark, step) {
  const marks = all('mark[id]', mark.closest('.text')).filter(isShown);
  const next = marks[marks.indexOf(mark) + step];
  if (next) focusMark(next);
}

function jump(key, id, start) {
  if (document.body.dataset.show !== 'both') showReport(key);
  showPanel(key, 'text');
  const target = (id && document.getElementById(`${key}-${id}`)) || (start !== '' && blockAt(key, Number(start)));
  if (!target) return;
  for (const element of all('.here')) element.classList.remove('here');
  target.classList.add('here');
  target.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (target.matches('mark')) focusMark(target);
  else if (target.matches('input')) target.focus({ preventScroll: true });
}

function startText() {
  for (const text of all('.text')) {
    const first = one('mark[id]', text);
    if (first) first.tabIndex = 0;
    text.addEventListener('mouseover', (event) => {
      const mark = event.target.closest('mark');
      if (pinned || !hovers.matches) return;
      if (mark && isShown(mark)) describe(mark);
      else hideTip();
    });
    text.addEventListener('mouseleave', () => pinned || hideTip());
    text.addEventListener('click', (event) => {
      const mark = event.target.closest('mark');
      if (!mark || !isShown(mark) || event.target.matches('input')) return;
      describe(mark);
      pinned = true;
    });
    text.addEventListener('keydown', (event) => {
      const mark = event.target.closest('mark');
      if (!mark || event.target.matches('input')) return;
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) moveMark(mark, step);
      else if (event.key === 'Enter' || event.key === ' ') describe(mark);
      else return;
      event.preventDefault();
    });
    text.addEventListener('focusout', () => pinned || hideTip());
  }
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hideTip());
  document.addEventListener('click', (event) => event.target.closest('mark') || String(window.getSelection()) || hideTip());
  for (const box of all('.legend input')) {
    box.addEventListener('change', () => {
      const text = one('.text', box.closest('.panel'));
      if (box.dataset.type === 'furniture') text.classList.toggle('see-furniture', box.checked);
      else text.classList.toggle(`no-${box.dataset.type}`, !box.checked);
    });
  }
  for (const button of all('.jump')) button.addEventListener('click', () => jump(button.dataset.report, button.dataset.to, button.dataset.start));
}
