// The page of `ebpf doctor --format html`. Words of hosts are only ever set as text, never as HTML.
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const {checks, exact, rows} = report;
  // What is like an earlier one names that one, and what is other; of rows the marks are the same.
  const outcomeOf = (index) => {
    const own = report.outcomes[index];
    return own?.like === undefined ? own : {...report.outcomes[own.like], ...own};
  };
  const patternOf = (row) => rows[row].like ?? row;
  const indexAt = ({row}, check) => rows[row].but?.[check] ?? rows[patternOf(row)][check];
  const hosts = report.hosts.map(([host, kind, row]) => ({host, row, pattern: patternOf(row), ...report.kinds[kind]}));
  const byId = (id) => document.getElementById(id);
  const filters = byId('filters');
  const matrix = byId('matrix');
  const panel = byId('details');
  // A few hosts read best as a list with what was found; many as a grid of marks.
  const list = hosts.length <= 3;
  const verdicts = {pass: 'passes', fail: 'fails', unknown: 'unknown', skip: 'does not apply'};
  const states = ['not ready', 'unknown', 'not reached', 'recommended checks fail', 'ready'];
  const tones = {ready: 'passed', 'not ready': 'failed', 'recommended checks fail': 'noted'};
  // Rows that are drawn at once: a fleet in which no two hosts are alike stays quick.
  const firstRows = 50;
  const moreRows = 200;
  let limit = firstRows;

  const make = (tag, {text, name, ...properties} = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    element.append(...children.filter(Boolean));
    return element;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const outcomeAt = (host, check) => outcomeOf(indexAt(hosts[host], check));
  const isProblem = ({standing}) => standing === 'failed' || standing === 'unknown' || standing === 'noted';

  const indexOfCheck = (id) => checks.findIndex((check) => check.id === id);

  const cell = (host, check) => {
    const outcome = outcomeAt(host, check);
    const element = make('td', {name: outcome?.standing ?? 'none', tabIndex: -1});
    element.dataset.at = `${host} ${check}`;
    if (!outcome) element.textContent = '·';
    else if (list) element.append(make('b', {text: outcome.mark}), outcome.found);
    else element.textContent = outcome.mark;
    return element;
  };
  const hostHead = (host, others = 0) => {
    const {host: name, os, kernel} = hosts[host];
    const about = [os, kernel].filter(Boolean).join(', ');
    const more = others > 0 && make('small', {text: `and ${count(others, 'host')} like it`});
    return make('th', {scope: list ? 'col' : 'row', title: about}, make('span', {text: name}), more);
  };
  const lostCell = (host, span) =>
    make('td', {name: 'lost', colSpan: span, text: `? ${hosts[host].error ?? 'could not be reached'}`});

  const rowsByCheck = (shown) => {
    const rows = [];
    for (const [position, check] of shown.checks.entries()) {
      if (checks[check].group !== checks[shown.checks[position - 1]]?.group) {
        rows.push(
          make('tr', {name: 'section'}, make('th', {text: checks[check].group, colSpan: shown.hosts.length + 1})),
        );
      }
      const head = make('th', {scope: 'row', text: checks[check].title}, make('small', {text: checks[check].id}));
      rows.push(
        make(
          'tr',
          {},
          head,
          ...shown.hosts.map((host) => (hosts[host].reachable ? cell(host, check) : lostCell(host, 1))),
        ),
      );
    }
    return rows;
  };
  const stateCell = ({state}) => make('td', {name: `state ${tones[state] ?? 'unknown'}`, text: state});
  const rowsByHost = ({rows, checks: columns}) =>
    rows.map((at) => {
      const [host] = at;
      return make(
        'tr',
        {},
        hostHead(host, at.length - 1),
        stateCell(hosts[host]),
        ...(hosts[host].reachable
          ? columns.map((check) => cell(host, check))
          : [lostCell(host, Math.max(1, columns.length))]),
      );
    });
  // Hosts that show the same marks share a row; the worst come first, and of those most hosts.
  const rowsOf = (shown, columns) => {
    const groups = new Map();
    const marks = new Map();
    const marksOf = (pattern) => {
      if (!marks.has(pattern))
        marks.set(pattern, columns.map((check) => outcomeOf(rows[pattern][check])?.mark ?? '·').join(''));
      return marks.get(pattern);
    };
    for (const host of shown) {
      const {reachable, state, error, pattern} = hosts[host];
      const key = `${state} ${reachable ? marksOf(pattern) : error}`;
      const group = groups.get(key);
      if (group) group.push(host);
      else groups.set(key, [host]);
    }
    const rank = ([host]) => states.indexOf(hosts[host].state);
    return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.length - a.length);
  };
  const checkHead = (check) =>
    make('th', {scope: 'col', title: checks[check].id}, make('div', {text: checks[check].title}));

  let alike = [];
  const show = () => {
    const wanted = Object.fromEntries(new FormData(filters));
    const suits = (text, part) => text.toLowerCase().includes(part.trim().toLowerCase());
    const matches = (outcome) =>
      outcome &&
      (!wanted.standing ||
        outcome.standing === wanted.standing ||
        (wanted.standing === 'problem' && isProblem(outcome)));
    let found = hosts
      .map((_, host) => host)
      .filter(
        (host) =>
          suits(hosts[host].host, wanted.host) &&
          (!wanted.state || hosts[host].state === wanted.state) &&
          (!wanted.group || hosts[host].groups?.includes(wanted.group)),
      );
    let columns = checks
      .map((_, check) => check)
      .filter((check) => suits(`${checks[check].id} ${checks[check].title}`, wanted.check));
    if (wanted.standing) {
      const present = [...new Set(found.map((host) => hosts[host].pattern))];
      const matchesAt = (pattern, check) => matches(outcomeOf(rows[pattern][check]));
      columns = columns.filter((check) => present.some((pattern) => matchesAt(pattern, check)));
      const having = new Set(present.filter((pattern) => columns.some((check) => matchesAt(pattern, check))));
      found = found.filter((host) => !hosts[host].reachable || having.has(hosts[host].pattern));
    }
    alike = list ? [] : rowsOf(found, columns);
    const shown = {hosts: found, checks: columns, rows: alike.slice(0, limit)};
    const head = make(
      'tr',
      {},
      make('th', {text: list ? 'Check' : 'Host'}),
      ...(list
        ? found.map((host) => hostHead(host))
        : [make('th', {name: 'state', text: 'Readiness'}), ...columns.map(checkHead)]),
    );
    const table = make(
      'table',
      {name: list ? 'by-check' : 'by-host'},
      make('thead', {}, head),
      make('tbody', {}, ...(list ? rowsByCheck(shown) : rowsByHost(shown))),
    );
    table.setAttribute('role', 'grid');
    const left = alike.length - shown.rows.length;
    const next = Math.min(left, moreRows);
    const more = make('button', {type: 'button', text: `Show ${next} more of ${count(alike.length, 'row')}`});
    more.addEventListener('click', () => {
      limit += moreRows;
      show();
    });
    matrix.replaceChildren(table, ...(left > 0 ? [more] : []));
    matrix.querySelector('td[data-at]')?.setAttribute('tabindex', '0');
    byId('shown').textContent = `${count(found.length, 'host')}, ${count(columns.length, 'check')} shown`;
    close();
  };

  let opened;
  const close = () => {
    panel.hidden = true;
    opened?.focus();
    opened = undefined;
  };
  const copyButton = (text) => {
    const button = make('button', {type: 'button', text: 'Copy'});
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // A page opened from a file may lack the clipboard's newer interface.
        const area = make('textarea', {value: text});
        panel.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
        button.focus();
      }
      button.textContent = 'Copied';
    });
    return button;
  };
  const named = 12;
  // A row stands for all hosts like its first one, and of many that found the same one's evidence is kept: whose it is has to be said.
  const whose = (host, check) => {
    const at = alike.find(([first]) => first === host) ?? [host];
    const names = at.slice(0, named).map((each) => hosts[each].host);
    const outcome = indexAt(hosts[host], check);
    const witness = hosts.find((each) => each.reachable && indexAt(each, check) === outcome).host;
    return [
      `${names.join(', ')}${at.length > named ? ` and ${at.length - named} more` : ''}`,
      ...(at.length > 1 ? [`This is what ${names[0]} says`] : []),
      ...(exact || witness === names[0] ? [] : [`The evidence is that of ${witness}, which found the same`]),
    ].join('. ');
  };
  const open = (target) => {
    const [host, check] = target.dataset.at.split(' ').map(Number);
    const outcome = outcomeAt(host, check);
    if (!outcome) return;
    opened = target;
    const {
      verdict,
      severity,
      standing,
      mark,
      found,
      expected,
      source,
      evidence,
      origin = [],
      ignored,
      because,
      cause,
      remedy,
    } = outcome;
    const rows = [
      ['found', found],
      ['expected', expected],
      ['evidence', evidence.join('\n')],
      ['known by', source],
      ['why', checks[check].why],
      ['follows from', because && (checks[indexOfCheck(because)]?.title ?? because)],
      ['perhaps', cause && `${cause.title} (${cause.cause}, ${Math.round(cause.confidence * 100)} %)`],
      ['confirm with', cause?.decide],
      ['asked by', origin.join('\n')],
      [
        'ignored',
        ignored && `${ignored.reason}${ignored.until ? ` (until ${ignored.until})` : ''}, by ${ignored.origin}`,
      ],
      ['check', checks[check].id],
      ['fix', remedy && `${remedy.text}${remedy.needsReboot ? ' Needs a reboot.' : ''}`],
    ].filter(([, text]) => text);
    const closer = make('button', {type: 'button', name: 'close', text: '×', title: 'Close (Escape)'});
    closer.addEventListener('click', close);
    panel.replaceChildren(
      closer,
      make('h2', {text: checks[check].title}),
      make('div', {text: whose(host, check)}),
      make('div', {name: standing, text: `${mark} ${verdicts[verdict]}, ${severity}`}),
      make('dl', {}, ...rows.flatMap(([label, text]) => [make('dt', {text: label}), make('dd', {text})])),
      ...(remedy?.commands ?? []).map((command) =>
        make('div', {name: 'command'}, make('pre', {text: command}), copyButton(command)),
      ),
    );
    panel.hidden = false;
  };

  const move = (from, key) => {
    const row = from.parentElement;
    const position = [...row.children].indexOf(from);
    const sideways = {ArrowRight: 1, ArrowLeft: -1}[key];
    if (sideways) return row.children[position + sideways];
    if (key === 'Home' || key === 'End') return key === 'Home' ? row.querySelector('td') : row.lastElementChild;
    for (let next = row; next; ) {
      next = key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
      const target = next?.children[position];
      if (target?.dataset.at) return target;
    }
  };
  const focus = (target) => {
    matrix.querySelector('td[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus();
  };
  matrix.addEventListener('focusin', ({target}) => {
    const [host, check] = (target.dataset.at ?? '').split(' ').map(Number);
    const outcome = check === undefined ? undefined : outcomeAt(host, check);
    // Said only where the reader is: thousands of labels would slow the page down.
    if (outcome)
      target.setAttribute(
        'aria-label',
        `${hosts[host].host}, ${checks[check].title}: ${verdicts[outcome.verdict]}, ${outcome.found}`,
      );
  });
  matrix.addEventListener('click', ({target}) => {
    const at = target.closest('td[data-at]');
    if (at) {
      focus(at);
      open(at);
    }
  });
  matrix.addEventListener('keydown', (event) => {
    const at = event.target.closest('td[data-at]');
    if (!at) return;
    if (event.key === 'Enter' || event.key === ' ') open(at);
    else {
      const target = /^(Arrow|Home|End)/.test(event.key) && move(at, event.key);
      if (!target?.dataset?.at) return;
      focus(target);
      if (!panel.hidden) open(target);
    }
    event.preventDefault();
  });
  document.addEventListener('keydown', ({key}) => key === 'Escape' && !panel.hidden && close());
  const remember = () => {
    const wanted = [...new FormData(filters)].filter(([, value]) => value !== '');
    const hash = new URLSearchParams(wanted).toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, '', `#${hash}`);
  };
  const recall = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const field of filters.elements) if (field.name) field.value = wanted.get(field.name) ?? '';
  };
  const changed = () => {
    limit = firstRows;
    show();
    remember();
  };
  const groups = [...new Set(hosts.flatMap(({groups: own = []}) => own))].sort();
  const option = (text) => make('option', {text, value: text});
  byId('group-filter').hidden = groups.length === 0;
  filters.elements.group.append(...groups.map(option));
  byId('state-filter').hidden = list;
  filters.elements.state.append(...states.filter((state) => hosts.some((host) => host.state === state)).map(option));
  for (const command of document.querySelectorAll('#problems .command'))
    command.append(copyButton(command.textContent));
  filters.addEventListener('input', changed);
  filters.addEventListener('reset', () => setTimeout(changed));
  filters.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', () => {
    recall();
    show();
  });
  filters.hidden = false;
  document.querySelector('.legend').hidden = false;
  recall();
  show();
})();
