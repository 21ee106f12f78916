// The page as a whole: which report and which panel is shown, theme and language.
const themes = ['auto', 'light', 'dark'];

function showReport(key) {
  document.body.dataset.show = key;
  document.body.classList.toggle('both', key === 'both');
  for (const report of all('.report')) report.classList.toggle('on', report.id === key);
  for (const button of all('.which')) button.setAttribute('aria-pressed', String(button.dataset.which === key));
  if (key === 'both') for (const report of all('.report')) showPanel(report.id, 'text');
  search();
}

function showPanel(key, name) {
  const report = document.getElementById(key);
  for (const tab of all('[role="tab"]', report)) {
    const chosen = tab.dataset.panel === name;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute('aria-controls')).hidden = !chosen;
  }
  hideTip();
}

function startTabs() {
  for (const tab of all('[role="tab"]')) {
    const key = tab.closest('.report').id;
    tab.addEventListener('click', () => showPanel(key, tab.dataset.panel));
    tab.addEventListener('keydown', (event) => {
      const tabs = all('[role="tab"]', tab.parentElement);
      const place = { ArrowRight: tabs.indexOf(tab) + 1, ArrowLeft: tabs.indexOf(tab) - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (place === undefined) return;
      event.preventDefault();
      const next = tabs[(place + tabs.length) % tabs.length];
      showPanel(key, next.dataset.panel);
      next.focus();
    });
  }
  for (const link of all('.outline a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const [, key, id] = /^#(r\d+)-(.*)$/.exec(link.getAttribute('href'));
      jump(key, id, '');
    });
  }
}

function startTheme() {
  one('#theme').addEventListener('click', () => {
    const root = document.documentElement;
    root.dataset.theme = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
    const name = one('#theme-name span');
    name.dataset.t = `theme_${root.dataset.theme}`;
    name.textContent = said(name.dataset.t);
  });
  one('#language').addEventListener('click', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    translate();
    hideTip();
    for (const place of all('section')) if (one('.words', place)) filter(place);
    for (const key of Object.keys(data.reports)) checkAnswers(key);
    search();
  });
}

// What sticks to the top is as high as its words make it.
function startHeights() {
  const measure = () => {
    const bar = one('.bar');
    const stuck = getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0;
    const tabs = one('.report.on .stick');
    document.documentElement.style.setProperty('--bar', `${stuck}px`);
    document.documentElement.style.setProperty('--stick', `${stuck + (tabs ? tabs.offsetHeight : 0)}px`);
  };
  const watch = new ResizeObserver(measure);
  for (const element of all('.bar, .stick')) watch.observe(element);
}

startTabs();
startTheme();
startText();
startSearch();
startTables();
startAnswers();
startHeights();
for (const table of all('table')) labelCells(table);
for (const button of all('.which')) button.addEventListener('click', () => showReport(button.dataset.which));
showReport(document.body.dataset.show);
if (window.matchMedia('(max-width: 48rem)').matches) for (const outline of all('.outline')) outline.open = false;
