import type {Row} from './screen.ts';

/** Pixels: of a cell, around the text, and of the window's bar. */
const cell = {width: 8.4, height: 19};
const margin = 18;
const bar = 30;

/** GitHub's colours for both of its themes: readable on either (contrast 4.5 and more). */
const css = `
.paper{fill:#fff;stroke:#d1d9e0}.bar{fill:#f6f8fa}.dot{fill:#d1d9e0}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1f2328;white-space:pre}
.strong{font-weight:700}.muted{fill:#59636e}.good{fill:#1a7f37}.bad{fill:#d1242f}.warn{fill:#8a5a00}.mark{fill:#0969da}
@media (prefers-color-scheme:dark){
.paper{fill:#0d1117;stroke:#3d444d}.bar{fill:#151b23}.dot{fill:#3d444d}
text{fill:#f0f6fc}.muted{fill:#9198a1}.good{fill:#3fb950}.bad{fill:#f85149}.warn{fill:#d29922}.mark{fill:#4493f8}}`;

const entities = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

export interface Picture {
  readonly rows: readonly Row[];
  readonly columns: number;
  readonly title: string;
  /** Says it all for those who do not see it. */
  readonly label: string;
}

/** A terminal as SVG, light or dark as the reader's system. */
export function draw({rows, columns, title, label}: Picture): string {
  const width = Math.round(columns * cell.width + 2 * margin);
  const height = bar + rows.length * cell.height + 2 * margin - 6;
  const texts = rows.flatMap((row, index) => {
    const y = bar + margin + index * cell.height + 9;
    let column = 0;
    return row.flatMap(({text, style}) => {
      const start = column + text.length - text.trimStart().length;
      column += text.length;
      const shown = text.trim();
      if (shown === '') return [];
      const x = (margin + start * cell.width).toFixed(1);
      // The width is given, so that columns stand below each other in whatever font there is.
      const length = (shown.length * cell.width).toFixed(1);
      return `<text x="${x}" y="${y}" textLength="${length}"${style ? ` class="${style}"` : ''}>${entities(shown)}</text>`;
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">${entities(title)}</title>
<desc id="d">${entities(label)}</desc>
<style>${css}
</style>
<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
<path class="bar" d="M1 ${bar}V9a8 8 0 0 1 8-8h${width - 18}a8 8 0 0 1 8 8v${bar - 9}z"/>
${[18, 36, 54].map((x) => `<circle class="dot" cx="${x}" cy="15" r="5"/>`).join('')}
${texts.join('\n')}
</svg>
`;
}
