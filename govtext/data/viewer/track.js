// The page of targets and results: the chart of one indicator over the years, theme and language.
const themes = ['auto', 'light', 'dark'];
const SVG = 'http://www.w3.org/2000/svg';
const box = { left: 56, right: 704, top: 32, bottom: 244 };

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  one('#chart').append(element);
  return element;
}

// Steps that are read easily: 1, 2 or 5 times a power of ten.
function step(span) {
  const raw = span / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * [1, 2, 5, 10].find((factor) => raw <= power * factor);
}

const round = (value) => Number(value.toPrecision(6));

function drawChart() {
  const chosen = data.charts.find((chart) => chart.id === one('#chart-indicator').value);
  const points = chosen.points.filter((point) => point.place === one('#chart-place').value);
  one('#chart').replaceChildren();
  const years = points.map((point) => point.year);
  const values = points.flatMap((point) => [point.low, point.high, point.result]).filter((value) => value !== null);
  const pad = (Math.max(...values) - Math.min(...values)) * 0.1 || 1;
  const [low, high] = [Math.min(...values) - pad, Math.max(...values) + pad];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const x = (year) => (first === last ? (box.left + box.right) / 2 : box.left + 24 + ((year - first) / (last - first)) * (box.right - box.left - 48));
  const y = (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);
  const rise = step(high - low);
  for (let value = Math.ceil(low / rise) * rise; value <= high; value += rise) {
    draw('line', { x1: box.left, x2: box.right, y1: y(value), y2: y(value), class: 'grid' });
    draw('text', { x: box.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, round(value));
  }
  draw('text', { x: box.left, y: 18 }, chosen.unit);
  const every = Math.ceil((last - first + 1) / 14);
  for (let year = first; year <= last; year += every) draw('text', { x: x(year), y: box.bottom + 20, 'text-anchor': 'middle' }, year);
  for (const point of points) {
    const top = Math.min(y(point.high), y(point.low));
    draw('rect', { x: x(point.year) - 11, width: 22, y: top - 2, height: Math.abs(y(point.high) - y(point.low)) + 4, class: 'aim' });
    if (point.result === null) continue;
    draw('line', { x1: x(point.year), x2: x(point.year), y1: y((point.low + point.high) / 2), y2: y(point.result), class: 'gap' });
    const dot = draw('circle', { cx: x(point.year), cy: y(point.result), r: 6, class: `got ${point.verdict}` });
    const title = document.createElementNS(SVG, 'title');
    title.textContent = `${point.year} ${said('track_target')} ${point.aim} ${said('track_result')} ${point.got} ${said(`Verdict.${point.verdict}`)}`;
    dot.append(title);
  }
}

function option(value, text) {
  const element = document.createElement('option');
  element.value = value;
  element.textContent = text;
  return element;
}

function choosePlaces() {
  const chosen = data.charts.find((chart) => chart.id === one('#chart-indicator').value);
  const before = one('#chart-place').value;
  const places = [...new Set(chosen.points.map((point) => point.place))];
  one('#chart-place').replaceChildren(...places.map((place) => option(place, place)));
  if (places.includes(before)) one('#chart-place').value = before;
  drawChart();
}

function startChart() {
  if (!one('#chart')) return;
  one('#chart-indicator').append(...data.charts.map((chart) => option(chart.id, chart.name)));
  one('#chart-indicator').addEventListener('change', choosePlaces);
  one('#chart-place').addEventListener('change', drawChart);
  choosePlaces();
}

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
  for (const place of all('#tracks, #projects')) filter(place);
  if (one('#chart')) drawChart();
});
startTables();
startChart();
translate();
