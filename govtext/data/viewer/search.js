// Finding words in the text of the report that is shown.
let hits = [];
let current = -1;

function hitsIn(block, query) {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const place = (offset, atEnd) => {
    let found = 0;
    nodes.forEach(([, start], index) => {
      if (atEnd ? start < offset : start <= offset) found = index;
    });
    return [nodes[found][0], offset - nodes[found][1]];
  };
  const found = [];
  const lowered = text.toLowerCase();
  for (let at = lowered.indexOf(query); at >= 0; at = lowered.indexOf(query, at + query.length)) {
    const range = document.createRange();
    range.setStart(...place(at, false));
    range.setEnd(...place(at + query.length, true));
    found.push(range);
  }
  return found;
}

function search() {
  const query = one('#query').value.trim().toLowerCase();
  const blocks = query ? all('.report.on .block, .both .block').filter((block) => block.offsetParent) : [];
  hits = blocks.flatMap((block) => hitsIn(block, query));
  current = -1;
  paint('found', hits);
  paint('current', []);
  one('#count').textContent = query ? `${hits.length} ${said('found')}` : '';
}

function step(by) {
  if (!hits.length) return;
  current = (current + by + hits.length) % hits.length;
  paint('current', [hits[current]]);
  hits[current].startContainer.parentElement.scrollIntoView({ block: 'center' });
  one('#count').textContent = `${current + 1} / ${hits.length}`;
}

function startSearch() {
  one('#query').addEventListener('input', () => {
    const key = document.body.dataset.show;
    if (key !== 'both') showPanel(key, 'text');
    search();
  });
  one('#query').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  one('#next').addEventListener('click', () => step(1));
  one('#previous').addEventListener('click', () => step(-1));
}
